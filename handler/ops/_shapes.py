"""Shapes: masks (mode L) of an ellipse and of a rectangle with rounded corners, smooth at the edge."""

from collections.abc import Sequence

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


def rounded(size: tuple[int, int], radii: Sequence[int]) -> Image.Image:
    """Return a mask of the rectangle with rounded corners. radii: pixels, one or four clockwise from the top left."""
    shape = Image.new("L", size, 255)
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
