"""Pace: how hard a writer tries, by how much there is to write: a large picture is written quicker, not refused.

The pace is a pure function of the format and of the pixels of all frames together, so that the bytes stay one of the
recipe and the source. A step is taken where the slower pace would take seconds.
"""

from typing import NamedTuple

from handler.core.output import FormatName


class Pace(NamedTuple):
    """How hard to try for so many pixels.

    most: pixels of all frames together. effort: the library's own number: WebP's method, AVIF's speed, zlib's level.
    share, fine: the part of the time of the first pace that this one takes on what takes longest, with a quality below
    `costs.FINE` and from there on.
    """

    most: float
    effort: int
    share: float = 1.0
    fine: float = 1.0


PACES: dict[FormatName, tuple[Pace, ...]] = {
    # Of method 4: 2 takes 3 % more bytes, 0 up to 20 %.
    "webp": (Pace(4e6, 4), Pace(10e6, 2, 0.72, 0.92), Pace(float("inf"), 0, 0.52, 0.78)),
    # Speed 8 takes 320 ms a megapixel of photograph; 6 takes 790 for 6 % fewer bytes, 9 takes 85, but twice the bytes
    # on line drawings.
    "avif": (Pace(2.5e6, 8), Pace(float("inf"), 9, 0.27, 0.53)),
    # Level 4 takes half the time of the usual 6 (150 against 300 ms a megapixel of photograph) for 2 % more bytes; 2
    # takes 85 for 12 %.
    "png": (Pace(4e6, 4), Pace(float("inf"), 2, 0.8, 0.8)),
}
"""The formats whose writers can be quicker, and their paces, the slowest first."""

ONE = Pace(float("inf"), 0)


def pace(name: FormatName, pixels: int) -> Pace:
    """Return the pace at which so many pixels are written; of a format that has one only, that."""
    return next(each for each in PACES.get(name, (ONE,)) if pixels <= each.most)


FRACTION, LEAST_LOOKED, MOST_LOOKED = 4, 24_000, 1 << 16
"""Of a picture one of so many pixels is looked at for a palette, and at least and at most so many: the search takes no
more for a large picture, and little for a small one."""

LEAST_TRIED = 6000
"""Pixels that each of its tries takes at least; of more that are looked at it takes one of FRACTION."""


def looked(pixels: int) -> int:
    """Return how many of so many pixels are looked at."""
    return min(pixels, MOST_LOOKED, max(LEAST_LOOKED, pixels // FRACTION))


def tried(sample: int) -> int:
    """Return how many pixels of a sample each try takes."""
    return min(sample, max(LEAST_TRIED, sample // FRACTION))
