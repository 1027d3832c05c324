"""Planes: masks that grow evenly along a line, or outwards from the middle, however large the picture is."""

from collections.abc import Callable, Sequence
from math import cos, hypot, radians, sin, sqrt

from PIL import Image

KNOTS = 64
"""Points a side at which `outwards` is computed; between them it is interpolated."""

NARROWEST = 1e-6
"""The smallest part of a line over which a mask grows, which is a step. Two floats may have nothing between them."""


def along(size: tuple[int, int], angle: float, start: float = 0, stop: float = 1) -> Image.Image:
    """Return a mask (L): 0 up to `start` of the line that CSS defines for an angle, 255 from `stop` on.

    angle: degrees; 0 runs upwards, 90 to the right. start, stop: parts of the line, the first smaller, if by a hair.
    """
    across, down = sin(radians(angle)), -cos(radians(angle))
    length = abs(size[0] * across) + abs(size[1] * down)
    reach = max(stop - start, NARROWEST)
    corners = [
        (0.5 + ((x - size[0] / 2) * across + (y - size[1] / 2) * down) / length - start) / reach
        for y in (0, size[1])
        for x in (0, size[0])
    ]
    return _interpolated(corners, size)


def _interpolated(corners: Sequence[float], size: tuple[int, int]) -> Image.Image:
    """Return a mask from parts, 0 to 1, at the four corners; what lies outside is clipped."""
    plane = Image.new("F", (2, 2))
    plane.putdata([255 * corner + 0.5 for corner in corners])
    # The box reaches from the middle of one pixel to that of the other: beyond, Pillow would not interpolate.
    return plane.resize(size, Image.Resampling.BILINEAR, box=(0.5, 0.5, 1.5, 1.5)).convert("L")


def outwards(size: tuple[int, int], part: Callable[[float], float]) -> Image.Image:
    """Return a mask (L), of ellipses. part: from the distance, 0 in the middle and 1 in a corner, to 0 to 1."""
    # One knot more on each side, so that the outermost pixels are interpolated too.
    places = [2 * (at + 0.5) / KNOTS - 1 for at in range(-1, KNOTS + 1)]
    plane = Image.new("F", (KNOTS + 2, KNOTS + 2))
    plane.putdata([255 * part(min(hypot(x, y) / sqrt(2), 1)) + 0.5 for y in places for x in places])
    return plane.resize(size, Image.Resampling.BICUBIC, box=(1, 1, KNOTS + 1, KNOTS + 1)).convert("L")
