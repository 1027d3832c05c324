"""Histograms: how often each level is seen in a picture, and which levels could become black and white."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from PIL import Image, ImageChops

from handler.core.geometry import Size, pixels
from handler.ops.resize import Resize

SIDE = 256
"""Pixels. Longest side of the reduced picture whose levels are counted."""

COUNTING_MS = 1.5
"""CPU milliseconds for counting, the same for every source."""

IGNORED = 0.004
"""Share of the pixels that may clip at each end: specks and glints."""

OPAQUE = [255 * (level > 127) for level in range(256)]  # noqa: PLR2004 - half of the alpha
"""Table from alpha to a mask of what is seen well enough to count."""

Histogram = Sequence[int]


def glimpse(size: Size) -> Resize | None:
    """Return the resize to the small picture whose levels are counted; None where it is small already."""
    if max(size) <= SIDE:
        return None
    scale = SIDE / max(size)
    return Resize.model_construct(w=pixels(size.width * scale), h=pixels(size.height * scale), fit="scale")


def counting(size: Size, scale: float, *, alpha: bool) -> float:
    """Return the estimated CPU milliseconds of reducing a picture and counting its levels."""
    reduced = glimpse(size)
    return COUNTING_MS + (reduced.work(size, scale, alpha=alpha) if reduced else 0)


def counted(images: Iterable[Image.Image]) -> list[Histogram]:
    """Return four histograms of all pictures together: of red, green, blue, and of chroma, the largest less the least.

    What is hidden does not count.
    """
    total = [0] * 1024
    for image in images:
        mask = image.getchannel("A").point(OPAQUE) if image.mode == "RGBA" else None
        colours = image.convert("RGB")
        seen = colours.histogram(mask) + _chroma(colours).histogram(mask)
        total = [one + more for one, more in zip(total, seen, strict=True)]
    return [total[start : start + 256] for start in range(0, 1024, 256)]


def _chroma(colours: Image.Image) -> Image.Image:
    red, green, blue = colours.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return ImageChops.subtract(most, ImageChops.darker(ImageChops.darker(red, green), blue))


def ends(histograms: Sequence[Histogram]) -> tuple[int, int]:
    """Return the darkest and the brightest level of any channel that more than IGNORED of its pixels reach."""
    dark, bright = zip(*map(_ends, histograms), strict=True)
    return min(dark), max(bright)


def _ends(histogram: Histogram) -> tuple[int, int]:
    sums = list(accumulate(histogram))
    ignored = IGNORED * sums[-1]
    dark = next((level for level, reached in enumerate(sums) if reached > ignored), 0)
    bright = next((level for level in range(255, -1, -1) if sums[-1] - sums[level] + histogram[level] > ignored), 255)
    return dark, bright


def mean(histogram: Histogram) -> float:
    """Return the mean level, 0 to 255; of nothing that of middle gray."""
    return sum(level * count for level, count in enumerate(histogram)) / sum(histogram) if any(histogram) else 127.5
