"""CSS colours: one canonical form, however they are written."""

import pytest

from handler.dialects.foreign.css_colours import css_colour, hex_colour, written_css_colour
from handler.dialects.literals import Malformed

COLOURS = {
    "ff6347": ("#ff6347", "FF6347", "tomato", "Tomato", "rgb(255,99,71)", "rgb(255 99 71)", "rgba(255, 99, 71, 1)"),
    "80ff6347": ("#ff634780", "ff634780", "rgba(255,99,71,0.5)", "rgb(255 99 71 / 50%)", "RGBA(255,99,71,50%)"),
    "ffff00": ("#ff0", "yellow", "#ff0f"),
    "00000000": ("transparent", "#0000"),
}
WRONG = ("", "#", "ff", "ff00f", "gg0000", "rgb(1,2)", "rgb(1,2,3,4,5)", "rgb(1,2,256)", "rgb(1,2,3,2)", "rgb(1,2,3")
WRONG_TOO = ("rgb(a,b,c)", "hsl(9,9%,9%)", "rgb()", "rgb(1.5,2,3)", "#ff63470", "rgba(1,2,3,-1)")


def test_every_spelling_has_one_canonical_form_that_is_written_in_one_way() -> None:
    for colour, spellings in COLOURS.items():
        assert [css_colour(each) for each in spellings] == [colour] * len(spellings)
        assert hex_colour(written_css_colour(colour)) == colour


def test_what_is_no_colour_is_malformed() -> None:
    for text in (*WRONG, *WRONG_TOO):
        with pytest.raises(Malformed):
            css_colour(text)
