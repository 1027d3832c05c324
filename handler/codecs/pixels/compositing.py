"""Animations that are stored as cells: small pictures, each laid on what the one before has left.

GIF and APNG are composited here and not by Pillow, which fills what GIF disposes of with an opaque colour where
every browser leaves a hole, and clears palette APNGs to whatever colour has index 0.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from handler.codecs.header import FAULTS
from handler.core.geometry import Size

MOST_TRIED = 1 << 22
"""Pixels of a frame that is decoded, before any limit has been looked at, to see whether it is whole."""

Disposal = Literal["keep", "clear", "restore"]


@dataclass(frozen=True)
class Patch:
    """What a file says of one stored frame.

    left, top, size: where it lies on the canvas. duration: milliseconds. disposal: what becomes of its place
    afterwards. over: blended with what lies below, or else put in its place. clear: whether some of its pixels may be
    transparent.
    """

    left: int
    top: int
    size: Size
    duration: int
    disposal: Disposal
    over: bool
    clear: bool


@dataclass(frozen=True)
class Cell(Patch):
    """One stored frame. file: gives its pixels as a file of one picture that Pillow can open, when they are wanted."""

    file: Callable[[], Image.Image]


def extent(screen: Size, cells: Sequence[Patch]) -> Size:
    """Return the canvas: the screen, enlarged to hold every cell."""
    width = max([screen.width, *(cell.left + cell.size.width for cell in cells)])
    height = max([screen.height, *(cell.top + cell.size.height for cell in cells)])
    return Size(width, height)


def whole_cells(cells: list[Cell]) -> list[Cell]:
    """Return the cells, without the last where its pixels end early; a single one stays, whatever it is."""
    if not cells[1:]:
        return cells
    try:
        if cells[-1].size.area <= MOST_TRIED:
            cells[-1].file().load()
            return cells
    except FAULTS:
        pass
    return cells[:-1]


def transparent(canvas: Size, patches: Sequence[Patch]) -> bool:
    """Return whether something may be seen through: beside the first frame, where one was cleared away, or within one.

    Pixels within a later frame that are transparent show what lies below, where the frame is laid over it.
    """
    first, later = patches[0], patches[1:]
    partial = (first.left, first.top, first.size) != (0, 0, canvas)
    # To restore what was before the first frame is to clear it.
    gone = bool(later) and first.disposal == "restore"
    cleared = any(patch.disposal == "clear" for patch in patches[:-1])
    return partial or gone or cleared or first.clear or any(patch.clear and not patch.over for patch in later)


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
