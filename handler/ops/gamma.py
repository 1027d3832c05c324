"""Gamma: lighter or darker middle tones."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.params import Param
from handler.ops._channels import apply_curve, curve
from handler.ops.op import Op


class Gamma(Op):
    """Lighten or darken the middle tones; black and white stay."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 2.4
    scratch: ClassVar[tuple[float, float]] = (0.5, 0.5)

    op: Literal["gamma"] = "gamma"
    amount: Annotated[
        int,
        Param("gam"),
        Field(
            ge=-100,
            le=100,
            description="50 is gamma 2, -50 gamma 0.5: two to the power of a fiftieth of the amount.",
            examples=["25"],
        ),
    ]

    @property
    def neutral(self) -> bool:
        """0 changes no level."""
        return self.amount == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with every level raised to the power of 1 / gamma."""
        exponent = 2 ** (-self.amount / 50)
        return apply_curve(image, curve(lambda level: level**exponent))
