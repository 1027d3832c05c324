"""Resizing: sharp's `resize`, and the Resize that it is.

1. Without a fit it is `cover`. With one side alone all fits but `fill` are the same: the ratio is kept.
2. `fill` with one side keeps the other side of the picture as it is.
3. What sharp would not look at, as a position where nothing is cut, is refused.
"""

from typing import Any

from handler.dialects.aws.values import (
    colour_of,
    number_of,
    object_of,
    refuse,
    switch_of,
    text_of,
    whole_value,
    written_colour,
)
from handler.dialects.foreign.words import declared, unknown
from handler.ops.resize import Resize

WORD = "edits.resize"
PLACED = ("position", "gravity", "strategy")
"""Three names of one member."""

KNOWN = ("width", "height", "fit", *PLACED, "background", "withoutEnlargement", "ratio")
BLACK = "000000"

FITS = {
    "cover": ("crop", "cropmax"),
    "contain": ("fill", "fillmax"),
    "fill": ("scale", ""),
    "inside": ("clip", "max"),
    "outside": ("clip", ""),
}
"""For each fit of sharp's ours, and ours without enlargement."""

KEPT = ("fit", "withoutEnlargement", "background", *PLACED)
MIDDLE = ("center", "centre")
COMPASS = {"north": "top", "south": "bottom", "east": "right", "west": "left"}
CORNERS = {f"{one}{two}": (COMPASS[one], COMPASS[two]) for one in ("north", "south") for two in ("east", "west")}
SIDES = {edge: (edge,) for edge in ("top", "right", "bottom", "left")}
PAIRS = {f"{across} {down}": (down, across) for across in ("right", "left") for down in ("top", "bottom")}
POSITIONS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(MIDDLE, ()),
    **SIDES,
    **PAIRS,
    **{word: (edge,) for word, edge in COMPASS.items()},
    **CORNERS,
    "entropy": ("entropy",),
    "attention": ("smart",),
}
"""For each position what a crop keeps."""

Members = dict[str, Any]


def resize_of(value: object, *, faces: int | None = None) -> Resize | None:
    """Return what `edits.resize` asks for, None where it is an empty object.

    faces: which face, from 1, is to be kept, 0 for all of them; None where faces do not count.
    """
    said = object_of(WORD, value, KNOWN)
    sides = {name[0]: whole_value(f"{WORD}.{name}", said[name]) for name in ("width", "height") if name in said}
    if "ratio" in said:
        sides = _scaled(sides, number_of(f"{WORD}.ratio", said["ratio"]))
    if not sides:
        if extra := next(iter(said), None):
            refuse(f"{WORD}.{extra}", "says nothing without a width or a height")
        return None
    fields = {**sides, **_fitted(said, sides, facing=faces is not None)}
    if fields["fit"] == "facearea" and faces:
        fields["faceindex"] = faces
    return declared(Resize, WORD, str(value), **fields)


def _scaled(sides: Members, ratio: float) -> Members:
    if len(sides) > 1:
        return {name: whole_value(WORD, side * ratio) for name, side in sides.items()}
    if sides:
        refuse(f"{WORD}.ratio", "goes with both sides, or with none")
    return {"w": float(ratio)}


def _fitted(said: Members, sides: Members, *, facing: bool) -> Members:
    both = len(sides) > 1
    fit = text_of(f"{WORD}.fit", said.get("fit", "inside" if "ratio" in said else "cover"))
    if fit not in FITS:
        raise unknown(fit, FITS, "fit")
    small = switch_of(f"{WORD}.withoutEnlargement", said.get("withoutEnlargement", False))
    ours = FITS[fit][small]
    if not ours and (both or fit == "fill"):
        refuse(f"{WORD}.withoutEnlargement", f"goes with no fit={fit}; inside never enlarges with it")
    cut = _cut(said, fit if both else "")
    if facing:
        return _facing(said, fit if both else "", cut)
    if not both:
        return _one_sided(said, fit, small=small)
    fields: Members = {"fit": ours, "crop": cut}
    if fit == "contain":
        fields["bg"] = colour_of(f"{WORD}.background", said.get("background", BLACK))
    elif "background" in said:
        refuse(f"{WORD}.background", "is seen with fit=contain alone")
    if fit == "outside":
        fields |= {f"min_{name}": side for name, side in sides.items()}
    return fields


def _one_sided(said: Members, fit: str, *, small: bool) -> Members:
    if "background" in said:
        refuse(f"{WORD}.background", "is seen with fit=contain, a width and a height alone")
    if fit == "fill" and "ratio" not in said:
        return {"h" if "width" in said else "w": 1.0, "fit": "scale"}
    return {"fit": "max" if small else "clip"}


def _cut(said: Members, fit: str) -> tuple[str, ...]:
    """Return what a crop keeps. fit: empty where nothing is cut."""
    names = [name for name in PLACED if name in said]
    if len(names) > 1:
        refuse(f"{WORD}.{names[1]}", f"says the same as {names[0]}")
    if not names:
        return ()
    word = f"{WORD}.{names[0]}"
    position = text_of(word, said[names[0]])
    if position not in POSITIONS:
        raise unknown(position, POSITIONS, "position")
    if position not in MIDDLE and fit != "cover":
        refuse(word, "is what a cut keeps: it goes with fit=cover, a width and a height")
    return POSITIONS[position]


def _facing(said: Members, fit: str, cut: tuple[str, ...]) -> Members:
    if fit != "cover" or cut or said.get("withoutEnlargement"):
        refuse("edits.smartCrop", "takes a width and a height in resize, with fit=cover, and no position")
    return {"fit": "facearea"}


def written_resize(op: Resize) -> Members:
    """Return the object that says a resize, as far as one can; whoever writes reads it back."""
    if isinstance(op.w, float) and op.h is None:
        return {"ratio": op.w}
    sides = {"width": op.w, "height": op.h}
    said: Members = {name: side for name, side in sides.items() if isinstance(side, int)}
    words = {ours: (fit, small) for fit, pair in FITS.items() for small, ours in enumerate(pair) if fit != "outside"}
    fit, small = words.get(op.fit, ("cover", 0))
    if op.min_w is not None:
        fit = "outside"
    if len(said) == 1 and fit != "fill":
        fit = "cover"
    if fit != "cover":
        said["fit"] = fit
    position = next((word for word, kept in POSITIONS.items() if kept == op.crop and word not in MIDDLE), None)
    said |= {"position": position} if position else {}
    said |= {"background": written_colour(op.bg)} if op.bg not in {None, BLACK} else {}
    return said | ({"withoutEnlargement": True} if small else {})
