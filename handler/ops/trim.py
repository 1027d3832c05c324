"""Trim: cut off a border of one colour."""

from typing import Annotated, ClassVar, Literal, Self

from PIL import Image, ImageChops
from pydantic import Field, model_validator

from handler.geometry import Size
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.values import Colour, Param, rgba


class Trim(Op):
    """Cut off the border: transparent, or of one colour. The size is known only when pixels are seen."""

    cost: ClassVar[float] = 13

    op: Literal["trim"] = "trim"
    mode: Annotated[
        Literal["auto", "color"],
        Param("trim"),
        Field(description="auto takes transparency, else the top left pixel, as the border; color takes trim-color."),
    ]
    color: Annotated[
        Colour | None, Param("trim-color", makes=False), Field(description="The border's colour.", examples=["white"])
    ] = None
    tolerance: Annotated[
        int,
        Param("trim-tol", makes=False),
        Field(ge=0, le=255, description="How far, of 255, a channel may stray and still be border.", examples=["20"]),
    ] = 10

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.mode == "color") != (self.color is not None):
            raise ValueError("trim=color and trim-color belong together")
        return self

    @property
    def depends(self) -> bool:
        """Where the border ends depends on pixels."""
        return True

    def settle(self, image: Image.Image) -> tuple[Op, ...]:
        """Return the part inside the border; nothing to do where all of the picture is border, or none."""
        inside = self._inside(image)
        if inside is None or inside == (0, 0, *image.size):
            return ()
        left, top, right, bottom = inside
        return (Rect(box=(left, top, right - left, bottom - top)),)

    def _inside(self, image: Image.Image) -> tuple[int, int, int, int] | None:
        if self.color is None and image.mode == "RGBA" and image.getchannel("A").getextrema()[0] == 0:
            return self._strayed(image.getchannel("A")).getbbox()
        flat = image if image.mode == "L" and self.color is None else image.convert("RGB")
        border = flat.getpixel((0, 0)) if self.color is None else rgba(self.color)[:3]
        ground = Image.new(flat.mode, flat.size, border)
        if image.mode == "RGBA":
            # What is transparent shows no colour, so that it is border whatever is stored there.
            flat = Image.composite(flat, ground, self._strayed(image.getchannel("A")))
        return self._strayed(ImageChops.difference(flat, ground)).getbbox()

    def _strayed(self, distances: Image.Image) -> Image.Image:
        return distances.point(
            [255 * (distance > self.tolerance) for distance in range(256)] * len(distances.getbands())
        )

    def size(self, size: Size) -> Size:
        """Return the upper bound: nothing trimmed."""
        return size

    def apply(self, image: Image.Image) -> Image.Image:
        """Trim by what this very picture shows; animations are settled on their first frame instead."""
        for step in self.settle(image):
            image = step.apply(image)
        return image
