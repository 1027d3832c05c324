"""Tones: brightness, contrast, gamma and saturation as factors, sharpen and blur, as operations, and the way back.

A factor of 0 of the first three says nothing, as Cloudflare has it. Ours count in hundredths, to which factors are
rounded; brightness multiplies levels, which a stretched or a flat tone curve does.
"""

from collections.abc import Callable
from math import log2

from handler.dialects.cloudflare.options import Options
from handler.dialects.foreign.arguments import argument, in_range
from handler.dialects.literals import decimal, plain_number
from handler.ops.blur import Blur
from handler.ops.contrast import Contrast
from handler.ops.curves import Curves
from handler.ops.gamma import Gamma
from handler.ops.levels import Levels
from handler.ops.op import Op
from handler.ops.saturation import Saturation
from handler.ops.sharpen import Sharpen

WHITE = 255
STEPS = 50
"""Units of our gamma in a factor of two."""

DECIMALS = 4


def _gamma(factor: float) -> Op:
    return Gamma(amount=round(-STEPS * log2(factor)))


def _contrast(factor: float) -> Op:
    return Contrast(amount=round(100 * factor) - 100)


def _brightness(factor: float) -> Op:
    if factor < 1:
        return Curves(points=(0, 0, WHITE, round(WHITE * factor)))
    return Levels(range=(0, 1.0, max(1, round(WHITE / factor))))


def _saturation(factor: float) -> Op:
    return Saturation(amount=round(100 * factor) - 100)


Make = Callable[[float], Op]
FACTORS: dict[str, tuple[float, float, Make]] = {
    "gamma": (0.25, 4, _gamma),
    "contrast": (0, 2, _contrast),
    "brightness": (0, WHITE, _brightness),
    "saturation": (0, 2, _saturation),
    "blur": (0, 250, lambda radius: Blur(radius=radius)),
    "sharpen": (0, 10, lambda strength: Sharpen(amount=round(10 * strength))),
}
"""Least and largest value, and the operation, in the order in which they come."""

SAYING_NOTHING = {"gamma", "contrast", "brightness"}
"""Factors of which 0 says nothing."""


def tones(options: Options) -> tuple[Op, ...]:
    """Return the operations that the options ask for."""
    made = []
    for name, (least, most, make) in FACTORS.items():
        silent = name in SAYING_NOTHING and argument(name, options.get(name, "0"), decimal) == 0
        if name in options and not silent:
            made.append(make(in_range(name, options[name], least, most)))
    return tuple(made)


def written_tone(op: Op) -> Options:
    """Return the option that says an operation; nothing where none may."""
    said: float
    match op:
        case Gamma(amount=amount):
            name, said = "gamma", 2 ** (-amount / STEPS)
        case Contrast(amount=amount):
            name, said = "contrast", 1 + amount / 100
        case Levels(range=(_, _, white)):
            name, said = "brightness", WHITE / white
        case Curves(points=(*_, level)):
            name, said = "brightness", level / WHITE
        case Saturation(amount=amount):
            name, said = "saturation", 1 + amount / 100
        case Blur(radius=radius):
            name, said = "blur", radius
        case Sharpen(amount=amount):
            name, said = "sharpen", amount / 10
        case _:
            return {}
    return {name: plain_number(said if name == "blur" else round(said, DECIMALS))}
