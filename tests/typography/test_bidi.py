"""Scripts: letters joined and lines ordered as Unicode Standard Annex 9 and readers expect."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from handler.errors import InvalidParameter
from handler.typography.bidi import UNSEEN, direction, order, shape
from handler.typography.layout import STEERING, checked_text
from handler.typography.typefaces import Type, face, faces
from tests.support.strategies.generators import TEXTS


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Tintype", "L"), ("שלום", "R"), ("مرحبا", "R"), ("2024 – שלום", "R"), ("(a) שלום", "L"), ("123", "L")],
)
def test_a_paragraph_runs_as_its_first_letter(text: str, expected: str) -> None:
    assert direction(text) == expected


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("سلام", "\ufeb3\ufefc\ufee1"),  # seen initial, lam-alef final, meem isolated
        ("بيت", "\ufe91\ufef4\ufe96"),  # beh initial, yeh medial, teh final
        ("الله", "\ufdf2"),  # the ligature
        ("پیش‌نما", "\ufb58\ufbff\ufeb6\u200c\ufee7\ufee4\ufe8e"),  # the non-joiner parts sheen from noon
        ("ٹے", "\ufb68\ufbaf"),  # Urdu
        ("Latin", "Latin"),
    ],
)
def test_arabic_letters_take_the_forms_that_join(text: str, forms: str) -> None:
    assert shape(text) == forms


@pytest.mark.parametrize(
    ("text", "visual"),
    [
        ("Tintype 2024", "Tintype 2024"),
        ("שלום", "םולש"),
        ("שלום 123 עולם", "םלוע 123 םולש"),
        ("שלום AWS Lambda", "AWS Lambda םולש"),
        ("שלום (עולם)", "(םלוע) םולש"),
        ("שלום (AWS) 2024", "2024 (AWS) םולש"),
        ("שלום [AWS {x} 3] y", "y [AWS {x} 3] םולש"),
        ("abc (שלום) def", "abc (םולש) def"),
        ("(שלום", "םולש)"),
        ("שָׁלוֹם", "ם\u05b9ול\u05c1\u05b8ש"),
        ("בית-ספר", "רפס-תיב"),
    ],
)
def test_a_line_stands_in_the_order_in_which_it_is_read(text: str, visual: str) -> None:
    assert order(text, direction(text)) == visual


def test_the_paragraph_decides_where_a_latin_line_puts_its_full_stop() -> None:
    assert order("AWS.", "L") == "AWS."
    assert order("AWS.", "R") == ".AWS"


def test_a_point_lies_where_the_letter_that_has_it_built_in_shows_it() -> None:
    boxes = []
    for text in ("\u05e9\u05c1", "\ufb2a"):  # shin and its dot, and the two as one character
        mask = Image.new("L", (200, 200))
        Type("bold", 100).draw(ImageDraw.Draw(mask), (50, 150), order(text, "R"))
        boxes.append(mask.getbbox())
    assert boxes[0] == pytest.approx(boxes[1], abs=2)


@given(TEXTS)
def test_ordering_loses_no_character_but_the_unseen(text: str) -> None:
    shaped = shape(text)
    mirrors = str.maketrans("([{", ")]}")
    visible = [char for char in shaped if char not in UNSEEN]
    assert sorted(order(shaped, direction(text)).translate(mirrors)) == sorted("".join(visible).translate(mirrors))


def test_no_character_that_can_be_drawn_breaks_the_order_of_a_line() -> None:
    for char in sorted({chr(code) for found in faces("bold") for code in found.glyphs}):
        if face(char, "bold") and unicodedata.category(char) not in STEERING:
            assert len(order(f"ש({char} a", "R")) == 5


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp")), max_size=30))
def test_a_text_is_set_or_refused(text: str) -> None:
    with suppress(InvalidParameter):
        order(checked_text(text, "bold", "text"), direction(text))


def test_the_fonts_have_every_form_that_shaping_makes() -> None:
    letters = [chr(code) for code in range(0x620, 0x700) if unicodedata.category(chr(code)) == "Lo"]
    known = [letter for letter in letters if face(letter, "bold")]
    assert len(known) >= 150
    for letter in known:
        for word in (letter, f"ب{letter}", f"{letter}ب", f"ب{letter}ب", f"ل{letter}"):
            assert all(face(char, "bold") for char in shape(word)), f"U+{ord(letter):04X}"
