"""Resampling: by libvips or by Pillow, and with transparency so that hidden colours and bright edges do not show.

Which of the two is a pure function of mode, size and part (`vectors`), never of what has been done before: one picture
has one result. Where libvips takes a fifth of the time, it is taken. Their results differ by less than 1 of 255 in the
mean.
"""

from collections.abc import Callable

from PIL import Image, ImageFilter

from handler.core.frames import PREMULTIPLIED
from handler.core.geometry import Box, Size, whole_pixels

FULL = 204
"""Level that stands for 255 while a kernel may overshoot: 25 % of headroom, more than Lanczos and bicubic need."""

HEADROOM = [round(level * FULL / 255) for level in range(256)]
OVERSHOT = [255 * (level > FULL) for level in range(256)]
"""Tables: from a level to one with headroom, and from that to a mask of what overshot."""

WIDE = frozenset({"RGB", PREMULTIPLIED})
"""Modes of four bytes a pixel. Gray takes no longer by Pillow."""

LEAST = 100_000
"""Pixels of a part from which libvips is worth its call, which takes some 0.8 ms, and its loading, 8 ms once."""

MOVED = 1 / 12
"""Pixels by which the result may be moved at most, since libvips takes parts of whole pixels alone."""


def vectors(mode: str, full: Size, size: Size, window: Box) -> bool:
    """Return whether libvips resamples this part of a picture, whose size is `full`, to this size."""
    width, height = window.size
    if mode not in WIDE or width * height < LEAST or width < size.width or height < size.height:
        return False
    across = moved(window.left, window.right, full.width, size.width)
    return max(across, moved(window.top, window.bottom, full.height, size.height)) <= MOVED


def moved(start: float, stop: float, side: int, count: int) -> float:
    """Return by how many pixels libvips moves a stretch of a side that becomes `count` pixels."""
    first, last = whole_pixels(start, stop, side, count)
    return abs(first + last - start - stop) / 2 * count / (stop - start)


def shrunk(image: Image.Image, size: Size, window: Box, gap: float) -> Image.Image:
    """Return a part of a picture, `window` in its own pixels, resampled to `size`.

    gap: before the kernel, the picture is averaged to no less than so many times the result.
    """
    if not vectors(image.mode, Size(*image.size), size, window):
        return image.resize(size, Image.Resampling.LANCZOS, window, gap)
    from handler.bindings.resampling import reduced  # noqa: PLC0415 - 8 ms that most small pictures do without

    return reduced(image, size, window, gap)


def resampled(image: Image.Image, sample: Callable[[Image.Image], Image.Image]) -> Image.Image:
    """Return what `sample` makes of a picture; it gets a picture with transparency as premultiplied RGBa.

    One that is RGBa already becomes RGBA.

    A sharp kernel overshoots at an edge. At an edge of the alpha, 8 bits clip the alpha at 255, but not always the
    premultiplied colours, so that a flat colour would get a bright line inside its edge. There the picture is sampled
    with headroom for both, which keeps their quotient; everywhere else with the full 8 bits.
    """
    if image.mode not in {"RGBA", PREMULTIPLIED}:
        return sample(image)
    flat = image if image.mode == PREMULTIPLIED else image.convert(PREMULTIPLIED)
    result, roomy = sample(flat).convert("RGBA"), sample(flat.point(HEADROOM * 4))
    overshot = roomy.getchannel("a").point(OVERSHOT)
    if overshot.getbbox():
        # Neighbours too: a resize works across and then down, and may clip in between.
        overshot = overshot.filter(ImageFilter.MaxFilter(3))
        colours = roomy.convert("RGBA")
        colours.putalpha(result.getchannel("A"))
        result.paste(colours, mask=overshot)
    return result
