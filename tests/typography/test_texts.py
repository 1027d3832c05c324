"""Texts: what may be written."""

import pytest
from pydantic import TypeAdapter, ValidationError

from handler.typography.texts import LONGEST_BLOCK, MOST_LINES, MOST_MARKS, DrawableText, Passage, TextBlock

WORDS, PASSAGES, BLOCKS = TypeAdapter(DrawableText), TypeAdapter(Passage), TypeAdapter(TextBlock)
NEVER = ["a\x00", "a\tb", "a\u2028b", "a\u202eb", "a\u2066b", "a\ufeff", "a\ud800", " \u00a0 ", "\u200e", "\u200b", ""]


@pytest.mark.parametrize("text", ["a\nb", *NEVER])
def test_text_that_is_not_a_line_of_letters_is_refused(text: str) -> None:
    for kind in (WORDS, PASSAGES):
        with pytest.raises(ValidationError):
            kind.validate_python(text)


@pytest.mark.parametrize("text", ["\n", *NEVER])
def test_a_block_has_line_breaks_and_no_other_control_characters(text: str) -> None:
    with pytest.raises(ValidationError):
        BLOCKS.validate_python(text)
    assert BLOCKS.validate_python("a\r\nb\n\nc") == "a\nb\n\nc"


@pytest.mark.parametrize("text", ["a", "a" * 200, "پیش\u200cنما", "AWS\u200f.", "non\u00a0breaking", "ไทย\u200bไทย"])
def test_text_that_is_a_line_of_letters_is_taken(text: str) -> None:
    for kind in (WORDS, PASSAGES, BLOCKS):
        assert kind.validate_python(text) == text


def test_texts_have_a_length_and_a_number_of_lines() -> None:
    assert BLOCKS.validate_python("a" * LONGEST_BLOCK)
    assert BLOCKS.validate_python("a\n" * (MOST_LINES - 1) + "a")
    for text in ("a" * (LONGEST_BLOCK + 1), "a\n" * MOST_LINES + "a"):
        with pytest.raises(ValidationError):
            BLOCKS.validate_python(text)


def test_accents_do_not_pile_up_without_end() -> None:
    tower = "a" + "\u0301" * (MOST_MARKS - 1)
    assert BLOCKS.validate_python(tower) == tower
    with pytest.raises(ValidationError, match="accents"):
        BLOCKS.validate_python(tower + "\u0301")
