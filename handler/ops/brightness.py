"""Brightness: all levels up or down."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.params import Param
from handler.ops._channels import apply_curve, curve
from handler.ops.op import Op


class Brightness(Op):
    """Raise or lower all levels by the same amount."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 2.4
    scratch: ClassVar[tuple[float, float]] = (0.5, 0.5)

    op: Literal["brightness"] = "brightness"
    amount: Annotated[
        int,
        Param("bri"),
        Field(
            ge=-100,
            le=100,
            description="Percent of the full range added to every level; 100 makes all white.",
            examples=["10"],
        ),
    ]

    @property
    def neutral(self) -> bool:
        """0 changes no level."""
        return self.amount == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with the amount added to every level."""
        return apply_curve(image, curve(lambda level: level + self.amount / 100))
