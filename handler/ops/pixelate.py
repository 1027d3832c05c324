"""Pixelate: the picture in large square blocks."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.params import Param
from handler.ops.op import Op


class Pixelate(Op):
    """Draw the picture in square blocks of their mean colour, from the top left; the last ones may be cut."""

    cost: ClassVar[float] = 3
    veiled: ClassVar[float] = 3.3
    scratch: ClassVar[tuple[float, float]] = (6, 7)

    op: Literal["pixelate"] = "pixelate"
    block: Annotated[
        int,
        Param("px"),
        Field(ge=0, le=100, description="Side of a block, pixels; 0 and 1 change nothing.", examples=["8"]),
    ]

    @property
    def neutral(self) -> bool:
        """A block of one pixel is that pixel."""
        return self.block <= 1

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture reduced and enlarged again; Pillow's reduce averages RGBA with premultiplied alpha."""
        if self.neutral:
            return image
        small = image.reduce(self.block)
        blocks = small.resize((small.width * self.block, small.height * self.block), Image.Resampling.NEAREST)
        return blocks.crop((0, 0, *image.size))
