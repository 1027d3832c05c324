"""Levels: which level becomes black, which white, and where the middle lies between."""

from typing import Annotated, ClassVar, Literal, Self

from PIL import Image
from pydantic import Field, model_validator

from handler.core.params import Param
from handler.ops._channels import apply_curve, curve
from handler.ops.op import Op


class Levels(Op):
    """Spread the levels between two over the full range, and lighten or darken the middle tones."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 2.4
    scratch: ClassVar[tuple[float, float]] = (0.5, 0.5)

    op: Literal["levels"] = "levels"
    range: Annotated[
        tuple[
            Annotated[int, Field(ge=0, le=254)],
            Annotated[float, Field(ge=0.1, le=10)],
            Annotated[int, Field(ge=1, le=255)],
        ],
        Param("levels"),
        Field(
            description="The level that becomes black, the gamma of what lies between, the level that becomes white: "
            "0 to 255, 0.1 to 10, 0 to 255. A gamma above 1 lightens.",
            examples=["16,1.2,235"],
        ),
    ]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.range[0] >= self.range[2]:
            raise ValueError("levels names black first, which has to be darker than white: levels=16,1.0,235")
        return self

    @property
    def neutral(self) -> bool:
        """The full range with a gamma of 1 changes no level."""
        return self.range == (0, 1, 255)

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with every level moved; what lies outside the range clips."""
        black, gamma, white = self.range
        spread = 255 / (white - black)
        return apply_curve(image, curve(lambda level: max(0.0, min((level - black / 255) * spread, 1)) ** (1 / gamma)))
