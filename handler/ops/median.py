"""Median: each pixel becomes the middle one of its neighbours, which takes specks away and keeps edges."""

from typing import Annotated, ClassVar, Literal

from PIL import Image, ImageFilter
from pydantic import AfterValidator, Field, WithJsonSchema

from handler.core.geometry import Size
from handler.core.params import Param
from handler.ops.blur import PREMULTIPLIED
from handler.ops.op import Op

FACTORS = {1: 0.0, 3: 1.0, 5: 4.0, 7: 8.0}
"""Factor on the CPU time for each side of a neighbourhood."""


def _odd(side: int) -> int:
    if side not in FACTORS:
        raise ValueError("a square has a pixel in its middle: 3, 5 or 7")
    return side


class Median(Op):
    """Replace each pixel by the median of a square around it; specks go, edges stay."""

    cost: ClassVar[float] = 150
    veiled: ClassVar[float] = 2.0
    scratch: ClassVar[tuple[float, float]] = (5, 14)

    op: Literal["median"] = "median"
    side: Annotated[
        int,
        AfterValidator(_odd),
        WithJsonSchema({"type": "integer", "enum": list(FACTORS), "minimum": 1, "maximum": 7}),
        Param("median"),
        Field(description="Side of the square, pixels: 3, 5 or 7; 1 changes nothing.", examples=["3"]),
    ]

    @property
    def neutral(self) -> bool:
        """A square of one pixel is that pixel."""
        return self.side == 1

    def work(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the estimated CPU milliseconds; a larger square takes longer."""
        return super().work(size, scale, alpha=alpha) * FACTORS[self.side]

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the filtered picture; with premultiplied alpha, so that hidden colours do not come up."""
        if self.neutral:
            return image
        flat = image.convert(PREMULTIPLIED[image.mode]) if image.mode == "RGBA" else image
        result = flat.filter(ImageFilter.MedianFilter(self.side))
        return result.convert("RGBA") if image.mode == "RGBA" else result
