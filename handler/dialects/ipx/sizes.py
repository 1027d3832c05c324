"""Sizes: width, height, resize, fit and position, as one resize, and the way back.

1. Of width, resize and height the first counts that is given: the last of ipx's calls wins, and it sorts them by name.
2. Without `enlarge` ipx first makes the box no larger than the picture, its ratio kept. So cover is `min`, fill
   `scalemax`. Of a picture that is smaller than the box, inside, outside and contain come larger here than with ipx.
3. Room beside a picture is black unless `background` says otherwise.
"""

from typing import Any

from handler.core.geometry import MAX_SIDE
from handler.dialects.foreign.arguments import argument, one_of, whole_in_range, wrong_argument
from handler.dialects.foreign.css_colours import css_colour
from handler.dialects.foreign.words import declared
from handler.dialects.ipx.modifiers import Modifiers
from handler.ops._fits import BOXED, Fit
from handler.ops.resize import Resize

FITS: dict[str, tuple[Fit, Fit]] = {
    "cover": ("min", "crop"),
    "contain": ("fillmax", "fill"),
    "fill": ("scalemax", "scale"),
    "inside": ("max", "clip"),
    "outside": ("clip", "clip"),
}
"""For each fit ours: of one that never enlarges, and of one that does."""

OUTSIDE, CONTAIN, COVER = "outside", "contain", "cover"
PLACES: dict[str, tuple[str, ...]] = {
    "center": (),
    "top": ("top",),
    "right top": ("right", "top"),
    "right": ("right",),
    "right bottom": ("right", "bottom"),
    "bottom": ("bottom",),
    "left bottom": ("left", "bottom"),
    "left": ("left",),
    "left top": ("left", "top"),
    "entropy": ("entropy",),
    "attention": ("smart",),
}
GRAVITIES = {
    "centre": "center",
    "north": "top",
    "northeast": "right top",
    "east": "right",
    "southeast": "right bottom",
    "south": "bottom",
    "southwest": "left bottom",
    "west": "left",
    "northwest": "left top",
}
BLACK = "000000"


def asked_size(modifiers: Modifiers) -> list[Resize]:
    """Return the resize that is asked for; none where no side is."""
    fit = one_of("fit", _single(modifiers, "fit", COVER), FITS)
    crop = _place(modifiers)
    enlarge = "enlarge" in modifiers
    for name, field in (("width", "w"), ("resize", ""), ("height", "h")):
        if name not in modifiers:
            continue
        text = modifiers[name][0]
        if not field:
            return [_boxed(modifiers, text, fit[enlarge], crop)]
        side = whole_in_range(name, text, 1, MAX_SIDE)
        return [declared(Resize, name, text, **{field: side}, fit="clip" if enlarge else "max")]
    return []


def ground_colour(modifiers: Modifiers) -> str:
    """Return the colour of room beside a picture."""
    text = _single(modifiers, "background", "")
    return argument("background", text, css_colour) if text else BLACK


def modifiers_of_size(op: Resize) -> list[str]:
    """Return the modifiers that say a resize, as far as there are any."""
    if op.h is None:
        return [f"w_{op.w}", *(["enlarge_true"] if op.fit == "clip" else [])]
    if op.w is None:
        return [f"h_{op.h}", *(["enlarge_true"] if op.fit == "clip" else [])]
    said = [f"s_{op.w}x{op.h}"]
    if op.min_w is not None:
        return ["fit_outside", *said]
    words = {fit: (word, at) for word, pair in FITS.items() if word != OUTSIDE for at, fit in enumerate(pair)}
    word, enlarge = words.get(op.fit, (op.fit, 0))
    said += ["enlarge_true"] if enlarge else []
    said = said if word == COVER else [f"fit_{word}", *said]
    place = next((name for name, crop in PLACES.items() if crop == op.crop), "")
    return [*said, f"pos_{place}"] if op.crop else said


def _boxed(modifiers: Modifiers, text: str, fit: Fit, crop: tuple[str, ...]) -> Resize:
    across, by, down = text.partition("x")
    width = whole_in_range("resize", across, 1, MAX_SIDE)
    height = whole_in_range("resize", down, 1, MAX_SIDE) if by else width
    fields: dict[str, Any] = {"w": width, "h": height, "fit": fit}
    word = _single(modifiers, "fit", COVER)
    if word == OUTSIDE:
        fields |= {"min_w": width, "min_h": height}
    if word == CONTAIN:
        fields["bg"] = ground_colour(modifiers)
        if crop:
            raise wrong_argument("position", modifiers["position"][0], "goes with fit=cover; else it is in the middle")
    return declared(Resize, "resize", text, **fields, **({"crop": crop} if fit in BOXED and crop else {}))


def _place(modifiers: Modifiers) -> tuple[str, ...]:
    text = _single(modifiers, "position", "center")
    return one_of("position", GRAVITIES.get(text, text), PLACES)


def _single(modifiers: Modifiers, name: str, default: str) -> str:
    return modifiers[name][0] if name in modifiers else default
