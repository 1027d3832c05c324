"""Pixelate: blocks in place of pixels."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.ops.op import Op
from handler.ops.values import Param


class Pixelate(Op):
    """Draw the picture in square blocks of their mean colour, from the top left; the last ones may be cut."""

    cost: ClassVar[float] = 5
    scratch: ClassVar[tuple[float, float]] = (6, 7)

    op: Literal["pixelate"] = "pixelate"
    block: Annotated[int, Param("px"), Field(ge=1, le=100, description="Side of a block, pixels.", examples=["8"])]

    def apply(self, image: Image.Image) -> Image.Image:
        """Reduce and enlarge; Pillow's reduce averages RGBA with premultiplied alpha."""
        small = image.reduce(self.block)
        blocks = small.resize((small.width * self.block, small.height * self.block), Image.Resampling.NEAREST)
        return blocks.crop((0, 0, *image.size))
