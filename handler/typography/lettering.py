"""Lettering: a block of text drawn once, and laid on as many pictures of one size as an animation has."""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil, floor
from typing import NamedTuple

from PIL import Image, ImageChops, ImageFilter

from handler.core.colours import rgba
from handler.core.geometry import Size
from handler.typography.block import BlockStyle, SetBlock, set_block
from handler.typography.drawing import Inked, PlacedLine, inked

SHADE = "000000"
DARKNESS = 0.6
"""Colour of a shadow, and how strong it is where nothing softens it."""

SHIFT, SOFTNESS = 0.012, 0.012
"""How far a shadow lies to the right and below, and its radius of blur, for each of its ten degrees, in the size of the
type; at least half a pixel."""


class Look(NamedTuple):
    """Colours of a block, canonical, and the degree of its shadow, 0 to 10."""

    ink: str
    outline: str
    shadow: float


class Layer(NamedTuple):
    """A colour and where it is laid: a mask of mode L and its left top corner; or a picture of its own colours."""

    colour: str | None
    mask: Image.Image
    place: tuple[int, int]


@lru_cache(maxsize=2)
def layers(text: str, style: BlockStyle, look: Look, canvas: Size) -> tuple[Layer, ...]:
    """Return what a text is on a picture of this size, from the lowest layer to the highest. text: checked."""
    block = set_block(text, style, canvas)
    reach = _reach(look, block.size)
    box = _box(block, style.outline, reach, canvas)
    if box is None:
        return ()
    left, top, right, bottom = box
    moved = [PlacedLine(line, x - left, y - top) for line, x, y in block.lines]
    drawn = inked(moved, block.size, Size(right - left, bottom - top), outline=style.outline)
    found = [] if not look.shadow else [Layer(SHADE, _shadow(drawn, look, block.size), (left, top))]
    if drawn.outline:
        found.append(Layer(look.outline, drawn.outline, (left, top)))
    found.append(Layer(look.ink, drawn.fill, (left, top)))
    if drawn.colours:
        found.append(Layer(None, drawn.colours, (left, top)))
    return tuple(found)


def laid_on(image: Image.Image, some: Sequence[Layer]) -> Image.Image:
    """Return a picture, RGB or RGBA, with layers on it; the picture itself stays as it is."""
    result = image.copy() if image.mode in {"RGB", "RGBA"} else image.convert("RGB")
    for colour, mask, place in some:
        if result.mode == "RGBA":
            result.alpha_composite(_filled(colour, mask), place)
        elif colour is None:
            result.paste(mask, place, mask)
        else:
            result.paste(
                rgba(colour)[:3], (*place, place[0] + mask.width, place[1] + mask.height), _veiled(colour, mask)
            )
    return result


def _filled(colour: str | None, mask: Image.Image) -> Image.Image:
    if colour is None:
        return mask
    layer = Image.new("RGBA", mask.size, rgba(colour))
    layer.putalpha(_veiled(colour, mask))
    return layer


def _veiled(colour: str, mask: Image.Image) -> Image.Image:
    alpha = rgba(colour).alpha
    return mask if alpha == 255 else mask.point([level * alpha // 255 for level in range(256)])  # noqa: PLR2004 - opaque


def _shift(look: Look, size: float) -> int:
    return max(1, round(SHIFT * look.shadow * size))


def _reach(look: Look, size: float) -> int:
    """Return how far a shadow reaches beyond the letters, pixels."""
    return _shift(look, size) + ceil(3 * max(0.5, SOFTNESS * look.shadow * size)) if look.shadow else 0


def _shadow(drawn: Inked, look: Look, size: float) -> Image.Image:
    solid = ImageChops.lighter(drawn.fill, drawn.outline) if drawn.outline else drawn.fill
    if drawn.colours:
        solid = ImageChops.lighter(solid, drawn.colours.getchannel("A"))
    shift = _shift(look, size)
    moved = Image.new("L", solid.size)
    moved.paste(solid, (shift, shift))
    soft = moved.filter(ImageFilter.GaussianBlur(max(0.5, SOFTNESS * look.shadow * size)))
    return soft.point([round(level * DARKNESS) for level in range(256)])


def _box(block: SetBlock, outline: float, reach: int, canvas: Size) -> tuple[int, int, int, int] | None:
    """Return the part of the picture that the text and its shadow may cover; None where it is none."""
    size, around = block.size, outline + reach + 2
    left = floor(min(x + line.ink.left * size for line, x, _ in block.lines) - around)
    top = floor(min(y + line.ink.top * size for line, _, y in block.lines) - around)
    right = ceil(max(x + line.ink.right * size for line, x, _ in block.lines) + around)
    bottom = ceil(max(y + line.ink.bottom * size for line, _, y in block.lines) + around)
    box = max(0, left), max(0, top), min(canvas.width, right), min(canvas.height, bottom)
    return box if box[0] < box[2] and box[1] < box[3] else None
