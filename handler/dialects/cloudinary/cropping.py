"""Cropping: `c_` with width, height, ratio and gravity, and the Resize or Rect that it is.

1. Without `c_` a size is `scale`: with both sides the picture is stretched.
2. `c_crop` cuts without scaling: where x and y say, from the upper left, else what its gravity keeps.
3. `c_thumb` with a face is the part around the faces; with anything else it is `fill`.
"""

from typing import Any

from handler.core.geometry import MAX_SIDE
from handler.dialects.cloudinary.components import Transformation, misread, pixels_of, real_number, whole_number
from handler.dialects.cloudinary.paints import read_paint, written_paint
from handler.dialects.foreign.words import declared, unknown
from handler.dialects.literals import number, plain_number
from handler.errors import Inexpressible
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize

FITTED = {
    "scale": "scale",
    "fit": "clip",
    "limit": "max",
    "fill": "crop",
    "lfill": "cropmax",
    "pad": "fill",
    "lpad": "fillmax",
    "crop": "cut",
}
"""For each mode what fit it is, with both sides."""

LIKE = {"thumb": "fill", "auto": "fill"}
"""What these modes are, but for what they keep."""

UNSAID = {
    "mfit": "it enlarges and never reduces; fit does both",
    "mpad": "it never reduces; pad does",
    "fill_pad": "it pads by what there is to see; say pad or fill",
    "auto_pad": "it pads by what there is to see; say pad or fill",
    "imagga_crop": "say fill with g_auto",
    "imagga_scale": "say fill with g_auto",
}
MODES = (*FITTED, *LIKE, *UNSAID)
CUTTING = {"crop", "cropmax", "cut"}
NORTH_WEST, MIDDLE = "north_west", "center"

KEPT: dict[str, tuple[str, ...]] = {
    MIDDLE: (),
    "north": ("top",),
    "south": ("bottom",),
    "east": ("right",),
    "west": ("left",),
    "north_east": ("top", "right"),
    NORTH_WEST: ("top", "left"),
    "south_east": ("bottom", "right"),
    "south_west": ("bottom", "left"),
    "auto": ("smart",),
    "auto:subject": ("smart",),
    "auto:classic": ("smart",),
    "face": ("faces",),
    "faces": ("faces",),
    "face:center": ("faces",),
    "faces:center": ("faces",),
    "face:auto": ("faces", "smart"),
    "faces:auto": ("faces", "smart"),
    "auto:face": ("faces", "smart"),
    "auto:faces": ("faces", "smart"),
}
"""For each gravity what a crop keeps."""

Fields = dict[str, Any]


def cut(part: Transformation, density: float) -> tuple[Op, ...]:
    """Return the operation that a component's size asks for, none where it has no size."""
    if not any(name in part.said for name in ("w", "h", "ar")):
        if (mode := part.take("c")) is not None:
            misread("c", mode, "needs a size: w_, h_ or ar_")
        return ()
    mode = part.take("c") or "scale"
    if mode in UNSAID:
        misread("c", mode, UNSAID[mode])
    if mode not in MODES:
        raise unknown(mode, MODES, "crop mode")
    sides = {name: _side(name, value, density) for name in ("w", "h") if (value := part.take(name)) is not None}
    if mode == "crop" and {"x", "y"} & part.said.keys():
        return (_cut_at(part, sides),)
    ratio = part.take("ar")
    fields = sides if ratio is None else {**sides, "ar": _ratio(ratio)}
    return (declared(Resize, "c", mode, **fields, **_fitted(part, mode, boxed=len(fields) > 1 or ratio is not None)),)


def _side(name: str, value: str, density: float) -> float:
    if value == "auto" or value.startswith("auto:"):
        misread(name, value, "no page's layout is known here; say a number")
    side = real_number(name, value) if "." in value else pixels_of(name, value, density)
    if not 0 < side <= (1 if "." in value else MAX_SIDE):
        misread(name, value, f"is 1 to {MAX_SIDE} pixels, or with a point a part of the picture, above 0.0 up to 1.0")
    return side


