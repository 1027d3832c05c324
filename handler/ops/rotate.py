"""Rotate: turn the picture clockwise, making room for its corners."""

from math import cos, radians, sin
from typing import Annotated, ClassVar, Literal

from PIL import Image, ImageChops, ImageOps
from pydantic import AfterValidator, Field

from handler.core.colours import is_translucent, rgba
from handler.core.geometry import MEGAPIXEL, Box, Size, pixels
from handler.core.params import Ground, Param, whole_turn
from handler.ops._resampling import resampled
from handler.ops.op import Op, canvas, laid

QUARTERS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}

QUARTER_MS = 2.8
"""CPU milliseconds per megapixel for a quarter turn (benchmarks/work.py)."""

CORNERS = 0.35
"""CPU time of a pixel of the result, as a part of that of a source pixel: many lie in empty corners."""

QUARTER_BYTES = 4.5
"""Bytes per pixel for a quarter turn: those of the turned picture."""


class Rotate(Op):
    """Turn the picture clockwise. Quarter turns keep every pixel; other angles make room for the corners."""

    cost: ClassVar[float] = 72
    veiled: ClassVar[float] = 2.8
    scratch: ClassVar[tuple[float, float]] = (24, 24)

    op: Literal["rotate"] = "rotate"
    angle: Annotated[
        float,
        Param("rot"),
        Field(ge=-360, le=360, description="Degrees clockwise; -90 is 270.", examples=["90"]),
        AfterValidator(whole_turn),
    ]
    bg: Ground = None

    @property
    def neutral(self) -> bool:
        """A turn by 0 or 360 degrees changes nothing."""
        return self.angle == 0

    @property
    def paints(self) -> bool:
        """It draws the corners in a colour where one is given."""
        return self.bg is not None and self.angle % 90 != 0

    def size(self, size: Size) -> Size:
        """Return the size of the box around the turned picture."""
        if self.angle % 180 == 0:
            return size
        if self.angle % 90 == 0:
            return Size(size.height, size.width)
        across, down = abs(cos(radians(self.angle))), abs(sin(radians(self.angle)))
        return Size(pixels(size.width * across + size.height * down), pixels(size.width * down + size.height * across))

    def work(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> float:
        """Return the estimated CPU milliseconds for one frame; quarter turns only copy pixels."""
        if self.angle % 90 == 0:
            return QUARTER_MS * size.area * scale**2 / MEGAPIXEL
        rate = self.cost * (self.veiled if alpha else 1)
        return rate * (size.area + CORNERS * self.size(size).area) * scale**2 / MEGAPIXEL

    def memory(self, size: Size, scale: float = 1.0, *, alpha: bool = False) -> int:
        """Return the peak of memory beside the input, in bytes; quarter turns need only the output."""
        if self.angle % 90 == 0:
            return int(QUARTER_BYTES * size.area * scale**2)
        return super().memory(size, scale, alpha=alpha)

    def alpha(self, alpha: bool) -> bool:  # noqa: FBT001 - see Op
        """Return whether the corners bring transparency."""
        return alpha or (self.angle % 90 != 0 and is_translucent(self.bg))

    @property
    def sideways(self) -> bool:
        """Turns by 90 and 270 degrees do."""
        return self.angle in {90, 270}

    def origin(self, box: Box, size: Size) -> Box | None:
        """Return the box turned back; None for other than quarter turns."""
        left, top, right, bottom = box
        width, height = size
        turned = {
            0: box,
            90: Box(top, height - right, bottom, height - left),
            180: Box(width - right, height - bottom, width - left, height - top),
            270: Box(width - bottom, left, width - top, right),
        }
        return turned.get(int(self.angle)) if self.angle % 90 == 0 else None

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the turned picture."""
        if self.angle == 0:
            return image
        if self.angle % 90 == 0:
            return image.transpose(QUARTERS[int(self.angle)])
        below = canvas(image, self.size(Size(*image.size)), self.bg)
        matrix = self._matrix(Size(*image.size), Size(*below.size))
        turned, cover = _turned(image.convert(below.mode), below.size, matrix), _cover(image.size, below.size, matrix)
        # The ground lies beside the picture, not under it: a pixel at the edge is mixed by how much each covers of it.
        if below.mode != "RGBA":
            below.paste(turned, mask=cover)
            return below
        turned.putalpha(ImageChops.multiply(turned.getchannel("A"), cover))
        return turned if self.bg is None else laid(turned, cover, rgba(self.bg))

    def _matrix(self, source: Size, result: Size) -> tuple[float, ...]:
        across, down = cos(radians(self.angle)), sin(radians(self.angle))
        middle, centre = (result.width / 2, result.height / 2), (source.width / 2 + 1, source.height / 2 + 1)
        return (
            *(across, down, centre[0] - middle[0] * across - middle[1] * down),
            *(-down, across, centre[1] + middle[0] * down - middle[1] * across),
        )


def _turned(image: Image.Image, size: tuple[int, int], matrix: tuple[float, ...]) -> Image.Image:
    """Return the turned picture, extended by a pixel on each side so that the kernel makes no line at the edge."""
    framed = image.resize((image.width + 2, image.height + 2), Image.Resampling.NEAREST)
    framed.paste(image, (1, 1))

    def turn(picture: Image.Image) -> Image.Image:
        return picture.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC)

    return resampled(framed, turn)


def _cover(source: tuple[int, int], size: tuple[int, int], matrix: tuple[float, ...]) -> Image.Image:
    """Return a mask (mode L) of how much of each pixel the turned picture covers; it fades over a pixel at the edge."""
    framed = ImageOps.expand(Image.new("L", source, 255), 1, 0)
    return framed.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
