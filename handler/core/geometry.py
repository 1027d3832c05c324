"""Geometry: sizes and boxes in pixels, and the one rule by which lengths are rounded."""

from math import ceil, floor
from typing import NamedTuple

MEGAPIXEL = 1_000_000
"""Pixels; costs are given for so many."""

MAX_SIDE = 8192
"""Pixels. The largest width or height that a parameter may ask for; more is a 400."""

PIXEL_BYTES = 4
"""Bytes that a decoded pixel takes in memory; Pillow pads RGB to four bytes too."""


class Size(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int

    @property
    def area(self) -> int:
        """Number of pixels."""
        return self.width * self.height


class Box(NamedTuple):
    """A rectangle in pixels, without its right and bottom edge. Fractions are allowed where a resample reads it."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, which may be fractions."""
        return self.right - self.left, self.bottom - self.top

    @property
    def edges(self) -> tuple[int, int, int, int] | None:
        """Its four edges, where all of them lie between pixels; else None."""
        left, top, right, bottom = map(int, self)
        return (left, top, right, bottom) if Box(left, top, right, bottom) == self else None

    def within(self, other: "Box") -> "Box":
        """Return this box, whose origin is the corner of `other`, in the coordinates that `other` uses."""
        return Box(self.left + other.left, self.top + other.top, self.right + other.left, self.bottom + other.top)

    def inside(self, size: Size) -> "Box":
        """Return the box cut to a picture of this size; rounding may have moved it out by a fraction."""
        left, top, right, bottom = self
        return Box(max(left, 0), max(top, 0), min(right, size.width), min(bottom, size.height))

    def scaled(self, across: float, down: float) -> "Box":
        """Return the same part of a picture that is `across` times as wide and `down` times as high."""
        return Box(self.left * across, self.top * down, self.right * across, self.bottom * down)


class Point(NamedTuple):
    """A place in a picture: parts of its width from the left, and of its height from the top, 0 to 1."""

    x: float
    y: float

    @property
    def inside(self) -> bool:
        """Whether it lies in the picture."""
        return 0 <= self.x <= 1 and 0 <= self.y <= 1


def whole(size: tuple[int, int]) -> Box:
    """Return the box that covers a whole picture of this size."""
    return Box(0, 0, *size)


def pixels(length: float) -> int:
    """Round a length to whole pixels, halves up, at least one."""
    return max(1, int(length + 0.5))


def resolve(length: float, side: int) -> int:
    """Return a length in pixels: an int already is pixels, a float is a part of `side` (0.5 is half of it)."""
    return length if isinstance(length, int) else pixels(length * side)


NEAR = 1e-6
"""Pixels that are no fraction: computing has lost them."""


def whole_pixels(start: float, stop: float, side: int, count: int) -> tuple[int, int]:
    """Return the whole pixels for a stretch of a side that becomes `count` pixels: the first, and that behind the last.

    Of those that hold it, or lack less than a pixel of it, the ones whose middle is nearest to its own. At the
    stretch's scale they become as many pixels, rounded.
    """
    scale = (stop - start) / count
    firsts = {max(0, floor(start + NEAR) + more) for more in (-1, 0, 1)}
    lasts = {min(side, ceil(stop - NEAR) + more) for more in (-1, 0, 1)}
    fitting = [(first, last) for first in firsts for last in lasts if floor((last - first) / scale + 0.5) == count]
    return min(fitting, key=lambda pair: (abs(sum(pair) - start - stop), abs(pair[1] - pair[0] - stop + start), pair))
