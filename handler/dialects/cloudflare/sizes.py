"""Sizes: width, height, fit, gravity and zoom, as one resize, and the way back.

1. Cloudflare's crop never enlarges, and keeps the length of a side that is too short: `cropmax`. Its aspect-crop never
   enlarges either, and keeps the ratio: `min`.
2. With one side nothing is cut, padded or stretched, so that the fit is one of those that keep the ratio.
3. gravity says nothing where nothing is cut.
"""

from typing import Any, NamedTuple

from handler.core.geometry import MAX_SIDE
from handler.dialects.cloudflare.options import Options
from handler.dialects.foreign.arguments import dense, in_range, one_of, whole_in_range, wrong_argument
from handler.dialects.foreign.focal_crops import point_kept, towards
from handler.dialects.foreign.words import declared
from handler.dialects.interface import ClientHints
from handler.dialects.literals import plain_number
from handler.ops._fits import BOXED, ONE_SIDED, Fit
from handler.ops.resize import Resize

FITS: dict[str, Fit] = {
    "scale-down": "max",
    "contain": "clip",
    "cover": "crop",
    "crop": "cropmax",
    "aspect-crop": "min",
    "pad": "fill",
    "squeeze": "scale",
}
SPOKEN = {ours: theirs for theirs, ours in FITS.items()}
DEFAULT = "scale-down"
LARGER = "scale-up"
AUTO = "auto"
WIDEST = 1200
"""The width of width=auto where the viewer's browser tells none: the largest of the four that Cloudflare makes."""

EDGES = ("left", "right", "top", "bottom")
GRAVITIES: dict[str, dict[str, Any]] = {
    "auto": {"crop": ("smart",)},
    "face": {"crop": ("faces",)},
    "center": {},
    **{edge: {"crop": (edge,)} for edge in EDGES},
}


class WantedSize(NamedTuple):
    """Width and height in pixels, None for one that is not given, and whether the viewer's browser tells the width."""

    width: int | None
    height: int | None
    auto: bool


def wanted_size(options: Options, density: float, hints: ClientHints) -> WantedSize:
    """Return the sides that are asked for. A width that the browser tells is of its own pixels already."""
    auto = options.get("width") == AUTO
    width = (hints.width or WIDEST) if auto else _side(options, "width", density)
    return WantedSize(width, _side(options, "height", density), auto)


def resize(options: Options, size: WantedSize) -> tuple[Resize, ...]:
    """Return the resize that is asked for, none where no side is."""
    word = options.get("fit", DEFAULT)
    larger = word == LARGER
    fit = "max" if larger else one_of("fit", word, {**FITS, LARGER: "max"})
    gravity = _gravity(options)
    zoom = _zoom(options)
    one_sided = None in {size.width, size.height}
    if size.width is size.height is None:
        return ()
    if larger:
        if not one_sided:
            raise wrong_argument("fit", word, "goes with one side here; with two, contain enlarges")
        return (declared(Resize, "fit", word, min_w=size.width, min_h=size.height),)
    fields: dict[str, Any] = {"fit": ONE_SIDED.get(fit, fit) if one_sided else fit}
    if fields["fit"] in BOXED:
        fields |= gravity
        fields |= _close(options, fields, zoom)
    shown = options.get("gravity", options.get("fit", ""))
    return (declared(Resize, "gravity" if gravity else "fit", shown, w=size.width, h=size.height, **fields),)


def written_size(op: Resize) -> Options:
    """Return the options that say a resize, as far as there are any."""
    if op.w is None and op.h is None:
        sides = {"width": op.min_w, "height": op.min_h}
        return {name: str(side) for name, side in sides.items() if side is not None} | {"fit": LARGER}
    said = {name: str(side) for name, side in (("width", op.w), ("height", op.h)) if side is not None}
    if op.fit == "facearea":
        return said | {"fit": "cover", "gravity": "face", "zoom": plain_number(1 / op.facepad)}
    fit = SPOKEN.get(op.fit, op.fit)
    return said | ({} if fit == DEFAULT else {"fit": fit}) | _written_gravity(op)


def _side(options: Options, name: str, density: float) -> int | None:
    if name not in options:
        return None
    return max(1, dense(name, whole_in_range(name, options[name], 1, MAX_SIDE), density))


def _gravity(options: Options) -> dict[str, Any]:
    text = options.get("gravity", "center")
    across, by, down = text.partition("x")
    if not (across and by and down):
        return one_of("gravity", text, GRAVITIES)
    x, y = (in_range("gravity", part, 0, 1) for part in (across, down))
    return towards(x, y)


def _zoom(options: Options) -> float:
    if "zoom" not in options:
        return 0.0
    if options.get("gravity") != "face":
        raise wrong_argument("zoom", options["zoom"], "goes with gravity=face")
    return in_range("zoom", options["zoom"], 0, 1)


def _close(options: Options, fields: dict[str, Any], zoom: float) -> dict[str, Any]:
    """Return what keeps the faces and little besides, where a zoom asks for that."""
    if not zoom:
        return {}
    if fields["fit"] != "crop":
        raise wrong_argument("zoom", options["zoom"], "goes with fit=cover")
    return {"fit": "facearea", "crop": (), "facepad": min(1 / zoom, 20.0)}


def _written_gravity(op: Resize) -> Options:
    if len(op.crop) == 1 and op.crop[0] in EDGES:
        return {"gravity": op.crop[0]}
    if (point := point_kept(op)) is None:
        return {"gravity": "face" if op.crop == ("faces",) else "auto"}
    return {"gravity": "x".join(map(plain_number, point))} if op.crop else {}
