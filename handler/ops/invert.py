"""Invert: the negative of a picture."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.params import Param
from handler.ops._channels import apply_curve, curve
from handler.ops.op import Op


class Invert(Op):
    """Make the negative: light becomes dark, and every colour its opposite."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 2.4
    scratch: ClassVar[tuple[float, float]] = (0.5, 0.5)

    op: Literal["invert"] = "invert"
    invert: Annotated[bool, Param("invert"), Field(description="true makes the negative.", examples=["true"])]

    @property
    def neutral(self) -> bool:
        """False makes no negative."""
        return not self.invert

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the negative: every level subtracted from 255."""
        return image if self.neutral else apply_curve(image, curve(lambda level: 1 - level))
