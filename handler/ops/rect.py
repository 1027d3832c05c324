"""Rect: keep a part of the picture."""

from typing import Annotated, ClassVar, Literal, Self

from PIL import Image
from pydantic import Field

from handler.core.geometry import Box, Size, pixels
from handler.core.params import Extent, Offset, Param
from handler.errors import InvalidParameter
from handler.ops.op import Op


class Rect(Op):
    """Keep a rectangle of the picture; what reaches past the edge is cut off."""

    cost: ClassVar[float] = 1
    scratch: ClassVar[tuple[float, float]] = (0, 0)

    op: Literal["rect"] = "rect"
    box: Annotated[
        tuple[Offset, Offset, Extent, Extent],
        Param("rect"),
        Field(
            description="Left, top, width, height of the part to keep, each in pixels (100) or as a ratio (0.25).",
            examples=["100,50,640,480", "0.25,0.25,0.5,0.5"],
        ),
    ]

    @property
    def neutral(self) -> bool:
        """The whole picture, given as ratios, changes nothing."""
        return tuple(self.box[:2]) == (0, 0) and all(isinstance(part, float) and part == 1 for part in self.box[2:])

    def at(self, size: Size) -> Self:
        """Convert ratios to pixels and cut off what lies outside; InvalidParameter where nothing is left."""
        left, top, width, height = self.box
        x, across = _span(left, width, size.width)
        y, down = _span(top, height, size.height)
        if across <= 0 or down <= 0:
            raise InvalidParameter(
                f"rect: {','.join(map(str, self.box))} lies outside a picture of {size.width} x {size.height} pixels",
                parameter="rect",
            )
        return self.model_copy(update={"box": (x, y, across, down)})

    def window(self, size: Size) -> Box:
        """Return the kept part as a box of whole pixels."""
        left, top, width, height = self.at(size).box
        return Box(left, top, left + width, top + height)

    def size(self, size: Size) -> Size:
        """Return the size of the kept part."""
        _, _, width, height = self.at(size).box
        return Size(int(width), int(height))

    def origin(self, box: Box, size: Size) -> Box:
        """Return the box in the coordinates of the picture that comes in."""
        return box.within(self.window(size))

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the kept part."""
        left, top, right, bottom = self.window(Size(*image.size))
        return image.crop((int(left), int(top), int(right), int(bottom)))


def _span(start: float, length: float, side: int) -> tuple[int, int]:
    # A ratio below 1.0 starts inside the picture, and rounding must not move it out.
    begin = start if isinstance(start, int) else min(int(start * side + 0.5), int(start) + side - 1)
    extent = length if isinstance(length, int) else pixels(length * side)
    return begin, min(begin + extent, side) - begin
