"""Strips: how a border is looked for in a picture piece by piece, which bounds the memory for copies."""

from collections.abc import Iterable

STRIP = 64
"""Rows of a picture that are examined at once."""

Edges = tuple[int, int, int, int]
"""Left, top, right and bottom."""


def union(boxes: Iterable[Edges]) -> Edges | None:
    """Return the smallest box around all of them, None for no boxes."""
    several = list(boxes)
    if not several:
        return None
    left, top, right, bottom = zip(*several, strict=True)
    return min(left), min(top), max(right), max(bottom)
