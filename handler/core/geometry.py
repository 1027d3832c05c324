"""Sizes and boxes, and the one way to round them."""

from typing import NamedTuple

MEGAPIXEL = 1_000_000
MAX_SIDE = 8192
"""The largest width or height, in pixels, that a parameter may name."""
PIXEL_BYTES = 4
"""Memory of a pixel of a decoded picture; Pillow keeps RGB in four bytes too."""


class Size(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int

    @property
    def area(self) -> int:
        """Pixels in all."""
        return self.width * self.height


class Box(NamedTuple):
    """A rectangle in pixels; right and bottom lie outside it. Fractions are allowed where a resample reads it."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, perhaps with fractions."""
        return self.right - self.left, self.bottom - self.top

    def within(self, other: "Box") -> "Box":
        """Return this box, told from the corner of `other`, in the coordinates that `other` has."""
        return Box(self.left + other.left, self.top + other.top, self.right + other.left, self.bottom + other.top)

    def inside(self, size: Size) -> "Box":
        """Return the box cut to a picture, which the last digit of a fraction may have left."""
        left, top, right, bottom = self
        return Box(max(left, 0), max(top, 0), min(right, size.width), min(bottom, size.height))

    def scaled(self, across: float, down: float) -> "Box":
        """Return the box on a picture that is `across` times as wide and `down` times as high."""
        return Box(self.left * across, self.top * down, self.right * across, self.bottom * down)


def whole(size: tuple[int, int]) -> Box:
    """Return the box that is all of a picture."""
    return Box(0, 0, *size)


def pixels(length: float) -> int:
    """Round a length half up to whole pixels, at least one."""
    return max(1, int(length + 0.5))


def resolve(length: float, side: int) -> int:
    """Return a length in pixels: an int is pixels already, a float is that part of `side`."""
    return length if isinstance(length, int) else pixels(length * side)
