"""Typefaces: the fonts that are included, their characters, and the width and kerning of text.

Pillow's basic layout engine has no fallback to other fonts and kerns by a 64th of the right distance; its other engine,
Raqm, is not the same everywhere. So the tables of characters and of kerning are read here from the font files.
See learn.microsoft.com/typography/opentype/spec/cmap and .../spec/kern.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import ImageDraw, ImageFont

Weight = Literal["regular", "bold"]

FOLDER = Path(__file__).parent / "fonts"
FILES: dict[Weight, tuple[str, ...]] = {
    "regular": ("Lato-Regular.ttf", "NotoSansHebrew-Regular.ttf", "NotoSansArabic-Regular.ttf", "DejaVuSans.ttf"),
    "bold": ("Lato-Bold.ttf", "NotoSansHebrew-Bold.ttf", "NotoSansArabic-Bold.ttf", "DejaVuSans-Bold.ttf"),
}
"""Font files of each weight; the first that has a character draws it."""

UNSET = range(0x07C0, 0x0800)
"""Code points of N'Ko: the last font has them, but their letters have to be joined, which nothing here does."""


class Face:
    """One font file. glyphs: code point of the basic plane -> glyph. kerning: pair of glyphs -> font units."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        tables = dict(_tables(data))
        self.path = path
        self.units: int = struct.unpack_from(">H", tables["head"], 18)[0]
        self.glyphs = dict(_glyphs(tables["cmap"]))
        self.kerning = dict(_kerning(tables["kern"])) if "kern" in tables else {}

    def kern(self, left: str, right: str, size: int) -> int:
        """Return by how many pixels the right character of a pair moves; negative for closer."""
        if not self.kerning:
            return 0
        pair = self.glyphs.get(ord(left), 0) << 16 | self.glyphs.get(ord(right), 0)
        return round(self.kerning.get(pair, 0) * size / self.units)


def _tables(data: bytes) -> Iterator[tuple[str, bytes]]:
    count = struct.unpack_from(">H", data, 4)[0]
    for tag, _, start, length in struct.iter_unpack(">4sLLL", data[12 : 12 + 16 * count]):
        yield tag.decode(), data[start : start + length]


def _glyphs(cmap: bytes) -> Iterator[tuple[int, int]]:
    """Yield code points and glyphs of the basic plane, from the `cmap` table (format 4) that all these fonts have."""
    records = struct.iter_unpack(">HHL", cmap[4 : 4 + 8 * struct.unpack_from(">H", cmap, 2)[0]])
    table = cmap[next(start for platform, encoding, start in records if (platform, encoding) == (3, 1)) :]
    count = struct.unpack_from(">H", table, 6)[0] // 2
    numbers = struct.unpack_from(f">{(len(table) - 14) // 2}H", table, 14)
    ends, starts = numbers[:count], numbers[count + 1 : 2 * count + 1]
    deltas, ranges = numbers[2 * count + 1 : 3 * count + 1], numbers[3 * count + 1 :]
    for segment in range(count):
        for code in range(starts[segment], ends[segment] + 1):
            glyph = code
            if ranges[segment]:
                glyph = ranges[segment + ranges[segment] // 2 + code - starts[segment]]
            if glyph and (glyph := (glyph + deltas[segment]) & 0xFFFF):
                yield code, glyph


def _kerning(kern: bytes) -> Iterator[tuple[int, int]]:
    """Yield pairs of glyphs, as left << 16 | right, and their font units, from the first `kern` subtable (format 0)."""
    count = struct.unpack_from(">H", kern, 10)[0]
    return struct.iter_unpack(">Lh", kern[18 : 18 + 6 * count])


@cache
def faces(weight: Weight) -> tuple[Face, ...]:
    """Return the fonts of a weight, in the order in which they are tried."""
    return tuple(Face(FOLDER / name) for name in FILES[weight])


@lru_cache(maxsize=4096)
def face(char: str, weight: Weight) -> Face | None:
    """Return the font that draws a character, None where no font has it."""
    if ord(char) in UNSET or unicodedata.category(char) == "Cn":
        return None  # an unassigned code point has no direction, though a font may have a glyph for it
    return next((found for found in faces(weight) if ord(char) in found.glyphs), None)


@lru_cache(maxsize=64)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8192)
def _advance(path: Path, size: int, char: str) -> int:
    return round(_font(path, size).getlength(char))


class Type(NamedTuple):
    """A weight and a size in pixels. Its texts are in visual order: shaped, and ordered from left to right."""

    weight: Weight
    size: int

    def width(self, text: str) -> int:
        """Return the width of a text in pixels; each of its characters must have a font."""
        return sum(advance for _, _, advance in self._set(text))

    def draw(self, canvas: ImageDraw.ImageDraw, place: tuple[int, int], text: str) -> None:
        """Draw a text in white on a picture of mode L. place: left end of the baseline, pixels."""
        pen, baseline = place
        for path, glyphs, advance in self._set(text):
            canvas.text((pen, baseline), glyphs, fill=255, font=_font(path, self.size), anchor="ls")
            pen += advance

    def _set(self, text: str) -> Iterator[tuple[Path, str, int]]:
        """Yield runs of one font without kerning inside: the font file, the text, and the pixels to the next run."""
        run, width, last = "", 0, None
        for char in text:
            here = face(char, self.weight) or faces(self.weight)[0]
            kern = here.kern(run[-1], char, self.size) if here is last else 0
            if last is not None and (here is not last or kern):
                yield last.path, run, width + kern
                run, width = "", 0
            run, width, last = run + char, width + _advance(here.path, self.size, char), here
        if last is not None:
            yield last.path, run, width
