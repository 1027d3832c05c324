"""Pictures of few colours, for GIF and for PNG with `colors`."""

from collections.abc import Sequence

from PIL import Image, ImageStat

MOST_SAMPLED = 1 << 18
"""Pixels that a palette is sought in. Median cut takes 150 ms a megapixel, and finds no better palette in more."""

MOST_STACKED = 1 << 24
"""Pixels of all frames that are laid under one another, to be mapped at once without any error."""

OPAQUE = 128
"""The alpha from which a pixel counts as opaque where there is nothing between opaque and transparent."""


def paletted(images: Sequence[Image.Image], colors: int, *, dithered: bool = True) -> list[Image.Image]:
    """Return the frames in one palette of at most `colors`, one of them being transparent where it is needed.

    Pictures that have no more colours keep every pixel. A still picture is dithered, unless bytes count more than
    smooth shades; an animation is not: the noise would shimmer from frame to frame, and doubles the bytes.
    """
    masks = [_mask(image) for image in images]
    clear = any(mask is not None for mask in masks)
    # An animation's writer marks with one spare colour what does not change.
    room = max(1, colors - 1) if clear or len(images) > 1 else colors
    mapped = _mapped([_flat(image, mask) for image, mask in zip(images, masks, strict=True)], room, dithered=dithered)
    return [_pierced(image, mask) for image, mask in zip(mapped, masks, strict=True)] if clear else mapped


def translucent(images: Sequence[Image.Image], colors: int, *, dithered: bool = True) -> list[Image.Image]:
    """Return the frames in one palette of at most `colors` that are partly transparent each; not dithered."""
    if all(_binary(image) for image in images):
        return paletted(images, colors, dithered=dithered)
    full = _stack([image.convert("RGBA") for image in images])
    return _unstack(full.quantize(colors, Image.Quantize.FASTOCTREE), images)


def _binary(image: Image.Image) -> bool:
    return image.mode != "RGBA" or sum(image.getchannel("A").histogram()[1:255]) == 0


def _mask(image: Image.Image) -> Image.Image | None:
    """Return where a picture counts as transparent, None where nowhere."""
    if image.mode != "RGBA":
        return None
    mask = image.getchannel("A").point([255 * (alpha < OPAQUE) for alpha in range(256)])
    return mask if mask.getbbox() else None


def _flat(image: Image.Image, mask: Image.Image | None) -> Image.Image:
    """Return the picture without alpha; what does not show takes no colour from the palette."""
    flat = image.convert("RGB")
    if mask is None:
        return flat
    shown = mask.point([255 - value for value in range(256)])
    mean = ImageStat.Stat(flat, shown).mean if shown.getbbox() else [0, 0, 0]
    flat.paste(tuple(int(value) for value in mean), mask=mask)
    return flat


def _mapped(images: Sequence[Image.Image], room: int, *, dithered: bool) -> list[Image.Image]:
    if _countable(images, room):
        return _unstack(_stack(images).quantize(room, Image.Quantize.MEDIANCUT), images)
    pixels = sum(image.width * image.height for image in images)
    step = max(1, int((pixels / MOST_SAMPLED) ** 0.5 + 0.5))
    palette = _stack([_sampled(image, step) for image in images]).quantize(room, Image.Quantize.MEDIANCUT)
    dither = Image.Dither.FLOYDSTEINBERG if dithered and len(images) == 1 else Image.Dither.NONE
    return [image.quantize(palette=palette, dither=dither) for image in images]


def _countable(images: Sequence[Image.Image], room: int) -> bool:
    """Return whether all frames together have no more colours than there is room for."""
    if sum(image.width * image.height for image in images) > MOST_STACKED:
        return False
    seen: set[object] = set()
    for image in images:
        colours = image.getcolors(room)
        seen.update(colour for _, colour in colours or ())
        if colours is None or len(seen) > room:
            return False
    return True


def _sampled(image: Image.Image, step: int) -> Image.Image:
    # Nearest: blended colours, which the picture does not have, would take places in the palette.
    size = max(1, image.width // step), max(1, image.height // step)
    return image.resize(size, Image.Resampling.NEAREST)


def _stack(images: Sequence[Image.Image]) -> Image.Image:
    """Return the frames, all of one size, under one another."""
    if len(images) == 1:
        return images[0]
    width, height = images[0].size
    tall = Image.new(images[0].mode, (width, height * len(images)))
    for number, image in enumerate(images):
        tall.paste(image, (0, number * height))
    return tall


def _unstack(tall: Image.Image, images: Sequence[Image.Image]) -> list[Image.Image]:
    width, height = images[0].size
    return [tall.crop((0, at * height, width, (at + 1) * height)) for at in range(len(images))]


def _pierced(image: Image.Image, mask: Image.Image | None) -> Image.Image:
    """Return the picture with one more colour, which is transparent where the mask says."""
    colours = image.getpalette() or []
    used = len(colours) // 3
    image.putpalette([*colours, 0, 0, 0])
    if mask is not None:
        image.paste(used, mask=mask)
    image.info["transparency"] = used
    return image
