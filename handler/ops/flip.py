"""Flip: mirror the picture."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.geometry import Box, Size
from handler.core.params import Param
from handler.ops.op import Op


class Flip(Op):
    """Mirror the picture."""

    cost: ClassVar[float] = 1
    scratch: ClassVar[tuple[float, float]] = (0.5, 0.5)

    op: Literal["flip"] = "flip"
    axis: Annotated[
        Literal["h", "v", "hv"],
        Param("flip"),
        Field(description="h swaps left and right, v swaps top and bottom, hv does both."),
    ]

    def origin(self, box: Box, size: Size) -> Box:
        """Return the mirrored box: a second flip undoes the first."""
        left, top, right, bottom = box
        if "h" in self.axis:
            left, right = size.width - right, size.width - left
        if "v" in self.axis:
            top, bottom = size.height - bottom, size.height - top
        return Box(left, top, right, bottom)

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the mirrored picture."""
        turn = {
            "h": Image.Transpose.FLIP_LEFT_RIGHT,
            "v": Image.Transpose.FLIP_TOP_BOTTOM,
            "hv": Image.Transpose.ROTATE_180,
        }
        return image.transpose(turn[self.axis])
