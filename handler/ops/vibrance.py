"""Vibrance: more or less colour where there is little of it."""

from typing import Annotated, ClassVar, Literal

from PIL import Image, ImageChops
from pydantic import Field

from handler.core.params import Param
from handler.ops._channels import recoloured
from handler.ops.op import Op
from handler.ops.saturation import saturated

INVERTED = [255 - level for level in range(256)]
"""Table from the strength of a colour to its paleness."""


class Vibrance(Op):
    """Make pale colours stronger or weaker; strong ones, which would clip, hardly change."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 11
    veiled: ClassVar[float] = 1.3
    scratch: ClassVar[tuple[float, float]] = (12, 16)

    op: Literal["vibrance"] = "vibrance"
    amount: Annotated[
        int,
        Param("vib"),
        Field(
            ge=-100,
            le=100,
            description="Percent of its colour that the palest pixel gains; a pure colour gains nothing.",
            examples=["40"],
        ),
    ]

    @property
    def neutral(self) -> bool:
        """0 changes no level."""
        return self.amount == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture blended with a more, or less, saturated one; the paler a pixel, the more of that."""
        return image if image.mode == "L" else recoloured(image, self._mixed)

    def _mixed(self, colours: Image.Image) -> Image.Image:
        red, green, blue = colours.split()
        most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        least = ImageChops.darker(ImageChops.darker(red, green), blue)
        pale = ImageChops.difference(most, least).point(INVERTED)
        return Image.composite(saturated(colours, self.amount / 100), colours, pale)
