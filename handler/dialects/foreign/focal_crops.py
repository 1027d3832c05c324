"""Focal crops: a point that a crop keeps, as the fields of a resize; where it is an edge or the middle, in words."""

from typing import Any

from handler.ops.resize import Resize

ENDS: tuple[dict[float, tuple[str, ...]], ...] = (
    {0: ("left",), 0.5: (), 1: ("right",)},
    {0: ("top",), 0.5: (), 1: ("bottom",)},
)
"""Points that are edges, or the middle, across and down."""

MIDDLE = 0.5
POINT = "focalpoint"


def towards(x: float, y: float) -> dict[str, Any]:
    """Return the fields of a resize that keeps a point: parts of width and height, 0 to 1."""
    if x in ENDS[0] and y in ENDS[1]:
        edges = ENDS[0][x] + ENDS[1][y]
        return {"crop": edges} if edges else {}
    return {"crop": (POINT,), "fp_x": x, "fp_y": y}


def point_kept(op: Resize) -> tuple[float, float] | None:
    """Return the point that a resize keeps; None where that is what there is to be seen."""
    if op.crop == (POINT,):
        return op.fp_x, op.fp_y
    if any(not any((word,) in ends.values() for ends in ENDS) for word in op.crop):
        return None
    x, y = (next((at for at, edges in ends.items() if edges and edges[0] in op.crop), MIDDLE) for ends in ENDS)
    return x, y
