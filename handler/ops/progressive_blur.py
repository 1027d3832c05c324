"""Progressive blur: sharp on one side, softer and softer towards the other."""

from itertools import pairwise
from typing import Annotated, ClassVar, Literal, Self

from PIL import Image, ImageFilter
from pydantic import AfterValidator, Field, model_validator

from handler.core.params import Param, whole_turn
from handler.ops.blur import PREMULTIPLIED
from handler.ops.op import Op

PARTS = (0.0, 0.125, 0.25, 0.5, 1.0)
"""Radii of which pictures are made, as parts of the largest; between two of them they are mixed."""

Part = Annotated[float, Field(ge=0, le=1)]


class ProgressiveBlur(Op):
    """Soften the picture the more, the further along a line, as under text or behind a bar."""

    cost: ClassVar[float] = 200
    veiled: ClassVar[float] = 1.25
    scratch: ClassVar[tuple[float, float]] = (15, 19)

    op: Literal["progressive_blur"] = "progressive_blur"
    radius: Annotated[
        float,
        Param("progressive-blur", dense=float),
        Field(ge=0, le=250, description="Gaussian radius where it is softest, pixels.", examples=["20"]),
    ]
    angle: Annotated[
        float,
        Param("progressive-blur-angle", makes=False),
        Field(
            ge=-360, le=360, description="Where it gets softer, degrees as in CSS: 0 upwards, 90 right.", examples=["0"]
        ),
        AfterValidator(whole_turn),
    ] = 180.0
    start: Annotated[
        Part,
        Param("progressive-blur-start", makes=False),
        Field(description="Up to where it stays sharp, as a part of the way.", examples=["0.4"]),
    ] = 0.0
    stop: Annotated[
        Part,
        Param("progressive-blur-stop", makes=False),
        Field(description="From where on it is softest, as a part of the way.", examples=["0.9"]),
    ] = 1.0

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.start >= self.stop:
            raise ValueError("progressive-blur-start has to be less than progressive-blur-stop")
        return self

    @property
    def neutral(self) -> bool:
        """A radius of 0 softens nothing."""
        return self.radius == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture mixed from blurred ones with premultiplied alpha, of radii that double."""
        if self.neutral:
            return image
        from handler.ops._planes import along  # noqa: PLC0415 - only where it is drawn

        flat = image.convert(PREMULTIPLIED[image.mode]) if image.mode == "RGBA" else image
        result, reach = flat, self.stop - self.start
        for before, part in pairwise(PARTS):
            soft = flat.filter(ImageFilter.GaussianBlur(self.radius * part))
            mask = along(image.size, self.angle, self.start + before * reach, self.start + part * reach)
            result = Image.composite(soft, result, mask)
        return result.convert("RGBA") if image.mode == "RGBA" else result
