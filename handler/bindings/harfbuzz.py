"""HarfBuzz: which glyphs of a font a text becomes, and where each stands, as its script is written.

It is the library that Pillow itself brings, which asks it for this only where the operating system has fribidi too:
Lambda has not. https://harfbuzz.github.io/
"""

import ctypes
import struct
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple
from weakref import finalize

from handler.bindings.pillow_library import pillow_library

Pointer, Word, Int, Text = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_char_p

READ_ONLY = 1
"""HB_MEMORY_MODE_READONLY: the bytes of a font stay ours."""

LEFT_TO_RIGHT, RIGHT_TO_LEFT = 4, 5
"""Directions of a run (hb_direction_t)."""

UNDETERMINED = b"und"
"""The language of every text. Without one the locale of the process would choose among the forms of letters."""

INFO, POSITION = struct.Struct("=5I"), struct.Struct("=4iI")
"""A glyph (hb_glyph_info_t: glyph, mask, cluster), and where it stands (hb_glyph_position_t)."""


class GlyphExtents(ctypes.Structure):
    """The box of a glyph's ink, in units of its font: the y axis points up, so the height is negative."""

    _fields_ = tuple((name, ctypes.c_int32) for name in ("x_bearing", "y_bearing", "width", "height"))


class ShapedGlyph(NamedTuple):
    """A glyph of a run. cluster: place in the text of the first character that it shows; lengths in font units."""

    glyph: int
    cluster: int
    advance: int
    x: int
    y: int


class ShapingFont:
    """A font as HarfBuzz sees it. data: the file, which is kept. ValueError where it is no font."""

    def __init__(self, data: bytes) -> None:
        harfbuzz = _library()
        blob = harfbuzz.hb_blob_create(data, len(data), READ_ONLY, None, None)
        face = harfbuzz.hb_face_create(blob, 0)
        harfbuzz.hb_blob_destroy(blob)
        self.data = data
        self.units: int = harfbuzz.hb_face_get_upem(face)
        self.glyphs: int = harfbuzz.hb_face_get_glyph_count(face)
        self.font = harfbuzz.hb_font_create(face)
        harfbuzz.hb_face_destroy(face)
        harfbuzz.hb_font_make_immutable(self.font)
        finalize(self, _given_back, self.font, data).atexit = False
        if not self.glyphs or not self.units:
            raise ValueError("it is no font")

    def glyph(self, char: str) -> int:
        """Return the glyph of a character; 0 where the font has none."""
        found = Word()
        return found.value if _library().hb_font_get_nominal_glyph(self.font, ord(char), ctypes.byref(found)) else 0

    def extents(self, glyph: int) -> tuple[int, int, int, int]:
        """Return left, top, right and bottom of a glyph's ink in font units, upwards from the baseline."""
        box = GlyphExtents()
        _library().hb_font_get_glyph_extents(self.font, glyph, ctypes.byref(box))
        return box.x_bearing, box.y_bearing, box.x_bearing + box.width, box.y_bearing + box.height

    def shaped(self, text: str, start: int, end: int, *, backwards: bool, script: int) -> list[ShapedGlyph]:
        """Return the glyphs of text[start:end], from left to right; what stands beside decides how letters join."""
        harfbuzz, codes = _library(), text.encode("utf-32-le", "surrogatepass")
        buffer = harfbuzz.hb_buffer_create()
        try:
            harfbuzz.hb_buffer_add_utf32(buffer, codes, len(text), start, end - start)
            harfbuzz.hb_buffer_set_direction(buffer, RIGHT_TO_LEFT if backwards else LEFT_TO_RIGHT)
            harfbuzz.hb_buffer_set_script(buffer, script)
            harfbuzz.hb_buffer_set_language(buffer, harfbuzz.hb_language_from_string(UNDETERMINED, -1))
            harfbuzz.hb_shape(self.font, buffer, None, 0)
            return list(_glyphs(harfbuzz, buffer))
        finally:
            harfbuzz.hb_buffer_destroy(buffer)


def _given_back(font: int, data: bytes) -> None:
    """Free a font. data: its file, which is there until then."""
    del data
    _library().hb_font_destroy(font)


def _glyphs(harfbuzz: ctypes.CDLL, buffer: int) -> list[ShapedGlyph]:
    count = Word()
    infos = harfbuzz.hb_buffer_get_glyph_infos(buffer, ctypes.byref(count))
    places = harfbuzz.hb_buffer_get_glyph_positions(buffer, ctypes.byref(count))
    pairs = zip(
        INFO.iter_unpack(ctypes.string_at(infos, INFO.size * count.value)),
        POSITION.iter_unpack(ctypes.string_at(places, POSITION.size * count.value)),
        strict=True,
    )
    return [ShapedGlyph(glyph, cluster, advance, x, y) for (glyph, _, cluster, *_), (advance, _, x, y, _) in pairs]


@cache
def script_of(char: str) -> int:
    """Return the script of a character as a number of four letters (ISO 15924)."""
    harfbuzz = _library()
    found: int = harfbuzz.hb_unicode_script(harfbuzz.hb_unicode_funcs_get_default(), ord(char))
    return found


@cache
def _library() -> ctypes.CDLL:
    harfbuzz = pillow_library("harfbuzz")
    count = ctypes.POINTER(Word)
    types: dict[str, tuple[Any, ...]] = {
        "hb_blob_create": (Pointer, Text, Word, Int, Pointer, Pointer),
        "hb_blob_destroy": (None, Pointer),
        "hb_face_create": (Pointer, Pointer, Word),
        "hb_face_destroy": (None, Pointer),
        "hb_face_get_upem": (Word, Pointer),
        "hb_face_get_glyph_count": (Word, Pointer),
        "hb_font_create": (Pointer, Pointer),
        "hb_font_destroy": (None, Pointer),
        "hb_font_make_immutable": (None, Pointer),
        "hb_font_get_nominal_glyph": (Int, Pointer, Word, count),
        "hb_font_get_glyph_extents": (Int, Pointer, Word, ctypes.POINTER(GlyphExtents)),
        "hb_buffer_create": (Pointer,),
        "hb_buffer_destroy": (None, Pointer),
        "hb_buffer_add_utf32": (None, Pointer, Text, Int, Word, Int),
        "hb_buffer_set_direction": (None, Pointer, Int),
        "hb_buffer_set_script": (None, Pointer, Word),
        "hb_buffer_set_language": (None, Pointer, Pointer),
        "hb_buffer_get_glyph_infos": (Pointer, Pointer, count),
        "hb_buffer_get_glyph_positions": (Pointer, Pointer, count),
        "hb_language_from_string": (Pointer, Text, Int),
        "hb_shape": (None, Pointer, Pointer, Pointer, Word),
        "hb_unicode_funcs_get_default": (Pointer,),
        "hb_unicode_script": (Word, Pointer, Word),
    }
    for name, (result, *arguments) in types.items():
        function: Callable[..., Any] = getattr(harfbuzz, name)
        function.restype, function.argtypes = result, arguments  # type: ignore[attr-defined] # of ctypes' functions
    return harfbuzz
