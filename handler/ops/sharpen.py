"""Sharpen: crisper detail, in luminance alone."""

from typing import Annotated, ClassVar, Literal

from PIL import Image, ImageChops
from pydantic import Field

from handler.core.params import Param
from handler.ops._channels import recoloured
from handler.ops.blur import softened
from handler.ops.op import Op

RADIUS = 1.0
"""Pixels. Gaussian radius of the detail that is sharpened: about what reducing a picture softens."""


class Sharpen(Op):
    """Make detail crisper. It works on luminance alone, so that no edge gets a coloured fringe."""

    cost: ClassVar[float] = 27
    veiled: ClassVar[float] = 2.6
    scratch: ClassVar[tuple[float, float]] = (15, 23)

    op: Literal["sharpen"] = "sharpen"
    amount: Annotated[
        int,
        Param("sharp"),
        Field(
            ge=0,
            le=100,
            description="Percent by which the finest detail gets stronger. To choose a radius, take usm.",
            examples=["30"],
        ),
    ]

    @property
    def neutral(self) -> bool:
        """0 percent adds nothing."""
        return self.amount == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with each pixel's difference in luminance from its neighbours increased."""
        light = image.convert("LA" if image.mode == "RGBA" else "L")
        own, around = (picture.getchannel("L") for picture in (light, softened(light, RADIUS)))
        gain = [min(255, round(level * self.amount / 100)) for level in range(256)]
        more = ImageChops.subtract(own, around).point(gain)
        less = ImageChops.subtract(around, own).point(gain)
        return recoloured(image, lambda colours: _shifted(colours, more, less))


def _shifted(colours: Image.Image, more: Image.Image, less: Image.Image) -> Image.Image:
    lighter = ImageChops.add(colours, more.convert(colours.mode))
    return ImageChops.subtract(lighter, less.convert(colours.mode))
