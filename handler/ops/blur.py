"""Blur: soften the picture."""

from typing import Annotated, ClassVar, Literal

from PIL import Image, ImageFilter
from pydantic import Field

from handler.core.params import Param
from handler.ops.op import Op

PREMULTIPLIED = {"RGBA": "RGBa", "LA": "La"}
"""Modes with alpha, and the premultiplied modes in which they are blurred."""


class Blur(Op):
    """Soften the picture."""

    cost: ClassVar[float] = 46
    veiled: ClassVar[float] = 1.25
    scratch: ClassVar[tuple[float, float]] = (5, 9)

    op: Literal["blur"] = "blur"
    radius: Annotated[
        float, Param("blur", dense=float), Field(ge=0, le=250, description="Gaussian radius, pixels.", examples=["5"])
    ]

    @property
    def neutral(self) -> bool:
        """A radius of 0 softens nothing."""
        return self.radius == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the blurred picture."""
        return image if self.neutral else softened(image, self.radius)


def softened(image: Image.Image, radius: float) -> Image.Image:
    """Return the picture blurred with premultiplied alpha, so that hidden colours do not bleed in. radius: pixels."""
    flat = image.convert(PREMULTIPLIED[image.mode]) if image.mode in PREMULTIPLIED else image
    soft = flat.filter(ImageFilter.GaussianBlur(radius))
    return soft.convert(image.mode) if flat is not image else soft
