"""Mask: make what lies outside a shape transparent."""

from typing import Annotated, ClassVar, Literal, Self

from PIL import Image, ImageChops
from pydantic import AfterValidator, Field, model_validator

from handler.core.colours import is_translucent, rgba
from handler.core.geometry import MEGAPIXEL, Size
from handler.core.params import Colour, Param, Radii
from handler.ops._shapes import FINER, Points, circle, ellipse, outlines, path_outlines, rounded
from handler.ops.op import Op, laid

Shape = Literal["ellipse", "corners", "circle", "squircle", "star", "heart", "hexagon", "path"]
"""The values of `mask`."""

FLAT = {"ellipse", "corners", "circle"}
"""Shapes that are not drawn from outlines."""

LAYING, WALKING, CROSSING = 12, 0.004, 0.0007
"""CPU milliseconds for an outline: of a megapixel; of one of four lines a pixel; and for each edge that it crosses."""


PAINTING = 2.2
"""Factor on the CPU time where a colour is laid outside."""


def _drawable(path: str) -> str:
    path_outlines(path)
    return path


Path = Annotated[
    str,
    Field(min_length=1, max_length=2000, json_schema_extra={"format": "svg-path"}),
    AfterValidator(_drawable),
]
"""SVG path data that encloses something."""


class Mask(Op):
    """Keep a shape, or round the corners; what lies outside becomes transparent."""

    cost: ClassVar[float] = 9.5
    scratch: ClassVar[tuple[float, float]] = (7, 7)

    op: Literal["mask"] = "mask"
    shape: Annotated[
        Shape,
        Param("mask"),
        Field(
            description="The shape that stays. ellipse fills the picture; circle, squircle, star, heart, hexagon and "
            "path are as large as fits, in the middle."
        ),
    ]
    radius: Annotated[Radii, Param("corner-radius", dense=int)] = ()
    path: Annotated[
        Path | None,
        Param("mask-path"),
        Field(
            description="The outline that stays, as SVG path data (M L H V C S Q T A Z). Its box fills the picture, "
            "the ratio kept; at most 256 segments. Without mask: mask=path.",
            examples=["M0 0H100L50 90Z"],
        ),
    ] = None

    upright: Annotated[
        int | None, Field(ge=0, le=4096, description="Radius of rounded corners from top to bottom, in place of one.")
    ] = None
    beside: Annotated[Colour | None, Field(description="Colour of what lies outside, in place of transparency.")] = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.path is not None and self.radius:
            raise ValueError("corner-radius and mask-path are two shapes; give one of both")
        if (self.shape == "corners") != (len(self.radius) in {1, 4}):
            raise ValueError("mask=corners and corner-radius, of one value or four, belong together")
        if self.upright is not None and len(self.radius) != 1:
            raise ValueError("upright goes beside one corner-radius")
        if (self.shape == "path") != (self.path is not None):
            raise ValueError("mask=path and mask-path belong together")
        return self

    @property
    def neutral(self) -> bool:
        """Corners of radius 0 cut nothing."""
        return self.shape == "corners" and (self.upright == 0 or not any(self.radius))

    def work(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the estimated CPU milliseconds; outlines are walked line by line."""
        base = super().work(size, scale, alpha=alpha) * (1 if self.beside is None else PAINTING)
        if self.shape in FLAT:
            return base
        from handler.ops._filling import crossed  # noqa: PLC0415 - likewise

        lines = FINER * size.height * scale
        return base + LAYING * size.area * scale**2 / MEGAPIXEL + lines * (WALKING + CROSSING * crossed(self._outlines))

    def memory(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> int:
        """Return the peak of memory beside the input, in bytes; a colour outside is a picture more."""
        return super().memory(size, scale, alpha=alpha) + (0 if self.beside is None else int(7 * size.area * scale**2))

    @property
    def _outlines(self) -> tuple[Points, ...]:
        return outlines(self.shape) if self.path is None else path_outlines(self.path)

    def alpha(self, alpha: bool) -> bool:  # noqa: FBT001 - see Op
        """Return whether transparency is left: always, but where a colour lies outside that has none."""
        return alpha or self.beside is None or is_translucent(self.beside)

    @property
    def paints(self) -> bool:
        """It draws a colour outside where one is given."""
        return self.beside is not None

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with its alpha multiplied by the shape."""
        result, cover = image.convert("RGBA"), self._drawn(image.size)
        result.putalpha(ImageChops.multiply(result.getchannel("A"), cover))
        if self.beside is None:
            return result
        filled = laid(result, cover, rgba(self.beside))
        return filled if self.alpha(image.mode == "RGBA") else filled.convert("RGB")

    def _drawn(self, size: tuple[int, int]) -> Image.Image:
        """Return the shape as a mask of this size."""
        if self.shape == "corners":
            return rounded(size, self.radius, self.upright)
        if self.shape in FLAT:
            return {"ellipse": ellipse, "circle": circle}[self.shape](size)
        from handler.ops._filling import filled  # noqa: PLC0415 - only where an outline is drawn

        return filled(size, self._outlines)
