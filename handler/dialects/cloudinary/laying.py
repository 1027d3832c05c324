"""Laying: `l_`, another picture over this one, and the Overlay that it is.

1. All of it is said in one component, or over several: `l_logo/c_scale,w_100/fl_layer_apply,g_north_west,x_10,y_10`.
2. A layer's id has a colon where its key has a slash, as `l_badges:new.png`. There is no text layer.
3. x and y count from the edges of its gravity. From the upper left each has a number of its own; from other corners
   both are the same, from an edge one of them is, and in the middle there is none.
"""

from typing import Any

from handler.core.keys import key_fault
from handler.core.source import Stored
from handler.dialects.cloudinary.components import Transformation, misread, pixels_of, real_number, whole_number
from handler.dialects.foreign.words import declared, unknown
from handler.dialects.literals import number, plain_number
from handler.errors import RepeatedParameter
from handler.ops._placing import USUAL
from handler.ops.overlay import Overlay

APPLY, RELATIVE, TILED = "layer_apply", "relative", "tiled"
TEXTS = ("text:", "subtitles:", "video:", "lut:", "fetch:")
SIDES = ("h", "w")
CORNER = "north_west"

EDGES: dict[str, tuple[str, str]] = {
    "center": ("center", "middle"),
    **{
        name: (down, across)
        for name, down, across in (
            ("north", "top", "center"),
            ("south", "bottom", "center"),
            ("west", "middle", "left"),
            ("east", "middle", "right"),
            (CORNER, "top", "left"),
            ("north_east", "top", "right"),
            ("south_west", "bottom", "left"),
            ("south_east", "bottom", "right"),
        )
    },
}
"""For each gravity the edges at which a layer lies."""

FITS = {"scale": "scale", "fit": "clip", "limit": "max", "fill": "crop"}
MODES = {"multiply": "multiply", "screen": "screen", "overlay": "overlay"}
MIDDLES = {"center", "middle"}
Fields = dict[str, Any]


def joined_layers(parts: list[Transformation]) -> list[Transformation]:
    """Return the components with those of each layer made one: from its `l_` to the one that applies it."""
    found: list[Transformation] = []
    layer: Transformation | None = None
    for part in parts:
        if layer is None:
            found.append(part)
            later = parts[parts.index(part) + 1 :]
            layer = part if "l" in part.said and any(APPLY in _flags(each) for each in later) else None
            continue
        ends = APPLY in _flags(part)
        for name, value in part.said.items():
            if name in layer.said and name != "fl":
                raise RepeatedParameter(f"{name}_ is given more than once for a layer", parameter=name)
            layer.said[name] = ".".join(filter(None, (layer.said.get(name) if name == "fl" else "", value)))
        if ends:
            layer.said["fl"] = ".".join(flag for flag in _flags(layer) if flag != APPLY)
            layer = None
    return found


def _flags(part: Transformation) -> list[str]:
    return [flag for flag in part.said.get("fl", "").split(".") if flag]


def laid_over(part: Transformation, density: float) -> tuple[Overlay, ...]:
    """Return the picture that a component lays over, none where it lays over none."""
    text = part.take("l")
    if text is None:
        return ()
    if text.startswith(TEXTS):
        misread("l", text, "a layer is a stored picture, l_folder:key.png")
    key = text.replace(":", "/")
    if wrong := key_fault(key):
        misread("l", text, wrong)
    flags = _flags(part)
    part.said.pop("fl", None)
    if others := [flag for flag in flags if flag not in {RELATIVE, TILED}]:
        part.said["fl"] = ".".join(others)
    fields = {"picture": Stored(key=key), **_sized(part, density, relative=RELATIVE in flags), **_placed(part, density)}
    if TILED in flags:
        fields["tile"] = "grid"
    if (opacity := part.take("o")) is not None:
        fields["opacity"] = float(whole_number("o", opacity))
    if (angle := part.take("a")) is not None:
        fields["angle"] = real_number("a", angle)
    if (mode := part.take("e")) is not None:
        if mode not in MODES:
            raise unknown(mode, MODES, "effect of a layer")
        fields["mode"] = MODES[mode]
    return (declared(Overlay, "l", text, **fields),)


def _sized(part: Transformation, density: float, *, relative: bool) -> Fields:
    mode = part.take("c") or "scale"
    said = {name: value for name in SIDES if (value := part.take(name)) is not None}
    if relative:
        if [*said] != ["w"] or mode != "scale":
            misread("fl", RELATIVE, "takes w_ alone, a part of the picture's width")
        return {"scale": real_number("w", said["w"]) * 100}
    if mode not in FITS:
        raise unknown(mode, FITS, "crop mode of a layer")
    sides: Fields = {
        name: real_number(name, value) if "." in value else pixels_of(name, value, density)
        for name, value in said.items()
    }
    fit = FITS[mode] if len(sides) == len(SIDES) else "max" if mode == "limit" and sides else "clip"
    return {**sides, "fit": fit}


def _placed(part: Transformation, density: float) -> Fields:
    gravity = part.take("g") or "center"
    if gravity not in EDGES:
        raise unknown(gravity, EDGES, "gravity of a layer")
    spots = {name: pixels_of(name, part.take(name) or "0", density) for name in ("x", "y")}
    if gravity == CORNER:
        return {**spots, "pad": 0}
    edges = EDGES[gravity]
    counted = {distance for name, distance in spots.items() if edges[name == "x"] not in MIDDLES}
    idle = [name for name, distance in spots.items() if edges[name == "x"] in MIDDLES and distance]
    if idle or len(counted) > 1 or min(counted, default=0) < 0:
        misread("g", gravity, "x_ and y_ are the same from a corner, and none from the middle; say g_north_west")
    return {"align": edges, "pad": max(counted, default=0)}


def written_layer(op: Overlay) -> list[str]:
    """Return the parameters that say an overlay, as far as they can; whoever writes reads them back."""
    key = op.picture.key if isinstance(op.picture, Stored) else ""
    said = [f"l_{key.replace('/', ':')}"]
    flags = [RELATIVE] if op.scale is not None else []
    if op.scale is not None:
        said.append(f"w_{number(op.scale / 100)}")
    sides = [f"{name}_{number(side)}" for name, side in (("h", op.h), ("w", op.w)) if side is not None]
    mode = next(mode for mode, fit in FITS.items() if fit == op.fit)
    if sides and not (len(sides) == 1 and op.fit == "clip"):
        said.append(f"c_{mode}")
    said += [*sides, *_written_place(op)]
    said += [f"o_{plain_number(op.opacity)}"] if op.opacity != 100 else []  # noqa: PLR2004 - percent
    said += [f"a_{plain_number(op.angle)}"] if op.angle else []
    said += [f"e_{op.mode}"] if op.mode != "normal" else []
    flags += [TILED] if op.tile == "grid" else []
    return said + ([f"fl_{'.'.join(flags)}"] if flags else [])


def _written_place(op: Overlay) -> list[str]:
    if op.x is not None and op.y is not None:
        return [f"g_{CORNER}", f"x_{number(op.x)}", f"y_{number(op.y)}"]
    edges = {*(op.align or USUAL[op.tile])}
    gravity = next((name for name, words in EDGES.items() if {*words} == edges), "")
    spots = [
        f"{name}_{op.pad}" for name, words in (("x", {"left", "right"}), ("y", {"top", "bottom"})) if edges & words
    ]
    return [f"g_{gravity}", *(spots if op.pad else [])]
