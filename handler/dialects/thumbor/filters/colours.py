"""Filters of colour: what thumbor calls brightness, contrast, saturation and so on, in operations of this service.

1. thumbor's contrast counts twice: levels move away from the middle by (100 + amount)² / 10000. Up to twice that is
   `contrast`; beyond, the levels between which all is spread.
2. A curve of thumbor's goes over each channel first and over all together then, which takes two operations.
3. Noise of thumbor's is evenly spread over so many levels; the grain that has the same deviation stands for it.
4. What thumbor's saturation makes more than twice as strong is made so step by step.
"""

from math import sqrt

from handler.core.colours import rgba
from handler.dialects.thumbor.arguments import Arguments
from handler.dialects.thumbor.draft import Draft, made
from handler.ops.background import Background
from handler.ops.brightness import Brightness
from handler.ops.channel_shift import ChannelShift
from handler.ops.colorize import Colorize
from handler.ops.contrast import Contrast
from handler.ops.curves import ENDS, Curves
from handler.ops.equalize import Equalize
from handler.ops.grain import STRONGEST, Grain
from handler.ops.hue import Hue
from handler.ops.invert import Invert
from handler.ops.levels import Levels
from handler.ops.op import Op
from handler.ops.resize import Resize
from handler.ops.saturation import Saturation

FULL = 255
DIGITS = 3
"""Of a level, at most."""

GRAY = -100
CHANNELS = ("red", "green", "blue")
TWICE = 100
MOST_TIMES = 16.0


def read_brightness(draft: Draft, given: Arguments) -> Draft:
    """Add a part of the range, percent, to every level."""
    return draft.then(made(Brightness, given, amount=given.whole(0)))


def read_contrast(draft: Draft, given: Arguments) -> Draft:
    """Move levels away from the middle (rule 1)."""
    return draft.then(contrast_of(given, given.whole(0)))


def contrast_of(given: Arguments, amount: int) -> Op:
    """Return the operation for an amount of thumbor's."""
    if not -TWICE <= amount <= TWICE:
        raise given.wrong(0, f"must be {-TWICE} to {TWICE}")
    slope = (TWICE + amount) ** 2 / TWICE**2
    if slope <= 2:  # noqa: PLR2004 - twice
        return made(Contrast, given, amount=round((slope - 1) * 100))
    reach = FULL / slope / 2
    return made(Levels, given, range=(round(FULL / 2 - reach), 1.0, round(FULL / 2 + reach)))


def read_saturation(draft: Draft, given: Arguments) -> Draft:
    """Multiply the distance of colours from gray."""
    times = given.number(0)
    if not 0 <= times <= MOST_TIMES:
        raise given.wrong(0, f"must be 0 to {MOST_TIMES:.0f}: 1 changes nothing, 0 is gray")
    while times > 2:  # noqa: PLR2004 - twice is the most of one operation
        draft, times = draft.then(Saturation(amount=TWICE)), times / 2
    return draft.then(made(Saturation, given, amount=round((times - 1) * 100)))


def read_grayscale(draft: Draft, given: Arguments) -> Draft:
    """Take all colour away."""
    return draft.then(made(Saturation, given, amount=GRAY))


def read_rgb(draft: Draft, given: Arguments) -> Draft:
    """Add parts of the range, percent, to red, green and blue."""
    red, green, blue = (given.whole(at) for at in range(3))
    return draft.then(made(ChannelShift, given, red=red, green=green, blue=blue))


def read_colorize(draft: Draft, given: Arguments) -> Draft:
    """Mix each channel with that of a colour, percent of each."""
    parts = [given.whole(at) for at in range(3)]
    for at, part in enumerate(parts):
        if not 0 <= part <= TWICE:
            raise given.wrong(at, "must be 0 to 100, percent")
    paint = rgba(given.colour(3))
    if len(set(parts)) == 1:
        alpha = round(parts[0] * FULL / 100)
        colour = bytes(paint[:3]).hex()
        return draft.then(made(Colorize, given, color=colour if alpha == FULL else f"{alpha:02x}{colour}"))
    curves = {
        name: (0, round(level * part / 100), FULL, round(FULL + (level - FULL) * part / 100))
        for name, level, part in zip(CHANNELS, paint[:3], parts, strict=True)
        if part
    }
    return draft.then(made(Curves, given, **curves))


def read_curve(draft: Draft, given: Arguments) -> Draft:
    """Change levels by curves: for all channels, then red, green and blue."""
    every, *own = (_points(given, at) for at in range(4))
    if any(own):
        named = {name: points for name, points in zip(CHANNELS, own, strict=True) if points}
        draft = draft.then(made(Curves, given, **named))
    return draft.then(made(Curves, given, points=every)) if every else draft


def _points(given: Arguments, at: int) -> tuple[int, ...] | None:
    """Return the points of a curve, `[(0,0),(255,255)]`; None for one that changes nothing."""
    text = given.text(at).replace(" ", "")
    inside = text[2:-2] if text.startswith("[(") and text.endswith(")]") else ""
    pairs = [pair.split(",") for pair in inside.split("),(")]
    digits = [number for pair in pairs for number in pair]
    if any(len(pair) != 2 for pair in pairs) or not all(  # noqa: PLR2004 - a level, and what becomes of it
        number.isascii() and number.isdigit() and len(number) <= DIGITS for number in digits
    ):
        raise given.wrong(at, "must be points from dark to light: [(0,0),(128,150),(255,255)]")
    points = tuple(map(int, digits))
    unchanged = points[::2] == points[1::2] and (points[0], points[-1]) == ENDS
    return None if unchanged else points


def read_equalize(draft: Draft, given: Arguments) -> Draft:
    """Make all levels as frequent."""
    return draft.then(made(Equalize, given))


def read_noise(draft: Draft, given: Arguments) -> Draft:
    """Add noise (rule 3)."""
    return draft.then(made(Grain, given, amount=grain_of(given.whole(0)), seed=given.whole(1, 0)))


def grain_of(levels: int) -> int:
    """Return the percent of grain whose deviation is that of numbers evenly spread over so many levels."""
    return round(levels / sqrt(12) / STRONGEST * 100)


def read_background_color(draft: Draft, given: Arguments) -> Draft:
    """Lay a colour under the picture, or with `auto` its own mean."""
    if given.text(0) == "auto":
        return draft.then(Resize(w=1.0, h=1.0, fit="fillmax", ground="average", under=True))
    return draft.then(made(Background, given, bg=given.colour(0)))


def read_hue(draft: Draft, given: Arguments) -> Draft:
    """Turn colours around the wheel, degrees."""
    return draft.then(made(Hue, given, shift=given.whole(0)))


def read_invert(draft: Draft, given: Arguments) -> Draft:
    """Make the negative."""
    return draft.then(made(Invert, given, invert=True))
