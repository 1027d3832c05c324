"""Edits: the solution's JSON of edits, and the operations that they are.

1. The order of operations is sharp's, whatever the order of the members: trim, extract, flips, resize, rotate, then
   colours and filters, then another picture. The order of members decides three things, as in sharp: whether `extract`
   cuts before or after `resize`, whether `rotate`, and the flips with it, come before all of these, and what comes
   after `roundCrop`, which ends one picture and begins another.
2. `roundCrop` cuts the largest circle, and what is clear around it.
3. An edit of sharp's that none of our operations says is refused by name.
"""

from collections.abc import Iterator
from typing import Any

from handler.dialects.aws.overlaying import KeyOf, overlay_of
from handler.dialects.aws.resizing import resize_of
from handler.dialects.aws.tuning import FINISHING, TUNING
from handler.dialects.aws.values import colour_of, number_of, object_of, refuse, switch_of, whole_value
from handler.dialects.foreign.words import declared, unknown
from handler.errors import RepeatedParameter
from handler.ops.background import Background
from handler.ops.flip import Flip
from handler.ops.mask import Mask
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.trim import Trim

SPELLED = {"grayscale": "greyscale", "normalize": "normalise", "crop": "extract"}
"""Edits that sharp, or the solution, has under two names."""

GEOMETRY = ("rotate", "trim", "extract", "flip", "flop", "resize", "smartCrop", "flatten")
ROUND = "roundCrop"
STEPS = (*GEOMETRY, *TUNING, "overlayWith", *FINISHING, ROUND)
UNSAID = {
    "contentModeration": "nobody looks here at what a picture shows",
    "gamma": "sharp's resamples in another light and changes no level; leave it out",
    "linear": "levels are changed by modulate",
    **dict.fromkeys(("affine", "boolean", "bandbool", "clahe", "convolve", "recomb", "threshold"), ""),
    **dict.fromkeys(("ensureAlpha", "removeAlpha", "extractChannel", "joinChannel", "unflatten"), ""),
    **dict.fromkeys(("pipelineColourspace", "pipelineColorspace", "toColourspace", "toColorspace"), ""),
}
"""Edits of the solution that none of our operations says, and why where that helps."""

FLIPS = {"flop": "h", "flip": "v"}
BLACK = "000000"
QUARTER = 90
CIRCLE = (Mask(shape="circle"), Trim(mode="auto"))
Members = dict[str, Any]


def ops_of(edits: Members, key_of: KeyOf) -> tuple[Op, ...]:
    """Return the operations of edits, of which the format has been taken out. key_of: finds what is laid over."""
    stages: list[Members] = [{}]
    seen: set[str] = set()
    for name, value in edits.items():
        step = SPELLED.get(name, name)
        if step in UNSAID:
            refuse(f"edits.{name}", UNSAID[step] or "there is nothing here that does the same")
        if step not in STEPS:
            raise unknown(f"edits.{name}", [f"edits.{each}" for each in (*STEPS, *SPELLED)], "edit")
        if step in seen:
            raise RepeatedParameter(f"edits.{name} is given more than once", parameter=f"edits.{name}")
        seen.add(step)
        stages[-1][step] = value
        if step == ROUND:
            stages.append({})
    return tuple(op for stage in stages for op in _stage(stage, key_of))


