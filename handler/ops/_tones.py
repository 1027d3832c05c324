"""Tones: 256 colours, one for each luminance, that recolour a picture."""

from collections.abc import Sequence

from PIL import Image

from handler.core.colours import Rgba
from handler.ops._channels import LUMA, recoloured


def tint(colour: Rgba, strength: float = 1) -> list[Rgba]:
    """Return 256 tones from black through a colour to white; tone n has luminance n, so that brightness stays.

    strength: 0 to 1, multiplied with the colour's own alpha.
    """
    light = sum(part * weight for part, weight in zip(colour[:3], LUMA, strict=True))
    alpha = round(colour.alpha * strength)
    red, green, blue = ([_shade(part, light, level) for level in range(256)] for part in colour[:3])
    return [Rgba(*tone, alpha) for tone in zip(red, green, blue, strict=True)]


def _shade(part: int, light: float, level: int) -> int:
    if level <= light:
        return round(part * level / max(light, 1))
    return round(part + (255 - part) * (level - light) / (255 - light))


def ramp(shadows: Rgba, lights: Rgba, strength: float = 1) -> list[Rgba]:
    """Return 256 tones, interpolated from one colour to another. strength: as in `tint`."""
    return [_between(shadows, lights, level / 255, strength) for level in range(256)]


def _between(start: Rgba, end: Rgba, part: float, strength: float) -> Rgba:
    red, green, blue, alpha = (first + (last - first) * part for first, last in zip(start, end, strict=True))
    return Rgba(round(red), round(green), round(blue), round(alpha * strength))


def toned(image: Image.Image, tones: Sequence[Rgba]) -> Image.Image:
    """Return the picture with each pixel covered by the tone of its luminance, as far as that tone is opaque."""
    return recoloured(image, lambda colours: _toned_colours(colours, tones))


def _toned_colours(colours: Image.Image, tones: Sequence[Rgba]) -> Image.Image:
    light = colours.convert("L")
    *bands, alpha = (light.point([tone[band] for tone in tones]) for band in range(4))
    over = Image.merge("RGB", bands)
    if all(tone.alpha == 255 for tone in tones):  # noqa: PLR2004 - opaque
        return over
    return Image.composite(over, colours.convert("RGB"), alpha)
