"""Border: a frame drawn on the edge."""

from typing import Annotated, ClassVar, Literal

from PIL import Image, ImageOps
from pydantic import Field

from handler.geometry import Size
from handler.ops.op import Op, translucent
from handler.ops.values import Colour, Param, rgba

Width = Annotated[int, Field(ge=1, le=1000)]


class Border(Op):
    """Put a frame of one colour around the picture, which grows by it."""

    cost: ClassVar[float] = 2
    scratch: ClassVar[tuple[float, float]] = (4.5, 4.5)

    op: Literal["border"] = "border"
    frame: Annotated[
        tuple[Width, Colour],
        Param("border", dense=int),
        Field(description="Width in pixels, and colour, of the frame.", examples=["4,tomato"]),
    ]

    def size(self, size: Size) -> Size:
        """Return the size with the frame on both sides."""
        return Size(size.width + 2 * self.frame[0], size.height + 2 * self.frame[0])

    def alpha(self, alpha: bool) -> bool:  # noqa: FBT001 - see Op
        """Return whether the frame brings transparency."""
        return alpha or translucent(self.frame[1])

    def apply(self, image: Image.Image) -> Image.Image:
        """Draw the frame."""
        width, colour = self.frame
        paint = rgba(colour)
        if image.mode == "RGBA" or translucent(colour):
            return ImageOps.expand(image.convert("RGBA"), width, paint)
        return ImageOps.expand(image.convert("RGB"), width, paint[:3])
