"""Highlights: the bright parts darker or brighter, the rest as it is."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.params import Param
from handler.ops._lights import dimmed, screened
from handler.ops.op import Op

MOST = 0.3
"""Part of its light that white loses at -100. From a third on, lighter pixels would become darker than dark ones."""


class Highlights(Op):
    """Darken or brighten the bright parts; dark ones stay, and so does the hue."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 11
    veiled: ClassVar[float] = 1.5
    scratch: ClassVar[tuple[float, float]] = (7, 11)

    op: Literal["highlights"] = "highlights"
    amount: Annotated[
        int,
        Param("high"),
        Field(
            ge=-100, le=100, description="Below 0 it darkens the bright parts, above it brightens.", examples=["-50"]
        ),
    ]

    @property
    def neutral(self) -> bool:
        """0 changes no level."""
        return self.amount == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with the light of bright pixels multiplied, the more the brighter they are."""
        share = self.amount / 100
        if share > 0:
            return screened(image, lambda level: share * level**2 / 2)
        return dimmed(image, lambda level: -share * MOST * level**2)
