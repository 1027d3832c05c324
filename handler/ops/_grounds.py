"""Grounds: what lies beside a picture on a larger canvas: a colour, its own blur, or the colours of its edge."""

from collections.abc import Callable
from typing import Annotated, Literal

from PIL import Image
from pydantic import Field

from handler.core.colours import rgba
from handler.core.geometry import MEGAPIXEL, PIXEL_BYTES, Size
from handler.core.params import Param
from handler.ops._fits import Layout, window
from handler.ops.blur import softened
from handler.ops.op import canvas

Backing = Annotated[
    Literal["solid", "blur", "edge", "average"],
    Param("ground", makes=False),
    Field(
        description="With fit=fill or fillmax, what lies beside the picture. solid: bg; blur: the picture itself, "
        "blurred; edge: the colours of its edges; average: their mean, of all of it.",
        examples=["blur"],
    ),
]
"""The ground of operations that put a picture on a larger canvas."""

SMALL = 64
"""Pixels. Longest side at which a ground is blurred, before it is enlarged."""

RADIUS = 2.5
"""Gaussian radius at that size: 4 percent of the longest side."""

STRIP = 50
"""The edge whose colours are taken is this part of the shorter side."""

ENLARGING = 15
"""CPU milliseconds per megapixel of the canvas for a ground that is no colour."""


def extra(ground: str, layout: Layout) -> tuple[float, int]:
    """Return what a ground takes beyond a colour: CPU milliseconds, and bytes."""
    if ground == "solid" or layout.canvas == layout.picture:
        return 0.0, 0
    return ENLARGING * layout.canvas.area / MEGAPIXEL, PIXEL_BYTES * layout.canvas.area


def laid_out(picture: Image.Image, layout: Layout, bg: str | None, ground: str, *, under: bool = False) -> Image.Image:
    """Return a picture in the middle of its canvas. bg: the colour of a solid ground; of others what shines through.

    under: whether the ground is seen through the picture too.
    """
    if layout.canvas == layout.picture and not (under and picture.mode == "RGBA"):
        return picture
    left, top = ((room - side) // 2 for room, side in zip(layout.canvas, layout.picture, strict=True))
    if ground == "solid":
        below = canvas(picture, layout.canvas, bg)
    else:
        below = GROUNDS[ground](picture, layout.canvas)
        if bg is not None and below.mode == "RGBA":
            below = Image.alpha_composite(Image.new("RGBA", below.size, rgba(bg)), below)
    if under and picture.mode == "RGBA":
        below.alpha_composite(picture, (left, top))
    else:
        below.paste(picture.convert(below.mode), (left, top))
    return below


def averaged(picture: Image.Image, size: Size) -> Image.Image:
    """Return a plane in the mean colour of a picture, whatever is transparent of it; the plane is opaque."""
    flat = picture.convert("RGB") if picture.mode == "RGBA" else picture
    return flat.resize((1, 1), Image.Resampling.BOX).resize(size).convert(picture.mode)


def blurred(picture: Image.Image, size: Size) -> Image.Image:
    """Return the middle of a picture, enlarged to a size and blurred."""
    scale = min(1.0, SMALL / max(size))
    small = Size(*(max(1, round(side * scale)) for side in size))
    part = window(Size(*picture.size), size, (0.5, 0.5), 1)
    return softened(picture.resize(small, Image.Resampling.BOX, part), RADIUS).resize(size, Image.Resampling.BICUBIC)


def edged(picture: Image.Image, size: Size) -> Image.Image:
    """Return a plane between four colours, those of the edges near each corner that the canvas goes on beyond."""
    sides = (size.width > picture.width, size.height > picture.height)
    corners = Image.new(picture.mode, (2, 2))
    for x in (0, 1):
        for y in (0, 1):
            corners.paste(_corner(picture, x, y, sides), (x, y))
    # The box reaches from the middle of one pixel to that of the other: beyond, Pillow would not interpolate.
    return corners.resize(size, Image.Resampling.BILINEAR, box=(0.5, 0.5, 1.5, 1.5))


def _corner(picture: Image.Image, x: int, y: int, sides: tuple[bool, bool]) -> Image.Image:
    """Return a pixel of the mean colour of a corner's edges: half of a side each, and a strip wide.

    x, y: 0 for left and top, 1 for right and bottom. sides: whether the canvas goes on across, and down.
    """
    wide, high = picture.size
    deep, half, tall = max(1, min(wide, high) // STRIP), (wide + 1) // 2, (high + 1) // 2
    left, top = (x * (wide - half), y * (high - tall))
    upright = (x * (wide - deep), top, x * (wide - deep) + deep, top + tall)
    level = (left, y * (high - deep), left + half, y * (high - deep) + deep)
    parts = [box for box, there in zip((upright, level), sides, strict=True) if there]
    pair = Image.new(picture.mode, (len(parts), 1))
    for at, box in enumerate(parts):
        pair.paste(picture.crop(box).resize((1, 1), Image.Resampling.BOX), (at, 0))
    return pair.resize((1, 1), Image.Resampling.BOX)


GROUNDS: dict[str, Callable[[Image.Image, Size], Image.Image]] = {
    "blur": blurred,
    "edge": edged,
    "average": averaged,
}
"""For each ground that is no colour: what draws it behind a picture, at a size."""
