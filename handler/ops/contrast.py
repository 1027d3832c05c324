"""Contrast: levels moved away from middle gray, or towards it."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.params import Param
from handler.ops._channels import apply_curve, curve
from handler.ops.op import Op


class Contrast(Op):
    """Spread the levels around middle gray, or draw them together."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 2.4
    scratch: ClassVar[tuple[float, float]] = (0.5, 0.5)

    op: Literal["contrast"] = "contrast"
    amount: Annotated[
        int,
        Param("con"),
        Field(
            ge=-100,
            le=100,
            description="Percent that levels move away from middle gray: 100 doubles the distance, -100 leaves gray.",
            examples=["20"],
        ),
    ]

    @property
    def neutral(self) -> bool:
        """0 changes no level."""
        return self.amount == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with every level's distance from middle gray multiplied."""
        slope = 1 + self.amount / 100
        return apply_curve(image, curve(lambda level: (level - 0.5) * slope + 0.5))
