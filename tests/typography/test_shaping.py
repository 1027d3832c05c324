"""Shaping: lines as glyphs, in the size of their type."""

from itertools import groupby

import pytest
from hypothesis import given

from handler.typography.bidi import direction
from handler.typography.shaping import ShapedLine, reach, shaped
from handler.typography.typefaces import Face, checked_text, included
from tests.support.hard_texts import FONTS
from tests.support.strategies.generators import TEXTS

BOLD = included("bold")
INDIC = (*BOLD, Face("NotoSansDevanagari-Regular", (FONTS / "NotoSansDevanagari-Regular.ttf").read_bytes))


def line(text: str) -> ShapedLine:
    return shaped(text, BOLD, direction(text))


def names(text: str) -> list[str]:
    return [name for name, _ in groupby(run.face.name for run in line(text).runs)]


def test_each_script_is_a_run_of_the_font_that_has_it() -> None:
    assert names("Ab שלום c") == ["Lato-Bold", "NotoSansHebrew-Bold", "Lato-Bold"]
    assert names("სა") == ["DejaVuSans-Bold"]


def test_runs_stand_in_the_order_in_which_they_are_read() -> None:
    assert names("שלום AWS סלאם") == ["NotoSansHebrew-Bold", "Lato-Bold", "NotoSansHebrew-Bold"]
    assert names("שלום AWS") == ["Lato-Bold", "NotoSansHebrew-Bold"]


def test_a_bracket_is_mirrored_where_it_runs_from_right_to_left() -> None:
    lato = BOLD[0].shaping
    glyphs = [glyph.glyph for run in line("ש(a)").runs for glyph in run.glyphs if run.face is BOLD[0]]
    assert lato.glyph("(") in glyphs
    assert lato.glyph(")") in glyphs
    hebrew = BOLD[1].shaping
    within = [glyph.glyph for run in line("(ש)").runs for glyph in run.glyphs if run.face is BOLD[1]]
    if hebrew.glyph("("):
        assert within[0] == hebrew.glyph("(")
        assert within[-1] == hebrew.glyph(")")


def test_pairs_stand_as_close_as_the_font_says() -> None:
    assert line("To").width < line("T").width + line("o").width - 0.05
    assert line("oo").width == pytest.approx(2 * line("o").width, abs=0.02)


def test_a_point_lies_where_the_letter_that_has_it_built_in_shows_it() -> None:
    apart, whole = line("\u05e9\u05c1").ink, line("\ufb2a").ink
    assert apart == pytest.approx(whole, abs=0.05)


def test_joined_consonants_are_one_form() -> None:
    def glyphs(text: str) -> list[int]:
        return [glyph.glyph for run in shaped(text, INDIC, "L").runs for glyph in run.glyphs]

    assert len(glyphs("\u0915\u094d\u0937")) == 1
    assert len(glyphs("\u0915\u094d\u200c\u0937")) > 2  # the non-joiner keeps them apart


@given(TEXTS)
def test_what_is_measured_is_as_wide_as_what_is_shaped(text: str) -> None:
    plain = checked_text(text, BOLD, "text")
    whole = shaped(plain, BOLD, direction(plain))
    reaches = reach(plain, BOLD, direction(plain))
    assert len(reaches) == len(plain) + 1
    assert reaches[-1] == pytest.approx(whole.width, abs=1e-6)
    assert list(reaches) == sorted(reaches)
    assert all(glyph.glyph for run in whole.runs for glyph in run.glyphs)


def test_a_line_of_nothing_has_no_ink() -> None:
    assert shaped("", BOLD, "L").runs == ()
    assert line(" ").ink.top == line(" ").ink.bottom == 0
