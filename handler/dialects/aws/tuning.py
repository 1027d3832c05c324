"""Tuning: the edits that change no place of a pixel, each read alone, in the order in which sharp applies them.

A number that sharp has in another unit is the nearest of ours; docs/aws.md has the table. What sharp has and none of
our operations says is refused by name.
"""

from collections.abc import Callable
from math import log2
from typing import Any

from handler.dialects.aws.values import (
    colour_of,
    number_of,
    object_of,
    refuse,
    shortest,
    switch_of,
    whole_value,
    written_colour,
)
from handler.dialects.foreign.words import declared
from handler.ops.auto_contrast import AutoContrast
from handler.ops.blur import Blur
from handler.ops.brightness import Brightness
from handler.ops.exposure import Exposure
from handler.ops.hue import Hue
from handler.ops.invert import Invert
from handler.ops.median import Median
from handler.ops.mono import Mono
from handler.ops.op import Op
from handler.ops.pad import Pad
from handler.ops.saturation import Saturation
from handler.ops.sharpen import Sharpen
from handler.ops.unsharp_mask import UnsharpMask

Ops = tuple[Op, ...]
Edit = tuple[str, Any]
SOFT = 1.0
"""The blur that `blur: true` is: sharp takes the mean of nine pixels."""

CRISP = 30
"""The sharpening that `sharpen: true` is, which of ours comes nearest."""

BY_RADIUS = 100
"""The strength of `sharpen` with a sigma, which of ours comes nearest."""

DOUBLED = 115
"""The exposure for a doubled lightness: sharp multiplies L of CIE LCh, which is nearest to such a gain of the light."""

LEAST = -100
"""The saturation of grey."""

SIDES = ("left", "right", "top", "bottom")


def greyscale(word: str, value: object) -> Ops:
    """Return the picture without colour."""
    return (Saturation(amount=LEAST),) if switch_of(word, value) else ()


def extended(word: str, value: object) -> Ops:
    """Return room around the picture: a number of pixels, or some for each side, black unless it says otherwise."""
    if not isinstance(value, dict):
        return (declared(Pad, word, str(value), width=whole_value(word, value), bg="000000"),)
    said = object_of(word, value, (*SIDES, "background"))
    room = {side: whole_value(f"{word}.{side}", said.get(side, 0)) for side in SIDES}
    colour = colour_of(f"{word}.background", said.get("background", "#000"))
    widths = set(room.values())
    fields: dict[str, Any] = {"width": widths.pop()} if len(widths) == 1 else room
    return (declared(Pad, word, str(value), **fields, bg=colour),)


def median(word: str, value: object) -> Ops:
    """Return the median of a square."""
    if isinstance(value, bool):
        return (Median(side=3),) if value else ()
    return (declared(Median, word, str(value), side=whole_value(word, value)),)


def defocused(word: str, value: object) -> Ops:
    """Return the picture softened: true, a sigma, or an object that has one."""
    if isinstance(value, bool):
        return (Blur(radius=SOFT),) if value else ()
    if isinstance(value, dict):
        word, value = f"{word}.sigma", object_of(word, value, ("sigma",)).get("sigma", 0)
    return (declared(Blur, word, str(value), radius=float(number_of(word, value))),)


def modulated(word: str, value: object) -> Ops:
    """Return lightness, colour and hue changed."""
    said = object_of(word, value, ("brightness", "saturation", "hue", "lightness"))
    found: list[Op] = []
    if "brightness" in said:
        gain = number_of(f"{word}.brightness", said["brightness"])
        amount = round(DOUBLED * log2(gain)) if gain > 0 else -1000
        found.append(declared(Exposure, f"{word}.brightness", str(gain), amount=amount))
    if "lightness" in said:
        amount = whole_value(f"{word}.lightness", said["lightness"])
        found.append(declared(Brightness, f"{word}.lightness", str(amount), amount=amount))
    if "saturation" in said:
        factor = number_of(f"{word}.saturation", said["saturation"])
        found.append(declared(Saturation, f"{word}.saturation", str(factor), amount=round(100 * factor) - 100))
    if "hue" in said:
        shift = whole_value(f"{word}.hue", said["hue"])
        found.append(declared(Hue, f"{word}.hue", str(shift), shift=shift))
    return tuple(found)


def sharpened(word: str, value: object) -> Ops:
    """Return the picture crisper: true, a sigma, or an object that has one."""
    if isinstance(value, bool):
        return (Sharpen(amount=CRISP),) if value else ()
    if isinstance(value, dict):
        word, value = f"{word}.sigma", object_of(word, value, ("sigma",)).get("sigma", 0)
    return (declared(UnsharpMask, word, str(value), amount=BY_RADIUS, radius=float(number_of(word, value))),)


def normalised(word: str, value: object) -> Ops:
    """Return the levels spread over the full range."""
    return (AutoContrast(amount=100),) if switch_of(word, value) else ()


def tinted(word: str, value: object) -> Ops:
    """Return the picture in the shades of a colour."""
    return (Mono(color=colour_of(word, value)),)


def negated(word: str, value: object) -> Ops:
    """Return the negative; transparency is kept, as sharp does with `alpha: false`."""
    if isinstance(value, dict):
        said = object_of(word, value, ("alpha",))
        if switch_of(f"{word}.alpha", said.get("alpha", False)):
            refuse(f"{word}.alpha", "transparency is kept; leave it out, or say false")
        return (Invert(invert=True),)
    return (Invert(invert=True),) if switch_of(word, value) else ()


TUNING: dict[str, Callable[[str, object], Ops]] = {
    "greyscale": greyscale,
    "extend": extended,
    "median": median,
    "blur": defocused,
    "modulate": modulated,
    "sharpen": sharpened,
}
"""What comes before another picture is laid over, in sharp's order."""

FINISHING: dict[str, Callable[[str, object], Ops]] = {
    "normalise": normalised,
    "tint": tinted,
    "negate": negated,
}
"""What comes after it."""


def written_tuning(op: Op) -> list[Edit]:
    """Return the edits that can say an operation, each with its value; none for one of another kind."""
    write = WRITERS.get(type(op))
    return write(op) if write else []


def _written_pad(op: Pad) -> list[Edit]:
    room = dict(zip(("left", "top", "right", "bottom"), op.room, strict=True))
    return [("extend", room | {"background": written_colour(op.bg)})] if op.bg else []


def _written_saturation(op: Saturation) -> list[Edit]:
    grey: list[Edit] = [("greyscale", True)] if op.amount == LEAST else []
    return [*grey, ("modulate", {"saturation": shortest((100 + op.amount) / 100)})]


WRITERS: dict[type[Op], Callable[[Any], list[Edit]]] = {
    Pad: _written_pad,
    Saturation: _written_saturation,
    Exposure: lambda op: [("modulate", {"brightness": round(2 ** (op.amount / DOUBLED), 4)})],
    Brightness: lambda op: [("modulate", {"lightness": op.amount})],
    Hue: lambda op: [("modulate", {"hue": op.shift})],
    Median: lambda op: [("median", op.side)],
    Blur: lambda op: [("blur", shortest(op.radius))],
    Sharpen: lambda _: [("sharpen", True)],
    UnsharpMask: lambda op: [("sharpen", {"sigma": shortest(op.radius)})],
    AutoContrast: lambda _: [("normalise", True)],
    Mono: lambda op: [("tint", written_colour(op.color))],
    Invert: lambda _: [("negate", {"alpha": False})],
}
"""For each operation what gives the edits that can say it."""
