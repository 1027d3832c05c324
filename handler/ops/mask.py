"""Mask: make what lies outside a shape transparent."""

from typing import Annotated, ClassVar, Literal, Self

from PIL import Image, ImageChops
from pydantic import Field, model_validator

from handler.core.params import Param, Radii
from handler.ops._shapes import ellipse, rounded
from handler.ops.op import Op


class Mask(Op):
    """Keep an ellipse, or round the corners; what lies outside becomes transparent."""

    cost: ClassVar[float] = 9.5
    scratch: ClassVar[tuple[float, float]] = (7, 7)

    op: Literal["mask"] = "mask"
    shape: Annotated[Literal["ellipse", "corners"], Param("mask"), Field(description="The shape that stays.")]
    radius: Annotated[Radii, Param("corner-radius", dense=int)] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.shape == "corners") != (len(self.radius) in {1, 4}):
            raise ValueError("mask=corners and corner-radius, of one value or four, belong together")
        return self

    @property
    def neutral(self) -> bool:
        """Corners of radius 0 cut nothing."""
        return self.shape == "corners" and not any(self.radius)

    def alpha(self, alpha: bool) -> bool:  # noqa: FBT001 - see Op
        """Return True: what lies outside the shape is transparent."""
        del alpha
        return True

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with its alpha multiplied by the shape."""
        result = image.convert("RGBA")
        shape = ellipse(image.size) if self.shape == "ellipse" else rounded(image.size, self.radius)
        result.putalpha(ImageChops.multiply(result.getchannel("A"), shape))
        return result
