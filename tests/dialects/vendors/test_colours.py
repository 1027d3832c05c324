"""Colours of other services: the alpha of CSS comes last, ours first."""

import pytest

from handler.dialects.vendors.colours import css_colour, css_digits, with_alpha


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#ff000080", "80ff0000"),
        ("#F008", "88ff0000"),
        ("#ff0000ff", "ff0000"),
        ("#f00", "ff0000"),
        ("tomato", "ff6347"),
        ("transparent", "00000000"),
        ("80ff0000", "80ff0000"),
    ],
)
def test_a_colour_of_css_is_read(text: str, colour: str) -> None:
    assert css_colour(text) == colour


def test_a_colour_is_written_as_css_has_it() -> None:
    assert [css_digits(colour) for colour in ("ff0000", "80ff0000")] == ["ff0000", "ff000080"]
    assert (with_alpha("f00", 128), with_alpha("80ff0000", 255)) == ("80ff0000", "ff0000")
    with pytest.raises(ValueError, match="a colour is"):
        css_colour("#ggg")
