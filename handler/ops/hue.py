"""Hue: colours turned around the colour wheel."""

from math import cos, radians, sin, sqrt
from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import AfterValidator, Field

from handler.core.params import Param, whole_turn
from handler.ops._channels import LUMA, recoloured
from handler.ops.op import Op


class Hue(Op):
    """Turn all colours around the colour wheel; luminance stays where nothing clips, and gray stays gray."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 4.5
    veiled: ClassVar[float] = 1.8
    scratch: ClassVar[tuple[float, float]] = (0.5, 6)

    op: Literal["hue"] = "hue"
    shift: Annotated[
        int,
        Param("hue"),
        Field(ge=-360, le=360, description="Degrees; 120 makes red green, green blue and blue red.", examples=["120"]),
        AfterValidator(whole_turn),
    ]

    @property
    def neutral(self) -> bool:
        """A turn by 0 or 360 degrees changes nothing."""
        return self.shift == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with its colours multiplied by the matrix of the turn."""
        if image.mode == "L":
            return image
        matrix = turn(self.shift)
        return recoloured(image, lambda colours: colours.convert("RGB", matrix))


def turn(degrees: float) -> tuple[float, ...]:
    """Return the matrix, three rows of four numbers, that turns colours around the axis of the grays.

    It is feColorMatrix hueRotate of the W3C's Filter Effects with the weights LUMA: a rotation, after which the
    luminance that was lost is added to all three channels alike.
    """
    across, along = (1 - cos(radians(degrees))) / 3, sin(radians(degrees)) / sqrt(3)
    near, far = across - along, across + along
    rows = ((1 - near - far, near, far), (far, 1 - near - far, near), (near, far, 1 - near - far))
    kept = [sum(weight * row[band] for weight, row in zip(LUMA, rows, strict=True)) for band in range(3)]
    lost = [weight - part for weight, part in zip(LUMA, kept, strict=True)]
    return tuple(number for row in rows for number in (*map(sum, zip(row, lost, strict=True)), 0.0))
