"""Duotone: one colour for the shadows, one for the lights."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.colours import rgba
from handler.core.params import Colour, Param
from handler.ops._tones import ramp, toned
from handler.ops.op import Op


class Duotone(Op):
    """Draw the picture in two colours: one for the shadows, one for the lights, mixed between."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 8.5
    veiled: ClassVar[float] = 1.4
    scratch: ClassVar[tuple[float, float]] = (14, 18)

    op: Literal["duotone"] = "duotone"
    colors: Annotated[
        tuple[Colour, Colour],
        Param("duotone"),
        Field(
            description="Colour of the shadows, then of the lights. The alpha of each is its strength.",
            examples=["1d3557,f1faee"],
        ),
    ]
    opacity: Annotated[
        int,
        Param("duotone-alpha", makes=False),
        Field(ge=0, le=100, description="Strength of the effect of duotone, percent.", examples=["80"]),
    ] = 100

    @property
    def neutral(self) -> bool:
        """It has no effect without opacity, or with two transparent colours."""
        return self.opacity == 0 or all(rgba(colour).alpha == 0 for colour in self.colors)

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with each pixel in the mixture of the two colours for its luminance."""
        shadows, lights = (rgba(colour) for colour in self.colors)
        return toned(image, ramp(shadows, lights, self.opacity / 100))
