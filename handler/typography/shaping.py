"""Shaping: a line of text as glyphs, each in its place, measured in its own size: 1 is the size of the type.

1. Where a line is long or short does not depend on its size, so it is shaped once for all sizes that are tried.
2. A run is what one font draws, in one script and one direction. What stands beside it still decides how letters join.
3. Spaces and signs are drawn by the font of what they follow, where that has them.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from handler.typography.anchoring import accented, anchored, face_for
from handler.typography.bidi import Direction, embedding_levels, reordered
from handler.typography.clusters import clusters
from handler.typography.typefaces import Face, Typeface, face_of, invisible

if TYPE_CHECKING:
    from handler.bindings.harfbuzz import ShapedGlyph

SHARED = {int.from_bytes(name, "big") for name in (b"Zyyy", b"Zinh", b"Zzzz")}
"""Scripts of characters that belong to none: common, inherited, unknown."""

LATIN = int.from_bytes(b"Latn", "big")
KEPT = 128
"""How many lines and paragraphs are kept shaped: those of a few pictures."""


class InkBox(NamedTuple):
    """A box in the size of the type, from the left end of the baseline; y points down."""

    left: float
    top: float
    right: float
    bottom: float


class Standing(NamedTuple):
    """A glyph and where its origin stands: in the size of the type, from the left end of the baseline, y downwards."""

    glyph: int
    x: float
    y: float


class Run(NamedTuple):
    """Glyphs of one font."""

    face: Face
    glyphs: tuple[Standing, ...]


class ShapedLine(NamedTuple):
    """A line that has been shaped. width: of its advance; ink: the box of what is drawn. In the size of the type."""

    runs: tuple[Run, ...]
    width: float
    ink: InkBox


class _Segment(NamedTuple):
    start: int
    end: int
    face: Face
    script: int


@lru_cache(maxsize=KEPT)
def shaped(text: str, typeface: Typeface, base: Direction) -> ShapedLine:
    """Return a line of text as glyphs. base: the direction of its paragraph. Each cluster must have a font."""
    runs, pen = [], 0.0
    for face, glyphs in _shaped(text, typeface, base):
        units, standing = face.shaping.units, []
        for each in glyphs:
            standing.append(Standing(each.glyph, pen + each.x / units, -each.y / units))
            pen += each.advance / units
        runs.append(Run(face, tuple(standing)))
    return ShapedLine(tuple(runs), pen, _ink(runs, pen))


@lru_cache(maxsize=KEPT)
def reach(text: str, typeface: Typeface, base: Direction) -> tuple[float, ...]:
    """Return how far a text reaches before each of its characters and after all, in the size of the type.

    A part of it is as wide as it reaches from its beginning to its end, but for letters that join over the edge.
    """
    advances = [0.0] * (len(text) + 1)
    for face, glyphs in _shaped(text, typeface, base):
        for each in glyphs:
            advances[each.cluster + 1] += each.advance / face.shaping.units
    return tuple(accumulate(advances))


def _shaped(text: str, typeface: Typeface, base: Direction) -> "Iterator[tuple[Face, list[ShapedGlyph]]]":
    for (start, end, face, script), level in reordered(_segments(text, typeface, base)):
        glyphs = face.shaping.shaped(text, start, end, backwards=bool(level % 2), script=script)
        yield face, glyphs if level % 2 or not accented(text[start:end]) else anchored(glyphs, face)


def _segments(text: str, typeface: Typeface, base: Direction) -> list[tuple[_Segment, int]]:
    """Return the parts of a line that are shaped at once, in logical order, each with its level."""
    level = embedding_levels(text, base)
    faces, scripts = _faces(text, typeface), _scripts(text)
    parts: list[tuple[_Segment, int]] = []
    for at in range(len(text)):
        if parts:
            last, height = parts[-1]
            if (last.face, last.script, height) == (faces[at], scripts[at], level[at]):
                parts[-1] = (last._replace(end=at + 1), height)
                continue
        parts.append((_Segment(at, at + 1, faces[at], scripts[at]), level[at]))
    return parts


def _faces(text: str, typeface: Typeface) -> list[Face]:
    found: list[Face] = []
    for start, end in clusters(text):
        cluster = text[start:end]
        before = found[-1] if found else None
        if before and _plain(cluster) and all(before.has(char) for char in cluster) and not before.coloured:
            found += [before] * (end - start)
        elif face := face_for(cluster, typeface):
            found += [face] * (end - start)
        else:
            found += _divided(cluster, typeface)
    return found


def _divided(cluster: str, typeface: Typeface) -> Iterator[Face]:
    """Give the font of each character, where no font has all of a cluster."""
    last = typeface[0]
    for char in cluster:
        if not invisible(char):
            last = face_of(char, typeface) or last
        yield last


def _plain(cluster: str) -> bool:
    return len(cluster) == 1 and unicodedata.category(cluster)[0] in "ZP"


def _scripts(text: str) -> list[int]:
    """Return the script of each character; signs and accents have that of the letter before them, else after them."""
    from handler.bindings.harfbuzz import script_of  # noqa: PLC0415 - ctypes and two libraries, for pictures with text alone

    known = [script_of(char) for char in text]
    last = next((script for script in known if script not in SHARED), LATIN)
    for at, script in enumerate(known):
        last = known[at] = last if script in SHARED else script
    return known


def _ink(runs: list[Run], width: float) -> InkBox:
    """Return the box of all ink; of an empty line, a point."""
    boxes = []
    for face, glyphs in runs:
        units = face.shaping.units
        for glyph, x, y in glyphs:
            left, top, right, bottom = _extents(face, glyph)
            if left != right:
                boxes.append((x + left / units, y - top / units, x + right / units, y - bottom / units))
    if not boxes:
        return InkBox(0, 0, width, 0)
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return InkBox(min(lefts), min(tops), max(rights), max(bottoms))


@lru_cache(maxsize=8192)
def _extents(face: Face, glyph: int) -> tuple[int, int, int, int]:
    return face.shaping.extents(glyph)
