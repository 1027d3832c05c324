"""Effects: what comes after the size: blur, sharpness, blocks, padding, background and watermark, in this order."""

from typing import Any

from handler.dialects.foreign.arguments import dense, wrong_argument
from handler.dialects.foreign.css_colours import written_css_colour
from handler.dialects.foreign.picture_paths import pictured
from handler.dialects.foreign.words import declared
from handler.dialects.imgproxy.address import base64url
from handler.dialects.imgproxy.readers import CENTRE, CORNER, TILED
from handler.dialects.imgproxy.wishes import Wishes
from handler.dialects.literals import plain_number
from handler.errors import InvalidParameter
from handler.ops._placing import Edge
from handler.ops.background import Background
from handler.ops.blur import Blur
from handler.ops.op import Op
from handler.ops.overlay import Overlay
from handler.ops.pad import Pad
from handler.ops.pixelate import Pixelate
from handler.ops.unsharp_mask import UnsharpMask

PLACES: dict[str, tuple[Edge, ...]] = {
    CENTRE: ("center", "middle"),
    "no": ("top", "center"),
    "so": ("bottom", "center"),
    "ea": ("middle", "right"),
    "we": ("middle", "left"),
    "noea": ("top", "right"),
    CORNER: ("top", "left"),
    "soea": (),
    "sowe": ("bottom", "left"),
}
"""Where a watermark lies; at the bottom right without a word of it, as ours do."""

CORNERS = {"noea", CORNER, "soea", "sowe"}
FULL_STRENGTH = 100
MOST_PADDING = 1000


def effect_ops(wishes: Wishes) -> list[Op]:
    """Return the operations after the size, the background last but for a watermark."""
    ops: list[Op] = [Blur(radius=wishes.get("blur", 0))]
    ops.append(UnsharpMask(amount=FULL_STRENGTH, radius=wishes.get("sharpen", 0)))
    ops.append(Pixelate(block=wishes.get("pixelate", 0)))
    if any(wishes.get("padding", ())):
        ops.append(_padding(wishes))
    if colour := wishes.get("background"):
        ops.append(Background(bg=colour))
    return [op for op in (*ops, *_watermark(wishes)) if not op.neutral]


def _padding(wishes: Wishes) -> Pad:
    density = wishes.get("dpr", 1.0)
    sides = [dense("padding", side, density, MOST_PADDING) for side in wishes["padding"]]
    if len(set(sides)) == 1:
        return Pad(width=sides[0])
    top, right, bottom, left = (side or None for side in sides)
    return Pad(width=0, top=top, right=right, bottom=bottom, left=left)


def _watermark(wishes: Wishes) -> list[Overlay]:
    opacity, position, x, y, scale = wishes.get("watermark", (0, CENTRE, 0, 0, 0))
    if not opacity:
        return []
    if "watermark_url" not in wishes:
        raise InvalidParameter("watermark: watermark_url has to name its picture, in base64url", parameter="watermark")
    shown = ":".join((plain_number(opacity), position, plain_number(x), plain_number(y)))
    place = _place(shown, position, (x, y), wishes.get("dpr", 1.0))
    fields: dict[str, Any] = {"picture": pictured(wishes["watermark_url"]), "opacity": 100 * opacity, **place}
    return [declared(Overlay, "watermark", shown, **fields, scale=100 * scale if scale else None)]


def _place(shown: str, position: str, offsets: tuple[float, float], density: float) -> dict[str, Any]:
    """Return the fields of an overlay that say where it lies."""
    x, y = (round(length * density) if abs(length) >= 1 else length for length in offsets)
    if position == CORNER and (x, y) != (0, 0):
        return {"x": x or 0, "y": y or 0, "pad": 0}
    if position in {*CORNERS, TILED} and x == y and isinstance(x, int):
        return {"pad": x} | ({"tile": "grid"} if position == TILED else {"align": PLACES[position]})
    if (x, y) != (0, 0):
        raise wrong_argument("watermark", shown, "offsets go with nowe; with another corner, or re, two equal ones")
    return {"pad": 0} | ({"tile": "grid"} if position == TILED else {"align": PLACES[position]})


def said_effect(op: Op) -> list[tuple[str, ...]]:
    """Return the options that say an operation, as far as there are any."""
    said: tuple[str, ...]
    match op:
        case Blur(radius=radius):
            said = ("bl", plain_number(radius))
        case UnsharpMask(radius=radius):
            said = ("sh", plain_number(radius))
        case Pixelate(block=block):
            said = ("pix", str(block))
        case Pad():
            left, top, right, bottom = op.room
            said = ("pd", *map(str, (top, right, bottom, left)))
        case Background(bg=colour):
            said = ("bg", written_css_colour(colour))
        case _:
            return _said_watermark(op) if isinstance(op, Overlay) else []
    return [said]


def _said_watermark(op: Overlay) -> list[tuple[str, ...]]:
    key = getattr(op.picture, "key", "")
    position = next((word for word, align in PLACES.items() if align == op.align), CENTRE)
    offsets: tuple[float, float] = (op.pad, op.pad)
    if op.x is not None and op.y is not None:
        position, offsets = CORNER, (op.x, op.y)
    position = TILED if op.tile == "grid" else position
    scale = () if op.scale is None else (plain_number(op.scale / 100),)
    return [
        ("wm", plain_number(op.opacity / 100), position, *map(plain_number, offsets), *scale),
        ("wmu", base64url(key)),
    ]
