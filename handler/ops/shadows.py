"""Shadows: the dark parts lighter or darker, the rest as it is."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.params import Param
from handler.ops._lights import dimmed, raised
from handler.ops.op import Op

MOST = 2.5
"""By what the darkest parts are multiplied at 100. With more, what clips on the way would turn the order around."""


class Shadows(Op):
    """Lighten or darken the dark parts; black and bright ones stay, and so does the hue."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 11
    veiled: ClassVar[float] = 1.6
    scratch: ClassVar[tuple[float, float]] = (7, 11)

    op: Literal["shadows"] = "shadows"
    amount: Annotated[
        int,
        Param("shad"),
        Field(ge=-100, le=100, description="Above 0 it lightens the dark parts, below it darkens.", examples=["50"]),
    ]

    @property
    def neutral(self) -> bool:
        """0 changes no level."""
        return self.amount == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with the light of dark pixels multiplied, the more the darker they are."""
        share = self.amount / 100
        if share > 0:
            return raised(image, MOST, lambda level: share * (1 - level) ** 3)
        return dimmed(image, lambda level: -share * (1 - level) ** 3)
