"""Shapes: masks (mode L) of an ellipse, of a rectangle with rounded corners, and of outlines; smooth at the edge."""

from collections.abc import Sequence
from functools import lru_cache
from math import cos, pi, sin

from PIL import Image, ImageDraw

FINER = 4
"""Factor by which shapes are drawn larger and then reduced, which smooths their edge."""

TURNS = {1: Image.Transpose.FLIP_LEFT_RIGHT, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.FLIP_TOP_BOTTOM}
"""Transpositions of the top left quarter into the others: 1 top right, 2 bottom right, 3 bottom left."""


def ellipse(size: tuple[int, int]) -> Image.Image:
    """Return a mask of the ellipse that touches all four sides."""
    shape, quarter = Image.new("L", size), _quarter(size)
    for number in range(4):
        _lay(shape, quarter, number)
    return shape


def circle(size: tuple[int, int]) -> Image.Image:
    """Return a mask of the largest circle, in the middle."""
    side = min(size)
    shape = Image.new("L", size)
    shape.paste(ellipse((side, side)), ((size[0] - side) // 2, (size[1] - side) // 2))
    return shape


Points = tuple[tuple[float, float], ...]

INNER = 0.382
"""Radius of a star's inner corners, as a part of that of its points: so its edges lie on straight lines."""

CURVED = 4
"""Exponent of the superellipse that is called a squircle."""

HEART = "M50 92C20 68 0 50 0 28C0 12 12 0 27 0C37 0 46 6 50 15C54 6 63 0 73 0C88 0 100 12 100 28C100 50 80 68 50 92Z"


@lru_cache(maxsize=32)
def outlines(name: str) -> tuple[Points, ...]:
    """Return the outlines of a named shape."""
    if name in {"star", "hexagon"}:
        corners = 10 if name == "star" else 6
        radii = (1, INNER) if name == "star" else (1, 1)
        turns = [2 * pi * number / corners for number in range(corners)]
        return (tuple((radii[at % 2] * sin(turn), -radii[at % 2] * cos(turn)) for at, turn in enumerate(turns)),)
    if name == "squircle":
        return (tuple(_bent(2 * pi * number / 512) for number in range(512)),)
    return path_outlines(HEART)


@lru_cache(maxsize=32)
def path_outlines(path: str) -> tuple[Points, ...]:
    """Return the outlines of SVG path data; ValueError says what is wrong with it."""
    from handler.ops._path_data import polygons  # noqa: PLC0415 - only where a path is drawn

    return tuple(map(tuple, polygons(path)))


def _bent(turn: float) -> tuple[float, float]:
    """Return the point of the superellipse in a direction."""
    across, down = cos(turn), sin(turn)
    reach = (across**CURVED + down**CURVED) ** (-1 / CURVED)
    return reach * across, reach * down


def rounded(size: tuple[int, int], radii: Sequence[int], upright: int | None = None) -> Image.Image:
    """Return a mask of the rectangle with rounded corners. radii: pixels, one or four clockwise from the top left.

    upright: the radius from top to bottom where it is another than that across.
    """
    shape = Image.new("L", size, 255)
    if upright is not None:
        around = tuple(2 * min(radius, side // 2) for radius, side in zip((radii[0], upright), size, strict=True))
        for number in range(4 * all(around)):
            _lay(shape, _quarter((around[0], around[1])), number)
        return shape
    for number, radius in enumerate(bounded(size, radii)):
        if radius:
            _lay(shape, _quarter((2 * radius, 2 * radius)), number)
    return shape


def bounded(size: tuple[int, int], radii: Sequence[int]) -> list[int]:
    """Return four radii for one or four given, each at most half of the shorter side."""
    return [min(asked, *(side // 2 for side in size)) for asked in (radii if len(radii) > 1 else [*radii] * 4)]


def _quarter(around: tuple[int, int]) -> Image.Image:
    """Return the top left quarter of an ellipse of this size; the whole, drawn FINER, would need too much memory."""
    width, height = ((side + 1) // 2 for side in around)
    quarter = Image.new("L", (width * FINER, height * FINER))
    ImageDraw.Draw(quarter).ellipse((0, 0, around[0] * FINER - 1, around[1] * FINER - 1), fill=255)
    return quarter.reduce(FINER)


def _lay(shape: Image.Image, quarter: Image.Image, number: int) -> None:
    """Paste a quarter, transposed, into its corner: 0 top left, 1 top right, 2 bottom right, 3 bottom left."""
    left = shape.width - quarter.width if number in {1, 2} else 0
    top = shape.height - quarter.height if number in {2, 3} else 0
    shape.paste(quarter.transpose(TURNS[number]) if number else quarter, (left, top))
