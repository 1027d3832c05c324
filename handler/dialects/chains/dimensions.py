"""Dimensions: `300x200` with a side that may be missing, and the resize that two sides are."""

from typing import Any

from handler.core.geometry import MAX_SIDE
from handler.core.params import MAX_SOURCE_SIDE
from handler.dialects.foreign.arguments import whole_in_range, wrong_argument
from handler.dialects.foreign.words import declared
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize

Fields = dict[str, Any]
OUTSIDE = "outside"
"""A fit that covers both sides and cuts nothing: ours is clip, with the sides as bounds."""

UNSAID = ("", "-", "0")
LARGEST = {"max", "cropmax", "min", "fillmax", "scalemax"}
"""Fits that never enlarge."""


def sides_of(word: str, text: str) -> Fields:
    """Return the sides that a text names, of which one may be missing."""
    across, mark, down = text.partition("x")
    sides: Fields = {"w": across, **({"h": down} if mark else {})}
    found = {name: whole_in_range(word, side, 1, MAX_SIDE) for name, side in sides.items() if side not in UNSAID}
    if not found:
        raise wrong_argument(word, text, "is a width and a height, as 300x200, 300x or x200")
    return found


def sided(word: str, sides: Fields, fit: str, **more: Any) -> Op:  # noqa: ANN401 - fields of a resize
    """Return the resize of two sides by a fit; of one the ratio is kept. more: what is said of a cut or a ground."""
    if len(sides) == 1 and fit != "cut":
        return declared(Resize, word, "", **sides, fit="max" if fit in LARGEST else "clip")
    if fit == OUTSIDE:
        return declared(Resize, word, "", **sides, fit="clip", min_w=sides["w"], min_h=sides["h"])
    return declared(Resize, word, "", **sides, fit=fit, **more)


def cut_out(word: str, sides: Fields, left: str, top: str) -> Op:
    """Return the part of a picture whose upper left corner lies there."""
    if len(sides) == 1:
        raise wrong_argument(word, str(next(iter(sides.values()))), "needs a width and a height")
    corner = (whole_in_range(word, each, 0, MAX_SOURCE_SIDE) for each in (left, top))
    return declared(Rect, word, "", box=(*corner, sides["w"], sides["h"]))


def fit_of(op: Resize) -> str:
    """Return the fit of a resize, `outside` among them."""
    return OUTSIDE if op.min_w is not None else op.fit


def written_sides(op: Resize, missing: str = "") -> str:
    """Return the sides of a resize as they are read. missing: what stands for a side that is not there."""
    across, down = (missing if side is None else str(side) for side in (op.w, op.h))
    return f"{across}x{down}"
