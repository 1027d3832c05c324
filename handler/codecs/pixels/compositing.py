"""Compositing: the frames of a GIF or APNG, which store only the changed part, drawn as a viewer sees them.

It is done here and not by Pillow, which fills a cleared GIF frame with an opaque colour where every browser leaves it
transparent, and clears a palette APNG to whatever colour has index 0.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from handler.codecs.header import FAULTS
from handler.core.geometry import Size

MOST_TRIED = 1 << 22
"""Pixels. A last frame up to this size is decoded before the limits are checked, to see whether it is complete."""

Disposal = Literal["keep", "clear", "restore"]
"""What happens to a frame's area after it was shown: it stays, becomes transparent, or is as it was before."""


@dataclass(frozen=True)
class Patch:
    """Position and timing of one stored frame.

    left, top, size: its area on the canvas, in pixels. duration: milliseconds. disposal: what happens to that area
    afterwards. over: blended with what lies below; if False, it replaces it. clear: whether some of its pixels may be
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
    """One stored frame. file: opens its pixels with Pillow, as a picture of its own, when they are needed."""

    file: Callable[[], Image.Image]


def extent(screen: Size, cells: Sequence[Patch]) -> Size:
    """Return the size of the canvas: the declared screen, enlarged to hold every frame."""
    width = max([screen.width, *(cell.left + cell.size.width for cell in cells)])
    height = max([screen.height, *(cell.top + cell.size.height for cell in cells)])
    return Size(width, height)


def whole_cells(cells: list[Cell]) -> list[Cell]:
    """Return the frames, without the last where its pixels are cut short; an only frame stays, whatever it is."""
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
    """Return whether any frame, as it is seen, may have transparent pixels.

    They come from a first frame smaller than the canvas, from a frame that was cleared, or from a transparent frame
    that replaces what lies below. A transparent pixel of a later frame that is blended shows what lies below it.
    """
    first, later = patches[0], patches[1:]
    partial = (first.left, first.top, first.size) != (0, 0, canvas)
    # To restore what was before the first frame is to clear it.
    gone = bool(later) and first.disposal == "restore"
    cleared = any(patch.disposal == "clear" for patch in patches[:-1])
    return partial or gone or cleared or first.clear or any(patch.clear and not patch.over for patch in later)


def composite(canvas: Size, cells: Sequence[Cell], wanted: range) -> Iterator[tuple[Image.Image, int]]:
    """Yield the wanted frames as seen, in RGBA, each with its milliseconds; earlier ones are drawn, not yielded."""
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
