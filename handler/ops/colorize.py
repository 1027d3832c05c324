"""Colorize: a veil of one colour over the picture."""

from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.colours import mix, rgba
from handler.core.params import Colour, Param
from handler.ops.op import Op


class Colorize(Op):
    """Lay a veil of one colour over the picture; where that is transparent it stays so."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 4
    scratch: ClassVar[tuple[float, float]] = (4.5, 0.5)

    op: Literal["colorize"] = "colorize"
    color: Annotated[
        Colour,
        Param("colorize"),
        Field(description="The colour. Its alpha says how dense the veil is.", examples=["661d3557"]),
    ]

    @property
    def neutral(self) -> bool:
        """A transparent colour is no veil."""
        return rgba(self.color).alpha == 0

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture mixed with the colour."""
        paint = rgba(self.color)
        part = paint.alpha / 255
        tables = [int(mix(level, band, part) + 0.5) for band in paint[:3] for level in range(256)]
        if image.mode == "RGBA":
            return image.point(tables + list(range(256)))
        return (image.convert("RGB") if image.mode == "L" else image).point(tables)
