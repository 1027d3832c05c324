"""FreeType: glyphs drawn by their number, a whole line as one outline, so that letters which join have no seam.

It is the library that Pillow itself brings, which draws characters alone and no glyphs that HarfBuzz chose.
https://freetype.org/freetype2/docs/reference/

1. Nothing is hinted: the same text in another size is the same picture in another size, and widths add up.
2. One thread at a time: what belongs to a library of FreeType is not to be used by two.
"""

import ctypes
from array import array
from collections.abc import Callable, Iterable
from functools import cache
from threading import RLock
from typing import Any, NamedTuple
from weakref import finalize

from PIL import Image, ImageChops

from handler.bindings.freetype_outlines import OutlineMemory, Shape, one_shape
from handler.bindings.freetype_types import (
    COLOUR_FONT,
    COLOUR_PIXELS,
    LOAD_COLOUR,
    LOAD_OUTLINE,
    OUTLINE,
    SILENT,
    TYPES,
    BitmapRecord,
    FaceRecord,
    SizeRecord,
    Vector,
)
from handler.bindings.pillow_library import pillow_library

GRAIN = 64
"""Steps of a pixel in which FreeType counts lengths (26.6)."""

MOST_POINTS = 24_000
"""Points drawn at once: FreeType counts them with 16 bits, and an outline around them takes more than twice as many."""

FEW_POINTS = 500
"""Points around which an outline is drawn at once: with many on a row, FreeType takes their square in time."""

FARTHEST = 16_000
"""Pixels. How far from the picture a glyph is drawn at all; FreeType counts pixels with 16 bits."""

ROUND_CAP, ROUND_JOIN = 1, 0

_lock = RLock()


class FontFault(ValueError):  # noqa: N818 - as in handler/errors.py: named after what happened
    """A font, or one of its glyphs, that FreeType cannot draw."""


class Placed(NamedTuple):
    """A glyph, and where its origin stands: pixels from the left and the top of the picture."""

    glyph: int
    x: float
    y: float


class DrawingFont:
    """A font as FreeType sees it. data: the file, which is kept. FontFault where it is none."""

    def __init__(self, data: bytes) -> None:
        with _lock:
            handle = ctypes.POINTER(FaceRecord)()
            if _library().FT_New_Memory_Face(_instance(), data, len(data), 0, ctypes.byref(handle)):
                raise FontFault("it is no font")
        self.data, self._face = data, handle
        finalize(self, _given_back, handle, data).atexit = False
        self.coloured = bool(handle.contents.face_flags & COLOUR_FONT)

    def shapes(self, glyphs: Iterable[Placed], size: float, height: int, most: int = MOST_POINTS) -> Iterable[Shape]:
        """Give the outlines of glyphs at a size in pixels, in parts that can be drawn at once.

        height: of the picture, pixels. most: points of a part that has more than one glyph.
        """
        with _lock:
            self._resize(size)
            kept = [shape for each in glyphs if (shape := self._shape(each, height))]
        batch: list[Shape] = []
        points = 0
        for shape in kept:
            if batch and points + len(shape.tags) > most:
                yield one_shape(batch)
                batch, points = [], 0
            batch.append(shape)
            points += len(shape.tags)
        if batch:
            yield one_shape(batch)

    def pictures(self, glyphs: Iterable[Placed], size: float) -> Iterable[tuple[Image.Image, tuple[int, int]]]:
        """Give the pictures (RGBA) of coloured glyphs at a size in pixels, each with its left top corner."""
        with _lock:
            scale = self._resize(size)
            return [picture for each in glyphs if (picture := self._picture(each, scale))]

    def _resize(self, size: float) -> float:
        """Choose a size, in pixels; return by what pictures of the font are to be scaled to have it."""
        face, freetype = self._face, _library()
        if face.contents.num_fixed_sizes and not face.contents.face_flags & 1:
            freetype.FT_Select_Size(face, face.contents.num_fixed_sizes - 1)
            return size / float(ctypes.cast(face.contents.size, ctypes.POINTER(SizeRecord)).contents.y_ppem)
        if freetype.FT_Set_Char_Size(face, 0, round(size * GRAIN), 72, 72):
            raise FontFault("it has no outlines")
        return 1.0

    def _shape(self, placed: Placed, height: int) -> Shape | None:
        slot = self._loaded(placed.glyph, LOAD_OUTLINE)
        if slot is None or slot.format != OUTLINE or abs(placed.x) > FARTHEST or abs(placed.y) > FARTHEST:
            return None
        outline = slot.outline
        if not outline.n_points:
            return None
        across, up = round(placed.x * GRAIN), round((height - placed.y) * GRAIN)
        _library().FT_Outline_Translate(ctypes.byref(outline), across, up)
        return Shape(
            ctypes.string_at(outline.points, outline.n_points * ctypes.sizeof(Vector)),
            ctypes.string_at(outline.tags, outline.n_points),
            array("H", ctypes.string_at(outline.contours, outline.n_contours * 2)),
            outline.flags,
        )

    def _picture(self, placed: Placed, scale: float) -> tuple[Image.Image, tuple[int, int]] | None:
        slot = self._loaded(placed.glyph, LOAD_COLOUR)
        if slot is None or slot.bitmap.pixel_mode != COLOUR_PIXELS or not slot.bitmap.rows:
            return None
        bitmap = slot.bitmap
        data = ctypes.string_at(bitmap.buffer, bitmap.rows * bitmap.pitch)
        image = Image.frombytes("RGBa", (bitmap.width, bitmap.rows), data, "raw", "BGRa", bitmap.pitch)
        left, top = placed.x + slot.bitmap_left * scale, placed.y - slot.bitmap_top * scale
        wanted = max(1, round(image.width * scale)), max(1, round(image.height * scale))
        if image.size != wanted:
            image = image.resize(wanted, Image.Resampling.BICUBIC, reducing_gap=3)
        return image.convert("RGBA"), (round(left), round(top))

    def _loaded(self, glyph: int, how: int) -> Any:  # noqa: ANN401 - a structure of ctypes
        """Return the slot in which a glyph has been loaded; None where the font's glyph is broken."""
        if _library().FT_Load_Glyph(self._face, glyph, how):
            return None
        return self._face.contents.glyph.contents


