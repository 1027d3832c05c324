"""FreeType's structures: what is read through them is what the font says."""

import ctypes

from handler.bindings import freetype
from handler.bindings.freetype_types import LOAD_OUTLINE, OUTLINE, SILENT, TYPES, FaceRecord, SizeRecord
from handler.typography.typefaces import FOLDER


def test_a_font_is_read_where_the_structures_say() -> None:
    data = (FOLDER / "Lato-Bold.ttf").read_bytes()
    font = freetype.DrawingFont(data)
    face = font._face.contents
    assert isinstance(face, FaceRecord)
    assert ctypes.string_at(face.family_name) == b"Lato"
    assert ctypes.string_at(face.style_name) == b"Bold"
    assert face.units == 2000
    assert face.num_glyphs > 2000
    font._resize(48)
    assert ctypes.cast(face.size, ctypes.POINTER(SizeRecord)).contents.y_ppem == 48
    slot = font._loaded(3, LOAD_OUTLINE)
    assert (slot.format, slot.index) == (OUTLINE, 3)
    assert slot.outline.n_contours == 2  # the letter A


def test_every_function_is_one_that_the_library_has() -> None:
    library = freetype._library()
    assert all(hasattr(library, name) for name in TYPES)
    assert set(TYPES) > SILENT
