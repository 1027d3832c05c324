"""Border: a frame of one colour around the picture."""

from typing import Annotated, ClassVar, Literal, Self

from PIL import Image, ImageChops, ImageOps
from pydantic import AfterValidator, Field, model_validator

from handler.core.colours import Rgba, is_translucent, rgba
from handler.core.geometry import Size
from handler.core.params import Colour, Param, Radii
from handler.ops._shapes import bounded, rounded
from handler.ops.op import Op, laid

ROUND = 9
"""Factor on the CPU time for a frame with rounded corners, which is mixed pixel by pixel."""

Width = Annotated[int, Field(ge=0, le=1000)]


def _round(radii: tuple[int, ...]) -> tuple[int, ...]:
    return radii if any(radii) else ()


class Border(Op):
    """Put a frame of one colour around the picture, which grows by it; the frame follows rounded corners."""

    cost: ClassVar[float] = 2
    scratch: ClassVar[tuple[float, float]] = (4.5, 4.5)

    op: Literal["border"] = "border"
    frame: Annotated[
        tuple[Width, Colour],
        Param("border", dense=int),
        Field(description="Width of the frame in pixels, then its colour.", examples=["4,tomato"]),
    ]
    radius: Annotated[Radii, AfterValidator(_round), Param("corner-radius", dense=int, makes=False)] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if len(self.radius) not in {0, 1, 4}:
            raise ValueError("a border has one corner-radius or four")
        return self

    @property
    def neutral(self) -> bool:
        """A frame of no width is none."""
        return self.frame[0] == 0

    @property
    def paints(self) -> bool:
        """The frame has a colour."""
        return True

    def size(self, size: Size) -> Size:
        """Return the size with the frame on both sides."""
        return Size(size.width + 2 * self.frame[0], size.height + 2 * self.frame[0])

    def work(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the estimated CPU milliseconds; rounded corners take ROUND times as long."""
        return super().work(size, scale, alpha=alpha) * (ROUND if self.radius else 1)

    def alpha(self, alpha: bool) -> bool:  # noqa: FBT001 - see Op
        """Return whether the frame brings transparency."""
        return alpha or (not self.neutral and (is_translucent(self.frame[1]) or bool(self.radius)))

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with the frame around it."""
        width, colour = self.frame
        paint = rgba(colour)
        if self.neutral:
            return image
        if self.radius:
            return self._around(image.convert("RGBA"), paint)
        if image.mode == "RGBA" or is_translucent(colour):
            return ImageOps.expand(image.convert("RGBA"), width, paint)
        return ImageOps.expand(image.convert("RGB"), width, paint[:3])

    def _around(self, image: Image.Image, paint: Rgba) -> Image.Image:
        """Return the picture, corners cut along the frame's inner edge, in a frame whose outer edge is concentric."""
        width = self.frame[0]
        inner, size = rounded(image.size, self.radius), self.size(Size(*image.size))
        outer = rounded(size, [radius and radius + width for radius in bounded(image.size, self.radius)])
        # The darker of both, not the product: corners that a mask has cut already are not cut twice.
        image = image.copy()
        image.putalpha(ImageChops.darker(image.getchannel("A"), inner))
        inside = ImageOps.expand(inner, width, 0)
        outside = outer.point([255 - level for level in range(256)])
        return laid(ImageOps.expand(image, width, (*paint[:3], 0)), ImageChops.add(inside, outside), paint)
