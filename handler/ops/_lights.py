"""Lights: factors on the colours of a pixel that depend on its luminance, so that its hue stays."""

from collections.abc import Callable

from PIL import Image, ImageChops

from handler.ops._channels import recoloured


def dimmed(image: Image.Image, loss: Callable[[float], float]) -> Image.Image:
    """Return the picture with each pixel made darker. loss: the part, 0 to 1, that a luminance loses of its light."""
    return recoloured(image, lambda colours: ImageChops.multiply(colours, _factors(colours, lambda v: 1 - loss(v))))


def raised(image: Image.Image, most: float, share: Callable[[float], float]) -> Image.Image:
    """Return the picture with each pixel made lighter: multiplied by `most` where the share of its luminance is 1."""
    table = [min(255, int(most * level + 0.5)) for level in range(256)]

    def change(colours: Image.Image) -> Image.Image:
        lifted = colours.point(table * len(colours.getbands()))
        return Image.composite(lifted, colours, colours.convert("L").point(_table(share)))

    return recoloured(image, change)


def screened(image: Image.Image, loss: Callable[[float], float]) -> Image.Image:
    """Return the picture with each pixel moved to white. loss: the part of its distance that a luminance loses."""
    return recoloured(image, lambda colours: ImageChops.screen(colours, _factors(colours, loss)))


def _factors(colours: Image.Image, factor: Callable[[float], float]) -> Image.Image:
    """Return, in the mode of the colours, 255 times the factor of each pixel's luminance."""
    return colours.convert("L").point(_table(factor)).convert(colours.mode)


def _table(factor: Callable[[float], float]) -> list[int]:
    return [int(255 * factor(level / 255) + 0.5) for level in range(256)]
