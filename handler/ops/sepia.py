"""Sepia: the brown of an old photographic print."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.colours import Rgba
from handler.core.params import Param
from handler.ops._tones import tint, toned
from handler.ops.op import Op

BROWN = Rgba(162, 128, 90, 255)
"""The middle tone: a warm brown, not the orange that the usual sepia matrix makes of light skin."""


class Sepia(Op):
    """Tone the picture as silver sulphide does a print: brown middle tones, cream lights; luminance stays."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 8.5
    veiled: ClassVar[float] = 1.4
    scratch: ClassVar[tuple[float, float]] = (14, 18)

    op: Literal["sepia"] = "sepia"
    amount: Annotated[
        int, Param("sepia"), Field(ge=0, le=100, description="Strength of the effect, percent.", examples=["60"])
    ]

    @property
    def neutral(self) -> bool:
        """0 percent has no effect."""
        return self.amount == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with the brown of its luminance laid over every pixel."""
        return toned(image, tint(BROWN, self.amount / 100))
