"""Mask: make what lies outside a shape transparent."""

from typing import Annotated, ClassVar, Literal, Self

from PIL import Image, ImageChops, ImageDraw
from pydantic import Field, model_validator

from handler.ops.op import Op
from handler.ops.values import Param

FINER = 4
"""The shape is drawn this many times as large and reduced, which smooths its edge."""

TURNS = {1: Image.Transpose.FLIP_LEFT_RIGHT, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.FLIP_TOP_BOTTOM}

Radius = Annotated[int, Field(ge=0, le=4096)]


class Mask(Op):
    """Keep an ellipse, or round the corners; what lies outside becomes transparent."""

    cost: ClassVar[float] = 8
    scratch: ClassVar[tuple[float, float]] = (7, 7)

    op: Literal["mask"] = "mask"
    shape: Annotated[Literal["ellipse", "corners"], Param("mask"), Field(description="The shape that stays.")]
    radius: Annotated[
        tuple[Radius, ...],
        Param("corner-radius", dense=int),
        Field(
            max_length=4,
            description="Radius of all corners, or of top left, top right, bottom right, bottom left, pixels; "
            "asks for mask=corners.",
            examples=["24", "24,24,0,0"],
        ),
    ] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.shape == "corners") != (len(self.radius) in {1, 4}):
            raise ValueError("mask=corners and corner-radius, of one value or four, belong together")
        return self

    def alpha(self, alpha: bool) -> bool:  # noqa: FBT001 - see Op
        """Outside the shape is transparent."""
        del alpha
        return True

    def apply(self, image: Image.Image) -> Image.Image:
        """Multiply the alpha by the shape."""
        result = image.convert("RGBA")
        shape = self._ellipse(image.size) if self.shape == "ellipse" else self._corners(image.size)
        result.putalpha(ImageChops.multiply(result.getchannel("A"), shape))
        return result

    def _ellipse(self, size: tuple[int, int]) -> Image.Image:
        shape, quarter = Image.new("L", size), _quarter(size)
        for number in range(4):
            _lay(shape, quarter, number)
        return shape

    def _corners(self, size: tuple[int, int]) -> Image.Image:
        shape = Image.new("L", size, 255)
        radii = self.radius if len(self.radius) > 1 else self.radius * 4
        for number, asked in enumerate(radii):
            radius = min(asked, *(side // 2 for side in size))
            if radius:
                _lay(shape, _quarter((2 * radius, 2 * radius)), number)
        return shape


def _quarter(ellipse: tuple[int, int]) -> Image.Image:
    """Return the top left quarter of an ellipse of this size: all of it, so much finer, would take too much memory."""
    width, height = ((side + 1) // 2 for side in ellipse)
    quarter = Image.new("L", (width * FINER, height * FINER))
    ImageDraw.Draw(quarter).ellipse((0, 0, ellipse[0] * FINER - 1, ellipse[1] * FINER - 1), fill=255)
    return quarter.reduce(FINER)


def _lay(shape: Image.Image, quarter: Image.Image, number: int) -> None:
    """Paste a quarter, mirrored, into its corner: 0 top left, 1 top right, 2 bottom right, 3 bottom left."""
    left = shape.width - quarter.width if number in {1, 2} else 0
    top = shape.height - quarter.height if number in {2, 3} else 0
    shape.paste(quarter.transpose(TURNS[number]) if number else quarter, (left, top))
