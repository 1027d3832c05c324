"""Trim by a corner: cut off what is as one corner of the picture is, by the distance of colours."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

from PIL import Image, ImageChops, ImageMath
from pydantic import Field

from handler.core.geometry import Size
from handler.core.params import Extent, Offset
from handler.ops._of_border import OfBorder
from handler.ops._strips import STRIP, Edges, union
from handler.ops.op import Op, settled_alone
from handler.ops.rect import Rect


class TrimCorner(OfBorder):
    """Cut off a border as thumbor does: what is near the colour of one corner. The size is known by pixels alone."""

    cost: ClassVar[float] = 18
    veiled: ClassVar[float] = 1.6
    scratch: ClassVar[tuple[float, float]] = (3, 3)

    op: Literal["trim_corner"] = "trim_corner"
    corner: Annotated[
        Literal["top-left", "bottom-right"], Field(description="The corner whose colour the border has.")
    ] = "top-left"
    tolerance: Annotated[
        int,
        Field(
            ge=0,
            le=442,
            description="How far a colour of the border may be from that of the corner: the root of the squares of "
            "what its channels differ, alpha among them.",
        ),
    ] = 0
    within: Annotated[
        tuple[Offset, Offset, Extent, Extent] | None,
        Field(description="Left, top, width and height in the whole picture: no more than this part is kept."),
    ] = None

    def size(self, size: Size) -> Size:
        """Return the upper bound, the size without a trim; InvalidParameter where `within` lies outside."""
        if self.within is not None:
            Rect(box=self.within).window(size)
        return size

    def settle(self, images: Iterable[Image.Image], size: Size) -> tuple[Op, ...]:
        """Return a Rect of the part inside the border; of the part that is asked for where all is border."""
        box = union(found for image in images if (found := self._inside(image))) or (0, 0, *size)
        if self.within is not None:
            part = Rect(box=self.within).window(size)
            both = (max(box[0], part.left), max(box[1], part.top), min(box[2], part.right), min(box[3], part.bottom))
            box = tuple(map(int, both)) if both[0] < both[2] and both[1] < both[3] else box  # type: ignore[assignment]
        left, top, right, bottom = box
        return () if box == (0, 0, *size) else (Rect(box=(left, top, right - left, bottom - top)),)

    def _inside(self, image: Image.Image) -> Edges | None:
        """Return the part inside the border, None for nothing. It works strip by strip, to save memory."""
        at = (0, 0) if self.corner == "top-left" else (image.width - 1, image.height - 1)
        corner = _plain(image.crop((*at, at[0] + 1, at[1] + 1)))
        return union(
            (box[0], box[1] + top, box[2], box[3] + top)
            for top in range(0, image.height, STRIP)
            if (box := self._in_strip(image.crop((0, top, image.width, min(top + STRIP, image.height))), corner))
        )

    def _in_strip(self, strip: Image.Image, corner: Image.Image) -> Edges | None:
        apart = ImageChops.difference(_plain(strip), corner.resize(strip.size))
        channels = [band.convert("I") for band in apart.split()]
        times = 3 if strip.mode == "L" else 1
        most = self.tolerance**2
        beyond = ImageMath.lambda_eval(
            lambda args: (
                sum((args[name] * args[name] for name in args if name.startswith("band")), args["none"]) * times > most
            ),
            none=Image.new("I", strip.size),
            **{f"band{number}": band for number, band in enumerate(channels)},
        )
        box: Edges | None = beyond.convert("L").getbbox()
        return box

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture trimmed by its own border; animations are settled over all frames instead."""
        return settled_alone(self, image)


def _plain(image: Image.Image) -> Image.Image:
    """Return a picture whose channels are compared: premultiplied, so that no colour counts that nobody sees."""
    if image.mode != "RGBA":
        return image
    seen = image.convert("RGBa")
    return Image.frombytes("RGBA", seen.size, seen.tobytes())
