"""Pad: room around the picture."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.colours import is_translucent
from handler.core.geometry import Size
from handler.core.params import Ground, Param
from handler.ops.op import Op, canvas


class Pad(Op):
    """Add space on all four sides."""

    cost: ClassVar[float] = 2
    scratch: ClassVar[tuple[float, float]] = (4.5, 4.5)

    op: Literal["pad"] = "pad"
    width: Annotated[
        int,
        Param("pad", dense=int),
        Field(ge=0, le=1000, description="Width of the space on each side, pixels.", examples=["20"]),
    ]
    bg: Ground = None

    @property
    def neutral(self) -> bool:
        """A width of 0 adds nothing."""
        return self.width == 0

    @property
    def paints(self) -> bool:
        """It draws a colour where one is given."""
        return self.bg is not None

    def size(self, size: Size) -> Size:
        """Return the size with the room on both sides."""
        return Size(size.width + 2 * self.width, size.height + 2 * self.width)

    def alpha(self, alpha: bool) -> bool:  # noqa: FBT001 - see Op
        """Return whether the room brings transparency."""
        return alpha or (self.width > 0 and is_translucent(self.bg))

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture in the middle of a larger canvas."""
        if self.width == 0:
            return image
        below = canvas(image, self.size(Size(*image.size)), self.bg)
        # Pasted, not composited: the colour lies beside the picture, not under it.
        below.paste(image.convert(below.mode), (self.width, self.width))
        return below
