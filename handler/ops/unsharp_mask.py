"""Unsharp mask: crisper or softer edges, with a radius to choose."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.params import Param
from handler.ops.blur import softened
from handler.ops.op import Op


class UnsharpMask(Op):
    """Add to each pixel its difference from the surroundings, which makes edges crisper; below 0 they get softer."""

    cost: ClassVar[float] = 49
    veiled: ClassVar[float] = 1.27
    scratch: ClassVar[tuple[float, float]] = (5, 10)

    op: Literal["unsharp_mask"] = "unsharp_mask"
    amount: Annotated[
        int,
        Param("usm"),
        Field(
            ge=-100,
            le=100,
            description="How much of its difference from the surroundings is added to a pixel, percent.",
            examples=["50"],
        ),
    ]
    radius: Annotated[
        float,
        Param("usmrad", makes=False),
        Field(ge=0, le=500, description="Gaussian radius of the surroundings, pixels.", examples=["2.5"]),
    ] = 2.5

    @property
    def neutral(self) -> bool:
        """An amount or a radius of 0 changes nothing."""
        return self.amount == 0 or self.radius == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture extrapolated away from its blurred copy, or blended with it; alpha stays."""
        if self.neutral:
            return image
        result = Image.blend(softened(image, self.radius), image, 1 + self.amount / 100)
        if image.mode == "RGBA":
            result.putalpha(image.getchannel("A"))
        return result
