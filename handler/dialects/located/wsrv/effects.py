"""wsrv's effects: colours, filters, masks: operations of its words in wsrv's order.

Its contrast is a sigmoid; ours is the curve through points of it. A shape that this service has not is its outline.
"""

from functools import cache
from math import cos, exp, log, log2, pi, sin
from typing import Any

from handler.core.suggest import SHOWN
from handler.dialects.foreign.words import declared
from handler.dialects.literals import Malformed, decimal
from handler.dialects.located.wsrv.words import WsrvWords
from handler.errors import InvalidParameter
from handler.ops.background import Background
from handler.ops.blur import Blur
from handler.ops.brightness import Brightness
from handler.ops.curves import Curves
from handler.ops.duotone import Duotone
from handler.ops.gamma import Gamma
from handler.ops.hue import Hue
from handler.ops.invert import Invert
from handler.ops.mask import Mask
from handler.ops.mono import Mono
from handler.ops.op import Op
from handler.ops.saturation import Saturation
from handler.ops.sepia import Sepia
from handler.ops.sharpen import Sharpen
from handler.ops.unsharp_mask import UnsharpMask

MILD = -1.0
"""What `sharp` without a value says, and how much crisper the finest detail gets: the middle counts 32 of 24."""
MILD_AMOUNT = 33
FULL = 100
STEEPEST = 30.0
"""The steepness of con=100."""

RISING = (0, 26, 51, 76, 89, 102, 115)
FALLING = (0, 1, 2, 5, 13, 38, 77)
"""Levels below the middle where points lie: a rising contrast bends there, a falling one at the ends."""
MIDDLE, BRIGHTEST = 128, 255

POLYGONS = {
    "triangle": (3, 0.0),
    "triangle-180": (3, pi),
    "pentagon": (5, 0.0),
    "pentagon-180": (5, pi),
    "square": (4, 0.0),
}
"""Corners of a mask, and how far it is turned from one that stands with a corner at the top."""


def wsrv_effects(words: WsrvWords) -> list[Op]:
    """Return the operations on colours and on what is seen, in wsrv's order."""
    saturation, hue = modulation(words)
    ops: list[Op | None] = [
        Brightness(amount=words.bri) if words.bri else None,
        Saturation(amount=round(saturation * 100) - 100) if saturation != 1 else None,
        Hue(shift=hue) if hue else None,
        Curves(points=sigmoid(words.con)) if words.con else None,
        None if words.gam is None else Gamma(amount=round(50 * log2(words.gam))),
        _sharpened(words.sharp),
        _filtered(words),
        None if words.blur is None else Blur(radius=words.blur),
        None if words.tint is None else Mono(color=words.tint),
        None if words.bg is None else Background(bg=words.bg),
        *_masked(words),
    ]
    return [op for op in ops if op is not None]


def modulation(words: WsrvWords) -> tuple[float, int]:
    """Return the factor on colours and the degrees of hue, said alone or in `mod`."""
    if not words.mod:
        return words.sat, words.hue % 360
    parts = words.mod.split(",", 3)
    wrong = f"mod={words.mod[:SHOWN]}: must be 1, a factor up to 2 and degrees, as 1,0.5,90; for brightness write bri"
    try:
        light, saturation, hue, *more = [*map(decimal, parts), *(1.0, 1.0, 0.0)[len(parts) :]]
    except Malformed as error:
        raise InvalidParameter(wrong, parameter="mod") from error
    if light != 1 or not 0 <= saturation <= 2 or hue != round(hue) or more:  # noqa: PLR2004 - twice the colour
        raise InvalidParameter(wrong, parameter="mod")
    return saturation, round(hue) % 360


@cache
def sigmoid(contrast: int) -> tuple[int, ...]:
    """Return points of the curve that wsrv's contrast is, -100 to 100, which is not 0."""
    steep = abs(contrast) / 100 * STEEPEST
    half = RISING if contrast > 0 else FALLING
    levels = (*half, MIDDLE, *(BRIGHTEST - level for level in reversed(half)))
    bend = _rising if contrast > 0 else _falling
    points = ((level, round(bend(level / BRIGHTEST, steep) * BRIGHTEST)) for level in levels)
    return tuple(each for point in points for each in point)


def _rising(place: float, steep: float) -> float:
    least = 1 / (1 + exp(steep / 2))
    return (1 / (1 + exp(steep * (0.5 - place))) - least) / (1 - 2 * least)


def _falling(place: float, steep: float) -> float:
    least = 1 / (1 + exp(steep / 2))
    inside = place * (1 - 2 * least) + least
    return 0.5 - log((1 - inside) / inside) / steep


def _sharpened(sigma: float | None) -> Op | None:
    if sigma is None:
        return None
    if sigma == MILD:
        return Sharpen(amount=MILD_AMOUNT)
    return UnsharpMask(amount=FULL, radius=sigma)


def _filtered(words: WsrvWords) -> Op | None:
    kinds: dict[str | None, Op] = {
        "greyscale": Saturation(amount=-FULL),
        "sepia": Sepia(amount=FULL),
        "duotone": Duotone(colors=(words.start, words.stop)),
        "negate": Invert(invert=True),
    }
    return kinds.get(words.filt)


def _masked(words: WsrvWords) -> list[Op]:
    if words.mask is None:
        return []
    fields: dict[str, Any] = {"shape": words.mask}
    if words.mask in POLYGONS:
        fields = {"shape": "path", "path": outline(words.mask)}
    mask = declared(Mask, "mask", words.mask, **fields)
    return [mask] if words.mbg is None else [mask, Background(bg=words.mbg)]


@cache
def outline(shape: str) -> str:
    """Return the outline of a polygon, as SVG path data."""
    corners, turned = POLYGONS[shape]
    angles = [2 * pi * corner / corners - pi / 2 + turned for corner in range(corners)]
    points = [f"{round(500 + 500 * cos(angle))} {round(500 + 500 * sin(angle))}" for angle in angles]
    return f"M{'L'.join(points)}Z"
