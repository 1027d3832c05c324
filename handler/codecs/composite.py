"""Animations that are stored as cells: small pictures, each laid on what the one before has left.

GIF and APNG are composited here and not by Pillow, which fills what GIF disposes of with an opaque colour where
every browser leaves a hole, and clears palette APNGs to whatever colour has index 0.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from handler.geometry import Size

Disposal = Literal["keep", "clear", "restore"]


@dataclass(frozen=True)
class Cell:
    """One stored frame.

    left, top, size: where it lies on the canvas. duration: milliseconds. disposal: what becomes of its place
    afterwards. over: blended with what lies below, or else put in its place. file: gives its pixels as a file of one
    picture that Pillow can open; not read before it is wanted.
    """

    left: int
    top: int
    size: Size
    duration: int
    disposal: Disposal
    over: bool
    file: Callable[[], Image.Image]


def extent(screen: Size, cells: Sequence[Cell]) -> Size:
    """Return the canvas: the screen, enlarged to hold every cell."""
    width = max([screen.width, *(cell.left + cell.size.width for cell in cells)])
    height = max([screen.height, *(cell.top + cell.size.height for cell in cells)])
    return Size(width, height)


def holes(canvas: Size, cells: Sequence[Cell]) -> bool:
    """Return whether something may stay uncovered: beside the first cell, or where a cell was cleared away."""
    first = cells[0]
    partial = (first.left, first.top, first.size) != (0, 0, canvas)
    return partial or any(cell.disposal == "clear" for cell in cells[:-1])


def composite(canvas: Size, cells: Sequence[Cell], wanted: range) -> Iterator[tuple[Image.Image, int]]:
    """Give the wanted frames as they are seen, RGBA, with their milliseconds. Those before are drawn, not given."""
    below = Image.new("RGBA", canvas)
    for number, cell in enumerate(cells[: wanted.stop]):
        # To restore what was before the first cell is to clear it (APNG says so; for GIF it comes to the same).
        before = below.copy() if cell.disposal == "restore" and number else None
        picture = cell.file().convert("RGBA")
        if cell.over:
            below.alpha_composite(picture, (cell.left, cell.top))
        else:
            below.paste(picture, (cell.left, cell.top))
        if number in wanted:
            yield below.copy(), cell.duration
        if before is not None:
            below = before
        elif cell.disposal != "keep":
            below.paste((0, 0, 0, 0), (cell.left, cell.top, cell.left + cell.size.width, cell.top + cell.size.height))
