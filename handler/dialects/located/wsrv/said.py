"""wsrv's words of a picture: each operation in the words that make it, as far as there are any.

It need not be right of what wsrv cannot say: the door reads everything back that it writes.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from handler.core.output import DEFAULT_QUALITY
from handler.core.source import Picked
from handler.dialects.interface import PictureReply
from handler.dialects.located.wsrv.effects import MILD, POLYGONS, outline, sigmoid
from handler.dialects.located.wsrv.geometry import length_said, resize_said
from handler.ops.background import Background
from handler.ops.blur import Blur
from handler.ops.brightness import Brightness
from handler.ops.curves import Curves
from handler.ops.duotone import Duotone
from handler.ops.flip import Flip
from handler.ops.gamma import Gamma
from handler.ops.hue import Hue
from handler.ops.invert import Invert
from handler.ops.mask import Mask
from handler.ops.mono import Mono
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.saturation import Saturation
from handler.ops.sepia import Sepia
from handler.ops.sharpen import Sharpen
from handler.ops.trim import Trim
from handler.ops.unsharp_mask import UnsharpMask

AFTER_COLOURS = (Hue, Curves, Gamma, Sharpen, UnsharpMask)
"""Operations before which `sat` stands; gray after one of them is the filter."""


def wsrv_words_of(asked: PictureReply) -> dict[str, Any]:
    """Return the fields of wsrv's words that say a picture."""
    words: dict[str, Any] = {**_of_source(asked.recipe.source), **_of_output(asked)}
    ops = asked.recipe.ops
    for place, op in enumerate(ops):
        words |= _of_op(op, ops[:place], ops[place + 1 :])
    return words


def _of_source(source: Picked) -> dict[str, Any]:
    if source.frame is not None:
        return {"page": source.frame}
    if source.frames is not None:
        return {"page": source.frames[0], "n": source.frames[1] - source.frames[0] + 1}
    return {"n": -1}


def _of_output(asked: PictureReply) -> dict[str, Any]:
    output = asked.recipe.output
    form = output.formats[0]
    words: dict[str, Any] = {} if form == "source" else {"format": "jpg" if form == "pjpg" else form}
    words |= {"il": form == "pjpg", "ll": output.lossless}
    return words if output.quality == DEFAULT_QUALITY else {**words, "quality": output.quality}


def _of_op(op: Op, before: tuple[Op, ...], after: tuple[Op, ...]) -> dict[str, Any]:
    """Return the words of one operation, told by those around it."""
    if isinstance(op, Rect):
        pre = any(isinstance(each, Resize) for each in after)
        return {**dict(zip(("cx", "cy", "cw", "ch"), map(length_said, op.box), strict=True)), "precrop": pre}
    if isinstance(op, Saturation):
        late = any(isinstance(each, (*AFTER_COLOURS, Saturation)) for each in before)
        return {"filt": "greyscale"} if late else {"sat": (op.amount + 100) / 100}
    if isinstance(op, Background):
        return {"mbg" if any(isinstance(each, Mask) for each in before) else "bg": op.bg}
    return SAID[type(op)](op) if type(op) in SAID else {}


@cache
def _contrasts() -> dict[tuple[int, ...], int]:
    return {sigmoid(amount): amount for amount in range(-100, 101) if amount}


SAID: dict[type[Op], Callable[[Any], dict[str, Any]]] = {
    Trim: lambda op: {"trim": op.tolerance, "tbg": op.color},
    Rotate: lambda op: {"ro": round(op.angle), "rbg": op.bg},
    Flip: lambda op: {"flip": "v" in op.axis, "flop": "h" in op.axis},
    Resize: resize_said,
    Brightness: lambda op: {"bri": op.amount},
    Hue: lambda op: {"hue": op.shift},
    Curves: lambda op: {"con": _contrasts().get(op.points or (), 0)},
    Gamma: lambda op: {"gam": round(2 ** (op.amount / 50), 4)},
    Sharpen: lambda _: {"sharp": MILD},
    UnsharpMask: lambda op: {"sharp": op.radius},
    Sepia: lambda _: {"filt": "sepia"},
    Invert: lambda _: {"filt": "negate"},
    Duotone: lambda op: {"filt": "duotone", "start": op.colors[0], "stop": op.colors[1]},
    Blur: lambda op: {"blur": op.radius},
    Mono: lambda op: {"tint": op.color},
    Mask: lambda op: {"mask": {outline(shape): shape for shape in POLYGONS}.get(op.path or "", op.shape)},
}
"""The words of each operation that has some, whatever stands around it."""
