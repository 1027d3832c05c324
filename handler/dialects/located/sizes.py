"""Sizes: how these dialects say how a picture fits into a box, and where it is cut, in the words of CSS and of sharp.

`outside`, which is all of a picture, as small as covers the box, is the picture inside the box with the box as the
least that it may have.
"""

from collections.abc import Mapping
from typing import Any

from handler.ops.op import Op
from handler.ops.resize import Resize

OUTSIDE = "outside"

PLACES: dict[str, tuple[str, ...]] = {
    "center": (),
    "top": ("top",),
    "right": ("right",),
    "bottom": ("bottom",),
    "left": ("left",),
}
"""What a cut keeps, in words of one side."""

CORNERS = {f"{down} {across}": (down, across) for down in ("top", "bottom") for across in ("left", "right")}
TURNED = {f"{across} {down}": (down, across) for down, across in CORNERS.values()}
"""Corners in the two orders in which they are said."""


def resize_fields(width: float | None, height: float | None, fit: str) -> dict[str, Any]:
    """Return the fields of a Resize. fit: one of ours, or OUTSIDE."""
    if fit != OUTSIDE:
        return {"w": width, "h": height, "fit": fit}
    return {"w": width, "h": height, "fit": "clip", "min_w": width, "min_h": height}


def fit_said(resize: Resize, words: Mapping[str, str]) -> str | None:
    """Return the word for how a picture fits, None where there is none. words: ours by each of the dialect's."""
    fit = OUTSIDE if resize.min_w is not None else resize.fit
    return next((word for word, ours in words.items() if ours == fit), None)


def place_said(resize: Resize, words: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the word for what a cut keeps, None where there is none."""
    return next((word for word, ours in words.items() if ours == resize.crop), None)


def only_resize(ops: tuple[Op, ...]) -> Resize | None:
    """Return the first operation that resizes, None where none does."""
    return next((op for op in ops if isinstance(op, Resize)), None)
