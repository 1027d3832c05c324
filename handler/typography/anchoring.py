"""Anchoring: whether a font knows where its accents stand, and where they stand where it does not.

Many fonts have accents beyond those that they have places for; HarfBuzz leaves such a one behind its letter. Then
another font that has both is taken; and where there is none, the accent stands in the middle of its letter.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from handler.typography.typefaces import Face, Typeface, faces_of

if TYPE_CHECKING:
    from handler.bindings.harfbuzz import ShapedGlyph

ACCENTS = (range(0x0300, 0x0370), range(0x1AB0, 0x1B00), range(0x1DC0, 0x1E00), range(0x20D0, 0x2100))
"""Accents that go with letters of any script; those of one script are for its fonts to place."""

MARGIN = 0.02
"""How far beyond its letter the middle of an accent may lie, as a part of the letter's width: a horn stands beside."""


def accented(cluster: str) -> bool:
    """Return whether a cluster is a letter with accents that stand by themselves."""
    return len(cluster) > 1 and any(ord(char) in some for char in cluster[1:] for some in ACCENTS)


@lru_cache(maxsize=1024)
def face_for(cluster: str, typeface: Typeface) -> Face | None:
    """Return the font that draws a whole cluster, of several the first that knows where its accents stand."""
    fitting = faces_of(cluster, typeface)
    first = next(fitting, None)
    if first is None or not accented(cluster) or _anchored(cluster, first):
        return first
    return next((face for face in fitting if _anchored(cluster, face)), first)


def _anchored(cluster: str, face: Face) -> bool:
    from handler.bindings.harfbuzz import script_of  # noqa: PLC0415 - ctypes, for pictures with text alone

    glyphs = face.shaping.shaped(cluster, 0, len(cluster), backwards=False, script=script_of(cluster[0]))
    return all(glyph == other for glyph, other in zip(glyphs, anchored(glyphs, face), strict=True))


def anchored(glyphs: "Sequence[ShapedGlyph]", face: Face) -> "list[ShapedGlyph]":
    """Return glyphs of a run from left to right, with accents that stand beside their letter moved to its middle."""
    result: list[ShapedGlyph] = []
    for _, group in groupby(glyphs, key=attrgetter("cluster")):
        result += _moved(list(group), face)
    return result


def _moved(group: "list[ShapedGlyph]", face: Face) -> "Iterable[ShapedGlyph]":
    """Return the glyphs of one cluster; lengths in font units."""
    letter, pen = group[0], 0
    left, _, right, _ = face.shaping.extents(letter.glyph)
    room = MARGIN * (right - left)
    for each in group:
        near, _, far, _ = face.shaping.extents(each.glyph)
        middle = pen + each.x + (near + far) / 2
        beside = not left + letter.x - room <= middle <= right + letter.x + room
        if each is not letter and not each.advance and near != far and beside:
            yield each._replace(x=each.x + round((left + right) / 2 + letter.x - middle))
        else:
            yield each
        pen += each.advance
