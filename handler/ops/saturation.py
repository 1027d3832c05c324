"""Saturation: more or less colour."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.params import Param
from handler.ops._channels import LUMA, recoloured
from handler.ops.op import Op


class Saturation(Op):
    """Make colours stronger or weaker; luminance stays where nothing clips."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 4.5
    veiled: ClassVar[float] = 1.8
    scratch: ClassVar[tuple[float, float]] = (0.5, 6)

    op: Literal["saturation"] = "saturation"
    amount: Annotated[
        int,
        Param("sat"),
        Field(
            ge=-100,
            le=100,
            description="Percent of its colour that a pixel gains; -100 is gray, 100 doubles it.",
            examples=["30"],
        ),
    ]

    @property
    def neutral(self) -> bool:
        """0 changes no level."""
        return self.amount == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with every pixel moved away from the gray of its luminance, or towards it."""
        return image if image.mode == "L" else recoloured(image, lambda colours: saturated(colours, self.amount / 100))


def saturated(colours: Image.Image, gain: float) -> Image.Image:
    """Return an RGB picture with its distance from gray multiplied by 1 + gain."""
    rows = [[-gain * weight + (1 + gain) * (row == band) for band, weight in enumerate(LUMA)] for row in range(3)]
    return colours.convert("RGB", tuple(number for row in rows for number in (*row, 0)))
