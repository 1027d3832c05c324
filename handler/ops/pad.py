"""Pad: room around the picture, as wide on all sides, or as each side says."""

from typing import Annotated, ClassVar, Literal, Self

from PIL import Image
from pydantic import Field, model_validator

from handler.core.colours import is_translucent
from handler.core.geometry import Size
from handler.core.params import Ground, Param
from handler.ops.op import Op, canvas

Side = Annotated[int, Field(ge=0, le=1000)] | None


class Pad(Op):
    """Add space on all four sides, or on some."""

    cost: ClassVar[float] = 2
    scratch: ClassVar[tuple[float, float]] = (4.5, 4.5)

    op: Literal["pad"] = "pad"
    width: Annotated[
        int,
        Param("pad", dense=int),
        Field(ge=0, le=1000, description="Width of the space on each side, pixels.", examples=["20"]),
    ] = 0
    left: Annotated[
        Side,
        Param("pad-left", dense=int),
        Field(description="The space on the left, in place of pad.", examples=["40"]),
    ] = None
    right: Annotated[
        Side,
        Param("pad-right", dense=int),
        Field(description="The space on the right, in place of pad.", examples=["40"]),
    ] = None
    top: Annotated[
        Side,
        Param("pad-top", dense=int),
        Field(description="The space at the top, in place of pad.", examples=["40"]),
    ] = None
    bottom: Annotated[
        Side,
        Param("pad-bottom", dense=int),
        Field(description="The space at the bottom, in place of pad.", examples=["40"]),
    ] = None
    bg: Ground = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if not self.model_fields_set & {"width", "left", "right", "top", "bottom"}:
            raise ValueError("a width is missing: pad, pad-left, pad-right, pad-top or pad-bottom")
        return self

    @property
    def neutral(self) -> bool:
        """A width of 0 on all sides adds nothing."""
        return self.room == (0, 0, 0, 0)

    @property
    def room(self) -> tuple[int, int, int, int]:
        """Pixels that it adds on the left, at the top, on the right and at the bottom."""
        sides = (self.left, self.top, self.right, self.bottom)
        left, top, right, bottom = (self.width if side is None else side for side in sides)
        return left, top, right, bottom

    @property
    def paints(self) -> bool:
        """It draws a colour where one is given."""
        return self.bg is not None

    def size(self, size: Size) -> Size:
        """Return the size with the room on all sides."""
        left, top, right, bottom = self.room
        return Size(size.width + left + right, size.height + top + bottom)

    def alpha(self, alpha: bool) -> bool:  # noqa: FBT001 - see Op
        """Return whether the room brings transparency."""
        return alpha or (not self.neutral and is_translucent(self.bg))

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture on a larger canvas."""
        if self.neutral:
            return image
        below = canvas(image, self.size(Size(*image.size)), self.bg)
        # Pasted, not composited: the colour lies beside the picture, not under it.
        below.paste(image.convert(below.mode), self.room[:2])
        return below
