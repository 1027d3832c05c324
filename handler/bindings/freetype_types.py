"""FreeType's structures and functions, as ctypes is to know them (freetype.h, ftimage.h, ftoutln.h, ftstroke.h)."""

import ctypes
from typing import Any

Pointer, Int, Long, Word = ctypes.c_void_p, ctypes.c_int, ctypes.c_long, ctypes.c_uint
Short, Count, Byte = ctypes.c_short, ctypes.c_ushort, ctypes.c_ubyte

OUTLINE = int.from_bytes(b"outl", "big")
"""A glyph that is an outline (FT_GLYPH_FORMAT_OUTLINE)."""

LOAD_OUTLINE = 1 << 1 | 1 << 3
"""Load the outline alone, as it was drawn: FT_LOAD_NO_HINTING, FT_LOAD_NO_BITMAP."""

LOAD_COLOUR = 1 << 1 | 1 << 2 | 1 << 20
"""Load and render a glyph in its colours: FT_LOAD_NO_HINTING, FT_LOAD_RENDER, FT_LOAD_COLOR."""

COLOUR_FONT = 1 << 14
"""A flag of a font: it has glyphs in colours (FT_FACE_FLAG_COLOR)."""

COLOUR_PIXELS = 7
"""Pixels of blue, green, red and alpha, multiplied (FT_PIXEL_MODE_BGRA)."""


class Vector(ctypes.Structure):
    """A point, in 64ths of a pixel."""

    _fields_ = (("x", Long), ("y", Long))


class OutlineRecord(ctypes.Structure):
    """Contours, one after the other (FT_Outline)."""

    _fields_ = (
        *(("n_contours", Count), ("n_points", Count)),
        *(("points", Pointer), ("tags", Pointer), ("contours", Pointer), ("flags", Int)),
    )


class BitmapRecord(ctypes.Structure):
    """Pixels in rows (FT_Bitmap)."""

    _fields_ = (
        *(("rows", Word), ("width", Word), ("pitch", Int), ("buffer", Pointer)),
        *(("num_grays", Count), ("pixel_mode", Byte), ("palette_mode", Byte), ("palette", Pointer)),
    )


class SlotRecord(ctypes.Structure):
    """Where a glyph is loaded (FT_GlyphSlotRec), as far as it is read here."""

    _fields_ = (
        *(("library", Pointer), ("face", Pointer), ("next", Pointer), ("index", Word), ("generic", Pointer * 2)),
        *(("metrics", Long * 8), ("linear_advances", Long * 2), ("advance", Vector), ("format", Int)),
        *(("bitmap", BitmapRecord), ("bitmap_left", Int), ("bitmap_top", Int), ("outline", OutlineRecord)),
    )


class FaceRecord(ctypes.Structure):
    """A font (FT_FaceRec), as far as it is read here."""

    _fields_ = (
        *((name, Long) for name in ("num_faces", "face_index", "face_flags", "style_flags", "num_glyphs")),
        *(("family_name", Pointer), ("style_name", Pointer), ("num_fixed_sizes", Int), ("available_sizes", Pointer)),
        *(("num_charmaps", Int), ("charmaps", Pointer), ("generic", Pointer * 2), ("bbox", Long * 4)),
        *(("units", Count), ("_metrics", Short * 7)),
        *(("glyph", ctypes.POINTER(SlotRecord)), ("size", Pointer)),
    )


class SizeRecord(ctypes.Structure):
    """The size that a font has been set to (FT_SizeRec), as far as it is read here."""

    _fields_ = (("face", Pointer), ("generic", Pointer * 2), ("x_ppem", Count), ("y_ppem", Count))


_Face, _Outline, _Bitmap = (ctypes.POINTER(record) for record in (FaceRecord, OutlineRecord, BitmapRecord))

TYPES: dict[str, list[Any]] = {
    "FT_Init_FreeType": [Pointer],
    "FT_New_Memory_Face": [Pointer, ctypes.c_char_p, Long, Long, ctypes.POINTER(_Face)],
    "FT_Done_Face": [_Face],
    "FT_Set_Char_Size": [_Face, Long, Long, Word, Word],
    "FT_Select_Size": [_Face, Int],
    "FT_Load_Glyph": [_Face, Word, ctypes.c_int32],
    "FT_Outline_Translate": [_Outline, Long, Long],
    "FT_Outline_Get_CBox": [_Outline, ctypes.POINTER(Long * 4)],
    "FT_Outline_Get_Bitmap": [Pointer, _Outline, _Bitmap],
    "FT_Stroker_New": [Pointer, Pointer],
    "FT_Stroker_Set": [Pointer, Long, Int, Int, Long],
    "FT_Stroker_ParseOutline": [Pointer, _Outline, Byte],
    "FT_Stroker_GetCounts": [Pointer, Pointer, Pointer],
    "FT_Stroker_Export": [Pointer, _Outline],
    "FT_Stroker_Done": [Pointer],
}
"""Functions and the types of what they are given."""

SILENT = {"FT_Outline_Get_CBox", "FT_Outline_Translate", "FT_Stroker_Set", "FT_Stroker_Export", "FT_Stroker_Done"}
"""Those that return nothing; the others return 0, or the number of an error."""
