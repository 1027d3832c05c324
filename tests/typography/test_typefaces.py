"""Typefaces: which font draws what."""

import pytest
from PIL import ImageFont

from handler.errors import InvalidParameter
from handler.typography.bidi import UNSEEN
from handler.typography.typefaces import (
    FILES,
    FOLDER,
    Face,
    Weight,
    checked_text,
    face_of,
    included,
    invisible,
    lacking,
)
from tests.support.hard_texts import FONTS

NAMES = [name for names in FILES.values() for name in names]
STRIDE = 11
"""Every eleventh character of the basic plane is drawn: all of them take half a minute a font."""

NOTHING = "\ufffe"
"""A code point that no font can have."""

BOLD = included("bold")


def drawn(font: ImageFont.FreeTypeFont, text: str) -> bytes:
    return bytes(font.getmask(text))


@pytest.mark.parametrize("name", NAMES)
def test_a_font_has_exactly_the_characters_that_do_not_come_out_as_its_empty_box(name: str) -> None:
    font = ImageFont.truetype(FOLDER / name, 24, layout_engine=ImageFont.Layout.BASIC)
    face = Face(name, (FOLDER / name).read_bytes)
    box = drawn(font, NOTHING)
    assert box
    for code in [*range(0x20, 0x7F), *range(0xA0, 0xFFFE, STRIDE)]:
        if not 0xD800 <= code < 0xE000:
            assert (drawn(font, chr(code)) != box) == bool(face.shaping.glyph(chr(code))), f"U+{code:04X}"


@pytest.mark.parametrize("name", NAMES)
def test_every_font_is_shipped_with_its_licence(name: str) -> None:
    family = name.removesuffix(".ttf").partition("-")[0]
    assert (FOLDER / name).stat().st_size > 10_000
    assert family in (FOLDER / "LICENSE").read_text()


@pytest.mark.parametrize("weight", FILES)
@pytest.mark.parametrize(
    "text",
    ["Ąçß łž ’“”…–—€№½×", "Ελληνικά", "Кириллица Ђєќ", "שָׁלוֹם", "العربية", "ٹپچگے", "Հայերեն ქართული", "→✓★♥", "ߒߞߏ"],
)
def test_the_fonts_together_cover_what_the_documentation_says(weight: Weight, text: str) -> None:
    assert [char for char in text if face_of(char, included(weight)) is None and char not in UNSEEN] == []


@pytest.mark.parametrize("text", ["日", "क", "ไ", "😀", "\ue000", "\u0378"])
def test_what_no_font_has_has_no_face(text: str) -> None:
    assert face_of(text, BOLD) is None
    assert lacking(f"a{text}", BOLD) == text


def test_the_first_font_that_has_a_character_draws_it() -> None:
    found = [face_of(char, BOLD) for char in "Aשعა"]
    assert [f"{face.name}.ttf" for face in found if face] == list(FILES["bold"])


def test_a_letter_and_its_accents_are_of_one_font() -> None:
    assert face_of("a\u0301", BOLD) is BOLD[0]
    both = face_of("q\u030d", BOLD)
    assert both is not None
    assert both.has("q")
    assert both.has("\u030d")


def test_an_emoji_is_of_the_font_with_colours_and_a_sign_of_that_with_letters() -> None:
    emoji = Face("NotoColorEmoji", (FONTS / "NotoColorEmoji.ttf").read_bytes)
    typeface = (*BOLD, emoji)
    assert face_of("\u2764", typeface) is BOLD[-1]
    assert face_of("\u2764\ufe0e", typeface) is BOLD[-1]
    assert face_of("\u2764\ufe0f", typeface) is emoji
    assert face_of("\U0001f468\u200d\U0001f469\u200d\U0001f467", typeface) is emoji
    assert face_of("\U0001f1ef\U0001f1f5", typeface) is emoji


def test_what_is_not_drawn_needs_no_font() -> None:
    for char in "\u200b\u200c\u200d\u200e\u200f\ufe0f":
        assert invisible(char)
    assert checked_text("a\u200bb\u200f", BOLD, "text") == "a\u200bb\u200f"


def test_letters_and_accents_are_composed_and_spaces_are_single() -> None:
    assert checked_text("  e\u0301  a  ", BOLD, "text") == "é a"


def test_a_lacking_character_is_named() -> None:
    with pytest.raises(InvalidParameter, match=r"U\+1F600 \(GRINNING FACE\)"):
        checked_text("a 😀", BOLD, "text")
    with pytest.raises(InvalidParameter, match=r"U\+E000 \(a character without a name\)"):
        checked_text("\ue000", BOLD, "text")
