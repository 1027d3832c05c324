"""Exposure: more or less light on the sensor."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.params import Param
from handler.ops._channels import apply_curve, curve
from handler.ops.op import Op

STOP = 50
"""Units of `amount` in an F-stop, which doubles the light."""


class Exposure(Op):
    """Make the picture lighter or darker, as a longer or shorter exposure does; the brightest parts clip."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 2.4
    scratch: ClassVar[tuple[float, float]] = (0.5, 0.5)

    op: Literal["exposure"] = "exposure"
    amount: Annotated[
        int,
        Param("exp"),
        Field(
            ge=-100, le=100, description="50 doubles the light, -50 halves it: fiftieths of an F-stop.", examples=["25"]
        ),
    ]

    @property
    def neutral(self) -> bool:
        """0 changes no level."""
        return self.amount == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with its linear light multiplied."""
        gain = 2 ** (self.amount / STOP)
        return apply_curve(image, curve(lambda level: encoded(light_of_level(level) * gain)))


def light_of_level(level: float) -> float:
    """Return the light, from 0 to 1, of an sRGB level (IEC 61966-2-1)."""
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the standard's


def encoded(light: float) -> float:
    """Return the sRGB level of an amount of light (IEC 61966-2-1)."""
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055  # noqa: PLR2004 - likewise
