"""Palettes: pictures reduced to few colours, for GIF, and for PNG with `colors`."""

from collections.abc import Sequence

from PIL import Image

from handler.codecs.pixels.alpha_palettes import layered
from handler.codecs.pixels.quantization import HIDDEN, distance, flat, mapped, palette, quick, sampled
from handler.core.formats.effort import looked

MOST_STACKED = 1 << 24
"""Pixels of all frames together up to which they are stacked into one picture, whose colours may fit without loss."""

TRIED = 4
"""Number of frames on which palettes of their own are compared with the shared one."""

NEARER = 0.4
"""Frames get palettes of their own where that leaves less than this share of the shared palette's error. A smaller
gain does not show, but costs bytes, since unchanged areas then differ from frame to frame."""


def paletted(images: Sequence[Image.Image], colors: int, *, dithered: bool = True) -> list[Image.Image]:
    """Return the frames with palettes of at most `colors` entries, one of which is transparent where needed.

    Pictures with no more colours than that stay exact. dithered: whether a still picture is dithered, which makes
    shades smoother and files larger. Animations never are: the noise would shimmer and double the bytes. The frames of
    an animation share a palette unless palettes of their own are much better.
    """
    masks = [_mask(image) for image in images]
    clear = any(mask is not None for mask in masks)
    # The writer of an animation needs one entry to mark what does not change.
    room = max(1, colors - 1) if clear or len(images) > 1 else colors
    done = _mapped([flat(image) for image in images], images, room, dithered=dithered)
    return [_with_transparency(image, mask) for image, mask in zip(done, masks, strict=True)] if clear else done


def translucent_palette(images: Sequence[Image.Image], colors: int, *, dithered: bool = True) -> list[Image.Image]:
    """Return the frames with one palette of at most `colors` entries, which may be partly transparent."""
    if all(_binary(image) for image in images):
        return paletted(images, colors, dithered=dithered)
    full = _stack([image.convert("RGBA") for image in images])
    return _unstack(layered(full, colors, dithered=dithered and len(images) == 1), images)


def _binary(image: Image.Image) -> bool:
    return image.mode != "RGBA" or sum(image.getchannel("A").histogram()[1:255]) == 0


def _mask(image: Image.Image) -> Image.Image | None:
    """Return a mask of the pixels that count as transparent, None where there are none."""
    if image.mode != "RGBA":
        return None
    mask = image.getchannel("A").point(HIDDEN)
    return mask if mask.getbbox() else None


def _mapped(
    flats: Sequence[Image.Image], images: Sequence[Image.Image], room: int, *, dithered: bool
) -> list[Image.Image]:
    """Return the opaque pictures in few colours; palettes are built from the visible pixels of the originals."""
    if _few_colours(flats, room):
        return _unstack(_stack(flats).quantize(room, Image.Quantize.MEDIANCUT), flats)
    seen = [image if image.mode == "RGBA" else shown for image, shown in zip(images, flats, strict=True)]
    joint = looked(sum(image.width * image.height for image in images))
    samples = [sampled(image, -(-joint // len(images))) for image in seen]
    if len(images) == 1:
        return [mapped(flats[0], palette(samples[0], room, dithered=dithered), dithered=dithered)]
    shared = quick(_stack(samples), room)
    own = _own_palettes_pay(samples, shared, room)
    return [
        mapped(image, quick(sample, room) if own else shared, dithered=False)
        for image, sample in zip(flats, samples, strict=True)
    ]


def _own_palettes_pay(samples: Sequence[Image.Image], shared: Image.Image, room: int) -> bool:
    """Return whether palettes of their own reproduce the frames much better than a shared one."""
    together, apart = 0.0, 0.0
    for sample in samples[:: -(-len(samples) // TRIED)]:
        shown = flat(sample)
        together += distance(shown, mapped(shown, shared, dithered=False))
        apart += distance(shown, mapped(shown, quick(sample, room), dithered=False))
    return apart < NEARER * together


def _few_colours(images: Sequence[Image.Image], room: int) -> bool:
    """Return whether all frames together have at most `room` colours."""
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
    """Return the frames, all of one size, stacked into one tall picture."""
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


def _with_transparency(image: Image.Image, mask: Image.Image | None) -> Image.Image:
    """Return the picture with one more entry in its palette, a transparent one, used where the mask says."""
    colours = image.getpalette() or []
    used = len(colours) // 3
    image.putpalette([*colours, 0, 0, 0])
    if mask is not None:
        image.paste(used, mask=mask)
    image.info["transparency"] = used
    return image