def _given_back(handle: Any, data: bytes) -> None:  # noqa: ANN401 - a pointer of ctypes
    """Free a font. data: its file, which is there until then."""
    del data
    with _lock:
        _library().FT_Done_Face(handle)


def fill(mask: Image.Image, shape: Shape) -> None:
    """Draw the area inside outlines on a mask (mode L), wherever it is lighter."""
    with _lock:
        _draw(mask, OutlineMemory.of(shape))


def stroke(mask: Image.Image, shape: Shape, radius: float) -> None:
    """Draw the area within `radius` pixels of outlines on a mask (mode L), with round corners."""
    freetype, stroker = _library(), ctypes.c_void_p()
    outline, points, ends = OutlineMemory.of(shape), ctypes.c_uint(), ctypes.c_uint()
    with _lock:
        freetype.FT_Stroker_New(_instance(), ctypes.byref(stroker))
        try:
            freetype.FT_Stroker_Set(stroker, round(radius * GRAIN), ROUND_CAP, ROUND_JOIN, 0)
            if freetype.FT_Stroker_ParseOutline(stroker, ctypes.byref(outline.record), 0):
                return
            freetype.FT_Stroker_GetCounts(stroker, ctypes.byref(points), ctypes.byref(ends))
            around = OutlineMemory(points.value, ends.value)
            freetype.FT_Stroker_Export(stroker, ctypes.byref(around.record))
            _draw(mask, around)
        finally:
            freetype.FT_Stroker_Done(stroker)


def _draw(mask: Image.Image, outline: OutlineMemory) -> None:
    """Draw an outline on a mask, and no more of it than the outline covers."""
    freetype, reach = _library(), (ctypes.c_long * 4)()
    freetype.FT_Outline_Get_CBox(ctypes.byref(outline.record), reach)
    left, right = max(0, reach[0] // GRAIN), min(mask.width, -(-reach[2] // GRAIN))
    low, high = max(0, reach[1] // GRAIN), min(mask.height, -(-reach[3] // GRAIN))
    if left >= right or low >= high:
        return
    width, height = right - left, high - low
    pixels = ctypes.create_string_buffer(width * height)
    bitmap = BitmapRecord(rows=height, width=width, pitch=width, num_grays=256, pixel_mode=2)
    bitmap.buffer = ctypes.cast(pixels, ctypes.c_void_p)
    freetype.FT_Outline_Translate(ctypes.byref(outline.record), -left * GRAIN, -low * GRAIN)
    if freetype.FT_Outline_Get_Bitmap(_instance(), ctypes.byref(outline.record), ctypes.byref(bitmap)):
        raise FontFault("its outlines cannot be drawn")
    box = left, mask.height - high, right, mask.height - low
    mask.paste(ImageChops.lighter(mask.crop(box), Image.frombytes("L", (width, height), pixels.raw)), box)


@cache
def _instance() -> ctypes.c_void_p:
    instance = ctypes.c_void_p()
    if _library().FT_Init_FreeType(ctypes.byref(instance)):
        raise ImportError("FreeType does not start")
    return instance


@cache
def _library() -> ctypes.CDLL:
    freetype = pillow_library("freetype")
    for name, arguments in TYPES.items():
        function: Callable[..., Any] = getattr(freetype, name)
        function.argtypes = arguments  # type: ignore[attr-defined] # of ctypes' functions
        function.restype = None if name in SILENT else ctypes.c_int  # type: ignore[attr-defined]
    return freetype
