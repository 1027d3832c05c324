"""Pictures of few colours, for GIF and for PNG with `colors`."""

from collections.abc import Sequence

from PIL import Image

from handler.codecs.pixels.alpha_palettes import layered
from handler.codecs.pixels.quantization import HIDDEN, distance, flat, mapped, palette, quick, sampled
from handler.core.formats.effort import looked

MOST_STACKED = 1 << 24
"""Pixels of all frames that are laid under one another, to be mapped at once without any error."""

TRIED = 4
"""Frames in which it is tried how much nearer palettes of their own would come."""

NEARER = 0.4
"""The part of the error of a shared palette that own ones may leave: what less would save, does not show, and costs
bytes, since nothing is the same from frame to frame."""


def paletted(images: Sequence[Image.Image], colors: int, *, dithered: bool = True) -> list[Image.Image]:
    """Return the frames in palettes of at most `colors`, one of them being transparent where it is needed.

    Pictures that have no more colours keep every pixel. A still picture is dithered, unless bytes count more than
    smooth shades; an animation is not: the noise would shimmer from frame to frame, and doubles the bytes. Its frames
    share a palette unless their own are better.
    """
    masks = [_mask(image) for image in images]
    clear = any(mask is not None for mask in masks)
    # An animation's writer marks with one spare colour what does not change.
    room = max(1, colors - 1) if clear or len(images) > 1 else colors
    done = _mapped([flat(image) for image in images], images, room, dithered=dithered)
    return [_pierced(image, mask) for image, mask in zip(done, masks, strict=True)] if clear else done


def translucent_palette(images: Sequence[Image.Image], colors: int, *, dithered: bool = True) -> list[Image.Image]:
    """Return the frames in one palette of at most `colors` that are partly transparent each."""
    if all(_binary(image) for image in images):
        return paletted(images, colors, dithered=dithered)
    full = _stack([image.convert("RGBA") for image in images])
    return _unstack(layered(full, colors, dithered=dithered and len(images) == 1), images)


def _binary(image: Image.Image) -> bool:
    return image.mode != "RGBA" or sum(image.getchannel("A").histogram()[1:255]) == 0


def _mask(image: Image.Image) -> Image.Image | None:
    """Return where a picture counts as transparent, None where nowhere."""
    if image.mode != "RGBA":
        return None
    mask = image.getchannel("A").point(HIDDEN)
    return mask if mask.getbbox() else None


def _mapped(
    flats: Sequence[Image.Image], images: Sequence[Image.Image], room: int, *, dithered: bool
) -> list[Image.Image]:
    """Return the flat pictures in few colours; the palette is sought in those with alpha, where they show."""
    if _countable(flats, room):
        return _unstack(_stack(flats).quantize(room, Image.Quantize.MEDIANCUT), flats)
    seen = [image if image.mode == "RGBA" else shown for image, shown in zip(images, flats, strict=True)]
    joint = looked(sum(image.width * image.height for image in images))
    samples = [sampled(image, -(-joint // len(images))) for image in seen]
    if len(images) == 1:
        return [mapped(flats[0], palette(samples[0], room, dithered=dithered), dithered=dithered)]
    shared = quick(_stack(samples), room)
    own = _differ(samples, shared, room)
    return [
        mapped(image, quick(sample, room) if own else shared, dithered=False)
        for image, sample in zip(flats, samples, strict=True)
    ]


def _differ(samples: Sequence[Image.Image], shared: Image.Image, room: int) -> bool:
    """Return whether palettes of their own bring the frames much nearer than the shared one does."""
    together, apart = 0.0, 0.0
    for sample in samples[:: -(-len(samples) // TRIED)]:
        shown = flat(sample)
        together += distance(shown, mapped(shown, shared, dithered=False))
        apart += distance(shown, mapped(shown, quick(sample, room), dithered=False))
    return apart < NEARER * together


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
