"""Overlaying: the solution's `overlayWith`, and the Overlay that it is.

1. Its width is a percentage of the picture's (`wRatio`). `alpha` is how transparent it is, percent.
2. `left` and `top` come both or not at all: pixels, or a part of the side as `25p`. Both negative and alike count from
   the right and the bottom.
3. Without a place it lies in the middle; `gravity` moves it to an edge.
"""

from collections.abc import Callable
from typing import Any

from handler.core.keys import key_fault
from handler.core.source import Stored
from handler.core.suggest import SHOWN
from handler.dialects.aws.values import number_of, object_of, refuse, shortest, switch_of, text_of
from handler.dialects.foreign.words import declared, unknown
from handler.dialects.literals import Malformed, decimal
from handler.errors import InvalidParameter
from handler.ops._placing import USUAL
from handler.ops.overlay import Overlay

WORD = "edits.overlayWith"
KNOWN = ("bucket", "key", "alpha", "wRatio", "hRatio", "options")
OPTIONS = ("left", "top", "gravity", "blend", "tile")
PERCENT = "p"
ALL = 100

GRAVITIES: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("center", "centre"), ("center", "middle")),
    **{
        f"{compass}{across}": (down, side)
        for compass, down in (("north", "top"), ("south", "bottom"), ("", "middle"))
        for across, side in (("west", "left"), ("", "center"), ("east", "right"))
        if compass or across
    },
}
"""For each gravity of sharp's the edges at which it lies."""

BLENDS = {
    "over": "normal",
    "colour-dodge": "color-dodge",
    "colour-burn": "color-burn",
    **{each: each for each in ("multiply", "screen", "overlay", "darken", "lighten", "hard-light", "soft-light")},
    **{each: each for each in ("difference", "exclusion")},
}
"""For each blend of libvips's ours."""

KeyOf = Callable[[str, Any], str]
"""Gives the key of a picture in a bucket; ImageError where there is none."""

Members = dict[str, Any]


def overlay_of(value: object, key_of: KeyOf) -> Overlay:
    """Return the picture that is laid over."""
    said = object_of(WORD, value, KNOWN)
    if "hRatio" in said:
        refuse(f"{WORD}.hRatio", "wRatio alone says how large it is; its height follows")
    key = key_of(text_of(f"{WORD}.key", said.get("key")), said.get("bucket"))
    if wrong := key_fault(key):
        refuse(f"{WORD}.key", wrong)
    options = object_of(f"{WORD}.options", said.get("options", {}), OPTIONS)
    fields = {"picture": Stored(key=key), **_placed(options)}
    if "alpha" in said:
        fields["opacity"] = float(ALL - number_of(f"{WORD}.alpha", said["alpha"]))
    if "wRatio" in said:
        fields["scale"] = float(number_of(f"{WORD}.wRatio", said["wRatio"]))
    blend = text_of(f"{WORD}.options.blend", options.get("blend", "over"))
    if blend not in BLENDS:
        raise unknown(blend, BLENDS, "blend")
    if switch_of(f"{WORD}.options.tile", options.get("tile", False)):
        fields["tile"] = "grid"
    return declared(Overlay, WORD, key, **fields, mode=BLENDS[blend])


def _placed(options: Members) -> Members:
    gravity = text_of(f"{WORD}.options.gravity", options.get("gravity", "center"))
    if gravity not in GRAVITIES:
        raise unknown(gravity, GRAVITIES, "gravity")
    spots = [_spot(f"{WORD}.options.{name}", options[name]) for name in ("left", "top") if name in options]
    if not spots:
        return {"align": GRAVITIES[gravity], "pad": 0}
    if len(spots) == 1 or not {"gravity", "tile"}.isdisjoint(options):
        refuse(f"{WORD}.options", "left and top come both, and without gravity or tile")
    x, y = spots
    if x >= 0 and y >= 0:
        return {"x": x, "y": y, "pad": 0}
    if x != y or float in {type(x), type(y)}:
        refuse(f"{WORD}.options", "left and top count from the right and the bottom alike, in pixels")
    return {"align": (), "pad": -int(x)}


def _spot(word: str, value: object) -> float:
    """Return pixels, a whole number, or a part of the side, a float."""
    if not isinstance(value, str) or not value.endswith(PERCENT):
        number = number_of(word, value)
        if number != int(number):
            refuse(word, "must be a whole number, or a percentage as 25p")
        return int(number)
    try:
        return decimal(value.removesuffix(PERCENT)) / ALL
    except Malformed as error:
        raise InvalidParameter(f"{word}={value[:SHOWN]}: {error}", parameter=word) from error


def written_overlay(op: Overlay) -> Members:
    """Return the object that says an overlay, as far as one can; whoever writes reads it back."""
    said: Members = {"key": op.picture.key if isinstance(op.picture, Stored) else ""}
    said |= {"alpha": shortest(ALL - op.opacity)} if op.opacity != ALL else {}
    said |= {"wRatio": shortest(op.scale)} if op.scale is not None else {}
    options: Members = {}
    if op.x is not None and op.y is not None:
        options |= {"left": _written_spot(op.x), "top": _written_spot(op.y)}
    elif op.pad:
        options |= {"left": -op.pad, "top": -op.pad}
    else:
        sides = {*(op.align or USUAL[op.tile])}
        options["gravity"] = next((word for word, edges in GRAVITIES.items() if {*edges} == sides), "")
    if op.mode != "normal":
        options["blend"] = next((blend for blend, mode in BLENDS.items() if mode == op.mode), "")
    options |= {"tile": True} if op.tile == "grid" else {}
    return said | {"options": options}


def _written_spot(place: float) -> int | str:
    return place if isinstance(place, int) else f"{shortest(round(place * ALL, 6))}{PERCENT}"
