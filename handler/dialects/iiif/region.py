"""Region: which part of the picture is shown: full, square, x,y,w,h, or pct:x,y,w,h (3.0 and 2.1, section 4.1)."""

from typing import Literal, NamedTuple

from handler.core.geometry import Box, Size, whole
from handler.core.params import MAX_SOURCE_SIDE
from handler.dialects.iiif.numbers import part_of, percent, whole_of, wrong_number
from handler.ops.rect import Rect

WORD = "region"
FULL, SQUARE, PERCENT = "full", "square", "pct:"
PARTS = 4
LEAST = 0.5
"""Pixels: less than so many are none when they are rounded."""


class ImageRegion(NamedTuple):
    """A part of a picture. rect: what cuts it out, for the kind `box`. text: as it was asked for."""

    kind: Literal["full", "square", "box"]
    rect: Rect | None = None
    text: str = ""

    def extracted(self, size: Size) -> Box:
        """Return which pixels of a picture of this size it is; InvalidParameter where there is none of them."""
        if self.kind == "square":
            side = min(size)
            left, top = (size.width - side) // 2, (size.height - side) // 2
            return Box(left, top, left + side, top + side)
        if self.rect is None:
            return whole(size)
        for begin, part, side in zip(self.rect.box[:2], self.rect.box[2:], size, strict=True):
            if isinstance(part, float) and part * side < LEAST:
                raise wrong_number(WORD, self.text, "this is less than a pixel")
            if begin >= (side if isinstance(begin, int) else 1):
                where = f"outside the picture of {size.width} x {size.height} pixels"
                raise wrong_number(WORD, self.text, f"this lies {where}")
        return self.rect.window(size)


def read_region(text: str) -> ImageRegion:
    """Read a region; InvalidParameter where it is none, or empty, or outside every picture."""
    if text == FULL:
        return ImageRegion("full")
    if text == SQUARE:
        return ImageRegion("square")
    shares = text.startswith(PERCENT)
    parts = text.removeprefix(PERCENT).split(",")
    if len(parts) != PARTS:
        raise wrong_number(WORD, text, "it is full, square, x,y,w,h in pixels, or pct:x,y,w,h")
    left, top, width, height = (part_of(WORD, part) if shares else whole_of(WORD, part) for part in parts)
    if not width or not height:
        raise wrong_number(WORD, text, "its width and height are above 0")
    most = 1.0 if shares else MAX_SOURCE_SIDE
    if left > most or top > most:
        raise wrong_number(WORD, text, "this lies outside every picture")
    rect = Rect(box=(left, top, min(width, most), min(height, most)))
    return ImageRegion("full") if rect.neutral else ImageRegion("box", rect, text)


def written_box(box: Box, size: Size) -> str:
    """Return the canonical text of a part of a picture."""
    if box == whole(size):
        return FULL
    return ",".join(str(int(part)) for part in (box.left, box.top, *box.size))


def written_rect(rect: Rect) -> str | None:
    """Return the text that says a rectangle; None where pixels and parts are mixed."""
    if all(isinstance(part, int) for part in rect.box):
        return ",".join(map(str, rect.box))
    if all(isinstance(part, float) for part in rect.box):
        return f"{PERCENT}{','.join(map(percent, rect.box))}"
    return None