def _ratio(text: str) -> tuple[float, float]:
    across, colon, down = text.partition(":")
    return real_number("ar", across), real_number("ar", down) if colon else 1.0


def _fitted(part: Transformation, mode: str, *, boxed: bool) -> Fields:
    fit = FITTED[LIKE.get(mode, mode)]
    boxed = boxed or mode == "crop"
    gravity = part.take("g") or ("auto" if mode == "auto" else MIDDLE)
    if gravity not in KEPT:
        raise unknown(gravity, KEPT, "gravity")
    kept = KEPT[gravity]
    if mode == "thumb" and kept[:1] == ("faces",) and boxed:
        zoom = real_number("z", part.take("z") or "1")
        return {"fit": "facearea", **({"facepad": round(1 / zoom, 4)} if zoom > 0 else misread("z", "0", "is above 0"))}
    if kept and (fit not in CUTTING or not boxed):
        misread("g", gravity, "is what a cut keeps: it goes with c_crop, or with c_fill and both sides")
    if not boxed:
        return {"fit": {"limit": "max", "lfill": "max", "lpad": "max"}.get(mode, "clip")}
    return {"fit": fit, "crop": kept, **(_grounded(part) if fit in {"fill", "fillmax"} else {})}


def _grounded(part: Transformation) -> Fields:
    """Return what lies beside a padded picture; without a colour it is clear, or white."""
    value = part.take("b")
    if value is None:
        return {}
    if value.partition(":")[0] == "blurred":
        if value != "blurred":
            misread("b", value, "is blurred as it is; leave out how")
        return {"ground": "blur"}
    return {"bg": read_paint("b", value)}


def _cut_at(part: Transformation, sides: Fields) -> Rect:
    if len(sides) < len("wh"):
        misread("c", "crop", "with x_ or y_ needs w_ and h_")
    gravity = part.take("g") or NORTH_WEST
    if gravity != NORTH_WEST:
        misread("g", gravity, "x_ and y_ count from the upper left; say g_north_west, or leave them out")
    left, top = (_spot(name, part.take(name) or "0") for name in ("x", "y"))
    return declared(Rect, "c", "crop", box=(left, top, sides["w"], sides["h"]))


def _spot(name: str, value: str) -> float:
    return real_number(name, value) if "." in value else whole_number(name, value)


def written_cut(op: Resize | Rect) -> list[str]:
    """Return the parameters that say a size or a cut, as far as they can; whoever writes reads them back."""
    if isinstance(op, Rect):
        left, top, width, height = (number(part) for part in op.box)
        return ["c_crop", f"g_{NORTH_WEST}", f"h_{height}", f"w_{width}", f"x_{left}", f"y_{top}"]
    sides = [f"{name}_{number(side)}" for name, side in (("h", op.h), ("w", op.w)) if side is not None]
    sides += [f"ar_{plain_number(op.ar[0])}:{plain_number(op.ar[1])}"] if op.ar else []
    if op.fit == "facearea":
        zoom = [] if op.facepad == 1 else [f"z_{plain_number(round(1 / op.facepad, 6))}"]
        return ["c_thumb", "g_face", *sides, *zoom]
    boxed = len(sides) > 1 or op.ar or op.fit == "cut"
    mode = next((mode for mode, fit in FITTED.items() if fit == op.fit), None)
    if mode is None:
        raise Inexpressible(f"Cloudinary has no mode for fit={op.fit}")
    if not boxed:
        mode = "limit" if op.fit == "max" else "scale"
    gravity = next((name for name, kept in KEPT.items() if kept == op.crop), "")
    ground = ["b_blurred"] if op.ground == "blur" else [f"b_{written_paint(op.bg)}"] if op.bg else []
    return [*ground, f"c_{mode}", *([f"g_{gravity}"] if op.crop else []), *sides]
