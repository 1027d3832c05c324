"""Trim: cut off a border of one colour."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal, Self

from PIL import Image, ImageChops
from pydantic import Field, model_validator

from handler.core.colours import rgba
from handler.core.geometry import Size
from handler.core.params import Colour, Param
from handler.ops._of_border import OfBorder
from handler.ops._strips import STRIP, Edges, union
from handler.ops.op import Op, settled_alone
from handler.ops.rect import Rect


class Trim(OfBorder):
    """Cut off a border that is transparent or of one colour. The size is known only when pixels are read."""

    cost: ClassVar[float] = 3.8
    veiled: ClassVar[float] = 2.9
    scratch: ClassVar[tuple[float, float]] = (1, 1)

    op: Literal["trim"] = "trim"
    mode: Annotated[
        Literal["auto", "color"],
        Param("trim"),
        Field(
            description="What is border. auto: transparency, else the colour of the top left pixel; color: trim-color."
        ),
    ]
    color: Annotated[
        Colour | None, Param("trim-color", makes=False), Field(description="The border's colour.", examples=["white"])
    ] = None
    tolerance: Annotated[
        int,
        Param("trim-tol", makes=False),
        Field(
            ge=0,
            le=255,
            description="How far, of 255, a channel may differ from the border's colour and still be border.",
            examples=["20"],
        ),
    ] = 10

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.mode == "color") != (self.color is not None):
            raise ValueError("trim=color and trim-color belong together")
        return self

    def settle(self, images: Iterable[Image.Image], size: Size) -> tuple[Op, ...]:
        """Return a Rect of the part inside the border; nothing where there is no border, or nothing else."""
        inside = union(box for image in images if (box := self._inside(image)))
        if inside is None or inside == (0, 0, *size):
            return ()
        left, top, right, bottom = inside
        return (Rect(box=(left, top, right - left, bottom - top)),)

    def _inside(self, image: Image.Image) -> Edges | None:
        """Return the part inside the border, None for nothing. It works strip by strip, to save memory."""
        border = None if self._by_alpha(image) else self._border(image)
        return union(
            (box[0], box[1] + top, box[2], box[3] + top)
            for top in range(0, image.height, STRIP)
            if (box := self._in_strip(image.crop((0, top, image.width, min(top + STRIP, image.height))), border))
        )

    def _by_alpha(self, image: Image.Image) -> bool:
        return self.color is None and image.mode == "RGBA" and image.getchannel("A").getextrema()[0] == 0

    def _border(self, image: Image.Image) -> Image.Image:
        """Return a strip in the colour of the border, to compare with."""
        corner = image.crop((0, 0, 1, 1))
        flat = corner if self.color is None and image.mode == "L" else corner.convert("RGB")
        paint = flat.getpixel((0, 0)) if self.color is None else rgba(self.color)[:3]
        return Image.new(flat.mode, (image.width, min(STRIP, image.height)), paint)

    def _in_strip(self, strip: Image.Image, border: Image.Image | None) -> Edges | None:
        if border is None:
            return self._beyond_tolerance(strip.getchannel("A")).getbbox()
        ground = border if border.size == strip.size else border.crop((0, 0, *strip.size))
        flat = strip if strip.mode == ground.mode else strip.convert(ground.mode)
        if strip.mode == "RGBA":
            # Transparent pixels count as border, whatever colour is stored under them.
            flat = Image.composite(flat, ground, self._beyond_tolerance(strip.getchannel("A")))
        return self._beyond_tolerance(ImageChops.difference(flat, ground)).getbbox()

    def _beyond_tolerance(self, distances: Image.Image) -> Image.Image:
        return distances.point(
            [255 * (distance > self.tolerance) for distance in range(256)] * len(distances.getbands())
        )

    def size(self, size: Size) -> Size:
        """Return the upper bound: the size without a trim."""
        return size

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture trimmed by its own border; animations are settled over all frames instead."""
        return settled_alone(self, image)
