"""Effort: how hard a writer tries: as asked, but a large picture is written quicker, not refused.

The pace is a pure function of the format, of the effort, and of the pixels of all frames together, so that the bytes
stay one of the recipe and the source. A step is taken where the slower pace would take seconds.
"""

from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.core.formats.measures import Effort, Pace
from handler.core.formats.row import FormatName
from handler.core.output import Output


def pace(name: FormatName, pixels: int, effort: Effort) -> Pace:
    """Return the pace at which so many pixels of all frames together are written."""
    return next(each for each in WRITTEN[name].paces.of(effort) if pixels <= each.most)


FRACTION, LEAST_LOOKED, MOST_LOOKED = 4, 24_000, 1 << 16
"""For a palette, one pixel of FRACTION is looked at, but at least and at most so many: the search takes no longer for a
large picture than for a middling one, and is short for a small one."""

LEAST_TRIED = 6000
"""Pixels that each of its tries takes at least; of more that are looked at it takes one of FRACTION."""


def looked(pixels: int) -> int:
    """Return how many of so many pixels are looked at."""
    return min(pixels, MOST_LOOKED, max(LEAST_LOOKED, pixels // FRACTION))


def tried(sample: int) -> int:
    """Return how many pixels of a sample each try takes."""
    return min(sample, max(LEAST_TRIED, sample // FRACTION))


TRIES = 8
"""How often a file is written at most to find the highest quality with which it fits: with the quality asked for, and
with seven others, by which any of 100 is found that halves what is left."""


def writes(name: FormatName, output: Output) -> int:
    """Return how often a picture is written at most."""
    lowers = output.max_bytes is not None and FORMATS[name].quality and not output.lossless
    return TRIES if lowers else 1
