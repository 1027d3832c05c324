"""Typefaces: the fonts that are included, and which of several fonts draws a character.

A typeface is a tuple of fonts: the first that has all of a cluster draws it. So a word of Hebrew in a line of Latin has
Hebrew letters, and an accent is never of another font than its letter, if one font has both.
"""

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from handler.errors import InvalidParameter
from handler.typography.bidi import UNSEEN
from handler.typography.clusters import INVISIBLE_SPACE, JOINER, LETTERS_OF_FLAGS, SELECTORS, clusters

if TYPE_CHECKING:
    from handler.bindings.freetype import DrawingFont
    from handler.bindings.harfbuzz import ShapingFont

Weight = Literal["regular", "bold"]

FOLDER = Path(__file__).parent / "fonts"
FILES: dict[Weight, tuple[str, ...]] = {
    "regular": ("Lato-Regular.ttf", "NotoSansHebrew-Regular.ttf", "NotoSansArabic-Regular.ttf", "DejaVuSans.ttf"),
    "bold": ("Lato-Bold.ttf", "NotoSansHebrew-Bold.ttf", "NotoSansArabic-Bold.ttf", "DejaVuSans-Bold.ttf"),
}
"""Font files of each weight; the first that has a character draws it."""

BASIC_PLANE = 0xFFFF
"""The last code point that is asked of the included fonts: beyond it they have some emoji, in one weight alone."""

AS_EMOJI, AS_TEXT = "\ufe0f", "\ufe0e"
"""Variation selectors that ask for an emoji in colours, and for one as a letter."""

PICTOGRAPHS = range(0x1F000, 0x20000)
"""Characters that are in colours unless told otherwise."""


class Face:
    """One font, read when it is first needed. name: as a request names it. last: the largest code point asked of it.

    Two faces are never equal, whatever they hold, so that texts can be kept by their faces.
    """

    def __init__(self, name: str, read: Callable[[], bytes], last: int = 0x10FFFF) -> None:
        self.name, self.last = name, last
        self._read = read
        self._known: dict[str, bool] = {}

    @cached_property
    def data(self) -> bytes:
        """The file."""
        return self._read()

    def release(self) -> None:
        """Forget the file, which is read again when it is needed again."""
        for name in ("data", "shaping", "drawing"):
            self.__dict__.pop(name, None)

    @cached_property
    def shaping(self) -> "ShapingFont":
        """The font as HarfBuzz sees it; ValueError where it is none."""
        from handler.bindings.harfbuzz import ShapingFont  # noqa: PLC0415 - ctypes and two libraries, for pictures with text alone

        return ShapingFont(self.data)

    @cached_property
    def drawing(self) -> "DrawingFont":
        """The font as FreeType sees it; FontFault where it is none."""
        from handler.bindings.freetype import DrawingFont  # noqa: PLC0415 - ctypes and two libraries, for pictures with text alone

        return DrawingFont(self.data)

    @cached_property
    def sound(self) -> bool:
        """Whether the file is a font that both shapes and draws."""
        try:
            return self.shaping.glyphs > 0 and self.drawing is not None
        except ValueError:
            return False

    @property
    def emoji(self) -> bool:
        """Whether its name says that it has emoji: to look into every font would be to read every font."""
        return "emoji" in self.name.lower()

    @property
    def coloured(self) -> bool:
        """Whether it has glyphs in colours."""
        return self.drawing.coloured

    def has(self, char: str) -> bool:
        """Return whether it can draw a character: as one glyph, or as a letter and its accents."""
        known = self._known.get(char)
        if known is None:
            known = self._known[char] = ord(char) <= self.last and self._finds(char)
        return known

    def _finds(self, char: str) -> bool:
        if not self.sound:
            return False
        if self.shaping.glyph(char):
            return True
        parts = unicodedata.normalize("NFD", char)
        return len(parts) > 1 and all(self.shaping.glyph(part) for part in parts)


Typeface = tuple[Face, ...]
"""Fonts in the order in which they are tried."""


@cache
def included(weight: Weight) -> Typeface:
    """Return the included fonts of a weight, in the order in which they are tried."""
    return tuple(Face(name.removesuffix(".ttf"), (FOLDER / name).read_bytes, BASIC_PLANE) for name in FILES[weight])


def invisible(char: str) -> bool:
    """Return whether a character is not drawn itself: a mark of direction, a joiner, a selector."""
    return char in UNSEEN or char == INVISIBLE_SPACE or ord(char) in SELECTORS


def faces_of(cluster: str, typeface: Typeface) -> Iterator[Face]:
    """Give the fonts that have all of a cluster, in the order in which they are asked."""
    if any(unicodedata.category(char) == "Cn" for char in cluster):
        return  # an unassigned code point has no direction, though a font may have a glyph for it
    seen = [char for char in cluster if not invisible(char)]
    order = sorted(typeface, key=lambda face: not face.emoji) if in_colours(cluster) else typeface
    yield from (face for face in order if all(map(face.has, seen)))


def face_of(cluster: str, typeface: Typeface) -> Face | None:
    """Return the first font that has all of a cluster; None where no font has."""
    return next(faces_of(cluster, typeface), None)


def in_colours(cluster: str) -> bool:
    """Return whether a cluster is to be an emoji in colours, where a font has one."""
    if AS_TEXT in cluster:
        return False
    return (
        AS_EMOJI in cluster
        or JOINER in cluster
        or any(ord(char) in PICTOGRAPHS or ord(char) in LETTERS_OF_FLAGS for char in cluster)
    )


def lacking(cluster: str, typeface: Typeface) -> str | None:
    """Return the first character of a cluster that no font can draw; None where there is none."""
    return next((char for char in cluster if not invisible(char) and face_of(char, typeface) is None), None)


def checked_text(text: str, typeface: Typeface, parameter: str) -> str:
    """Return the text normalized (NFC), with single spaces; InvalidParameter names a character without a font."""
    plain = " ".join(part for part in unicodedata.normalize("NFC", text).split(" ") if part)
    for start, end in clusters(plain):
        cluster = plain[start:end]
        if face_of(cluster, typeface) is None and (char := lacking(cluster, typeface)):
            if invisible(char):
                continue
            name = unicodedata.name(char, "a character without a name")
            raise InvalidParameter(
                f"{parameter}: the fonts lack U+{ord(char):04X} ({name}); they have Latin, Greek, Cyrillic, Hebrew, "
                "Arabic, Armenian and Georgian letters and common signs",
                parameter=parameter,
            )
    return plain