def _stage(edits: Members, key_of: KeyOf) -> Iterator[Op]:
    """Return the operations of edits that sharp does at once."""
    turn, cut, resize, flips = _turn(edits), _extract(edits), _resize(edits), _flips(edits)
    ground = _flattened(edits)
    order = [name for name in edits if name in {"rotate", "trim", "extract"} or (name == "resize" and resize)]
    later = "resize" in order and "extract" in order and order.index("resize") < order.index("extract")
    follows = order[order.index("rotate") + 1 :] if turn else []
    first = any(name != "extract" or not later for name in follows)
    clear = resize is not None and resize.bg is not None and len(resize.bg) > len(BLACK)
    yield from (*flips, *turn) if first else ()
    yield from _trim(edits)
    yield from () if later else cut
    yield from ground if clear else ()
    yield from () if first else flips
    yield from [resize] if resize else ()
    yield from () if first else turn
    yield from cut if later else ()
    yield from () if clear else ground
    for name, read in TUNING.items():
        yield from read(f"edits.{name}", edits[name]) if name in edits else ()
    if "overlayWith" in edits:
        yield overlay_of(edits["overlayWith"], key_of)
    for name, read in FINISHING.items():
        yield from read(f"edits.{name}", edits[name]) if name in edits else ()
    if ROUND in edits and _round(edits[ROUND]):
        yield from CIRCLE


def _turn(edits: Members) -> tuple[Op, ...]:
    if "rotate" not in edits:
        return ()
    angle = float(number_of("edits.rotate", edits["rotate"])) % 360
    return (declared(Rotate, "edits.rotate", "", angle=angle, bg=BLACK if angle % QUARTER else None),) if angle else ()


def _extract(edits: Members) -> tuple[Op, ...]:
    if "extract" not in edits:
        return ()
    names = ("left", "top", "width", "height")
    said = object_of("edits.extract", edits["extract"], names)
    box = tuple(whole_value(f"edits.extract.{name}", said.get(name)) for name in names)
    return (declared(Rect, "edits.extract", str(box), box=box),)


def _resize(edits: Members) -> Resize | None:
    faces = _faces(edits.get("smartCrop", False))
    if "resize" in edits:
        return resize_of(edits["resize"], faces=faces)
    if faces is not None:
        refuse("edits.smartCrop", "goes with a resize that has a width and a height")
    return None


def _faces(value: object) -> int | None:
    """Return which face is to be kept, from 1, 0 for all of them; None where none is."""
    if isinstance(value, bool):
        return 0 if value else None
    said = object_of("edits.smartCrop", value, ("faceIndex", "padding"))
    if said.get("padding"):
        refuse("edits.smartCrop.padding", "the width and height say how much is seen")
    index = whole_value("edits.smartCrop.faceIndex", said.get("faceIndex", -1)) + 1
    if not index and "faceIndex" in said:
        refuse("edits.smartCrop.faceIndex", "is a number from 0")
    return index


def _trim(edits: Members) -> tuple[Op, ...]:
    value = edits.get("trim", False)
    if isinstance(value, bool):
        return (Trim(mode="auto"),) if value else ()
    said = object_of("edits.trim", value, ("background", "threshold"))
    tolerance = whole_value("edits.trim.threshold", said.get("threshold", Trim.model_fields["tolerance"].default))
    fields: Members = {"mode": "auto"}
    if "background" in said:
        fields = {"mode": "color", "color": colour_of("edits.trim.background", said["background"])}
    return (declared(Trim, "edits.trim", str(value), tolerance=tolerance, **fields),)


def _flips(edits: Members) -> tuple[Op, ...]:
    """Return a mirror: sharp's flop swaps left and right, its flip top and bottom."""
    axis = "".join(axis for name, axis in FLIPS.items() if switch_of(f"edits.{name}", edits.get(name, False)))
    return (declared(Flip, "edits.flip", axis, axis=axis),) if axis else ()


def _flattened(edits: Members) -> tuple[Op, ...]:
    value = edits.get("flatten", False)
    if isinstance(value, bool):
        return (Background(bg=BLACK),) if value else ()
    said = object_of("edits.flatten", value, ("background",))
    return (Background(bg=colour_of("edits.flatten.background", said.get("background", "#000"))),)


def _round(value: object) -> bool:
    if not isinstance(value, bool) and object_of("edits.roundCrop", value, ("rx", "ry", "top", "left")):
        refuse("edits.roundCrop", "is the largest circle in the middle: true")
    return bool(value) or isinstance(value, dict)
