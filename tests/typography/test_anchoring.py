"""Anchoring: accents stand on their letters, by the font that knows how, or in the middle."""

import pytest

from handler.typography.anchoring import accented, face_for
from handler.typography.shaping import shaped
from handler.typography.typefaces import included

FACES = included("regular")


@pytest.mark.parametrize("letter", "mMhHelpO")
@pytest.mark.parametrize("accent", ["\u0310", "\u0355", "\u0337", "\u0330", "\u033e", "\u0301"])
def test_an_accent_stands_over_or_under_its_letter(letter: str, accent: str) -> None:
    plain, both = shaped(letter, FACES, "L"), shaped(letter + accent, FACES, "L")
    assert both.width == pytest.approx(plain.width, rel=0.35)  # of another font, perhaps
    box = [glyph for run in both.runs for glyph in run.glyphs]
    if len(box) > 1:
        assert both.ink.right < both.width + 0.12
        assert both.ink.left > -0.25


def test_a_font_that_places_an_accent_is_taken_before_one_that_does_not() -> None:
    assert face_for("m\u0310", FACES) is FACES[-1]
    assert face_for("q\u0303", FACES) is FACES[0]
    assert face_for("日", FACES) is None


def test_letters_without_accents_are_as_they_are() -> None:
    assert not accented("a")
    assert not accented("\u05e9\u05c1")
    assert accented("a\u0301")
