"""Mono: the picture in the shades of one colour."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.colours import rgba
from handler.core.params import Colour, Param
from handler.ops._tones import tint, toned
from handler.ops.op import Op


class Mono(Op):
    """Draw the picture in the shades of one colour, from black to white; luminance stays."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 8.5
    veiled: ClassVar[float] = 1.4
    scratch: ClassVar[tuple[float, float]] = (14, 18)

    op: Literal["mono"] = "mono"
    color: Annotated[
        Colour,
        Param("mono"),
        Field(description="The colour. Its alpha is the strength of the effect.", examples=["2f6690"]),
    ]

    @property
    def neutral(self) -> bool:
        """A transparent colour has no effect."""
        return rgba(self.color).alpha == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with each pixel in the shade of its luminance."""
        return toned(image, tint(rgba(self.color)))
