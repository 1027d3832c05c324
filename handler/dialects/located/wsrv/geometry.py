"""wsrv's sizes: which part is kept, how it fits, how it is turned: operations of its words, and words of operations."""

from decimal import Decimal
from typing import Any

from handler.core.suggest import SHOWN
from handler.dialects.foreign.words import declared
from handler.dialects.literals import Malformed, decimal, integer
from handler.dialects.located.sizes import OUTSIDE, resize_fields
from handler.dialects.located.wsrv.words import WsrvWords
from handler.errors import InvalidParameter
from handler.ops.flip import Flip
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.trim import Trim

QUARTER = 90
FITS = {
    ("inside", False): "clip",
    ("inside", True): "max",
    ("cover", False): "crop",
    ("cover", True): "cropmax",
    ("contain", False): "fill",
    ("contain", True): "fillmax",
    ("fill", False): "scale",
    ("fill", True): "scalemax",
    ("outside", False): OUTSIDE,
}
"""Ours for each fit, without and with `we`."""

PLACES: dict[str, dict[str, Any]] = {
    "center": {},
    **{side: {"crop": (side,)} for side in ("top", "right", "bottom", "left")},
    **{f"{down}-{across}": {"crop": (down, across)} for down in ("top", "bottom") for across in ("left", "right")},
    "entropy": {"crop": ("entropy",)},
    "attention": {"crop": ("smart",)},
}
WHOLE = 1.0


def wsrv_geometry(words: WsrvWords) -> list[Op]:
    """Return the operations that say which pixels there are, in wsrv's order."""
    turned = words.ro % QUARTER == 0
    ops: list[Op] = []
    if words.trim is not None:
        by: dict[str, Any] = {"mode": "color", "color": words.tbg} if words.tbg else {"mode": "auto"}
        ops.append(declared(Trim, "trim", str(words.trim), tolerance=words.trim, **by))
    if turned and words.ro % 360:
        ops.append(Rotate(angle=float(words.ro % 360)))
    if words.flip or words.flop:
        ops.append(Flip(axis="hv" if words.flip and words.flop else "v" if words.flip else "h"))
    part, resized = _part(words), _resized(words)
    ops += [*part, *resized] if words.precrop else [*resized, *part]
    if not turned:
        ops.append(declared(Rotate, "ro", str(words.ro), angle=float(words.ro % 360), bg=words.rbg))
    return ops


def _part(words: WsrvWords) -> list[Op]:
    said = (words.cx, words.cy, words.cw, words.ch)
    if not any(said):
        return []
    names, missing = ("cx", "cy", "cw", "ch"), (0, 0, WHOLE, WHOLE)
    box = tuple(
        wsrv_length(name, text) if text else other for name, text, other in zip(names, said, missing, strict=True)
    )
    return [declared(Rect, "cx", ",".join(said), box=box)]


def _resized(words: WsrvWords) -> list[Op]:
    width = wsrv_length("w", words.w) if words.w else None
    height = wsrv_length("h", words.h) if words.h else None
    if width is None and height is None:
        return []
    fit = FITS[words.fit if words.boxed else "inside", words.we]
    fields = {**resize_fields(width, height, fit), **_place(words), "bg": words.cbg}
    resize = declared(Resize, "w" if words.w else "h", words.w or words.h, **fields)
    if words.dpr == 1:
        return [resize]
    return [declared(Resize, "dpr", str(words.dpr), **resize.scaled(words.dpr))]


def _place(words: WsrvWords) -> dict[str, Any]:
    """Return what a cut keeps."""
    if words.a == "focal":
        return {"crop": ("focalpoint",), "fp_x": words.fpx, "fp_y": words.fpy}
    if words.a.startswith(("focal-", "crop-")):
        return _old_place(words.a)
    if words.a not in PLACES:
        known = ", ".join(PLACES)
        raise InvalidParameter(f"a={words.a[:SHOWN]}: must be {known} or focal", parameter="a")
    return PLACES[words.a]


def _old_place(text: str) -> dict[str, Any]:
    """Return the focal point of `crop-25-75`, which is in percent."""
    try:
        across, down = (integer(part) / 100 for part in text.split("-")[1:])
    except ValueError:
        across = down = -1.0
    if not (0 <= across <= 1 and 0 <= down <= 1):
        raise InvalidParameter(f"a={text[:SHOWN]}: a focal point is in percent, as focal-25-75", parameter="a")
    return {"crop": ("focalpoint",), "fp_x": across, "fp_y": down}


def wsrv_length(word: str, text: str) -> int | float:
    """Return pixels, or a ratio where a text ends with a percent sign."""
    try:
        if text.endswith("%"):
            decimal(text[:-1])
            return float(Decimal(text[:-1]) / 100)
        return integer(text)
    except Malformed as error:
        raise InvalidParameter(
            f"{word}={text[:SHOWN]}: must be pixels as 300, or a part as 50%", parameter=word
        ) from error


def length_said(value: float | None) -> str:
    """Return a length as wsrv has it."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{format((Decimal(repr(value)) * 100).normalize(), 'f')}%"


def resize_said(resize: Resize) -> dict[str, Any]:
    """Return the words of a resize."""
    boxed = resize.w is not None and resize.h is not None
    fit = OUTSIDE if resize.min_w is not None else resize.fit
    pairs: list[tuple[str, bool]] = [key for key, ours in FITS.items() if ours == fit] or [("inside", False)]
    said: dict[str, Any] = {"w": length_said(resize.w), "h": length_said(resize.h), "cbg": resize.bg}
    said |= {"fit": pairs[0][0] if boxed else "inside", "we": pairs[0][1]}
    if resize.crop == ("focalpoint",):
        return said | {"a": "focal", "fpx": resize.fp_x, "fpy": resize.fp_y}
    places = [word for word, fields in PLACES.items() if fields.get("crop", ()) == resize.crop]
    return said | {"a": places[0] if places else "center"}
