"""The table of filters: all of thumbor's and what imagor adds, each with the page's line, and read in two passes."""

from pathlib import Path

import pytest

from handler.dialects.thumbor.address import path_words
from handler.dialects.thumbor.filters.table import FILTERS, IMAGOR, Filter, filtered
from handler.errors import InvalidParameter, UnknownParameter

OF_THUMBOR = {
    *("autojpg", "background_color", "blur", "brightness", "colorize", "contrast", "convolution", "cover", "curve"),
    *("equalize", "extract_focal", "fill", "focal", "format", "frame", "grayscale", "max_age", "max_bytes"),
    *("no_upscale", "noise", "proportion", "quality", "redeye", "rgb", "rotate", "round_corner", "saturation"),
    *("sharpen", "stretch", "strip_exif", "strip_icc", "upscale", "watermark"),
}
PAGE = Path(__file__).parents[4] / "docs" / "thumbor.md"


def test_all_thirty_three_of_thumbor_are_there() -> None:
    assert len(OF_THUMBOR) == 33
    assert {name for name, each in FILTERS.items() if each.of != IMAGOR} >= OF_THUMBOR


def line(name: str, each: Filter) -> str:
    """Return the line of a filter in the page."""
    form = each.form.replace("[,", "[, ").replace(",", ", ").replace(",  ", ", ")
    return f"| `{name}({form})` | {each.of} | {each.about} |"


def test_the_page_has_the_table() -> None:
    lines = [text for text in PAGE.read_text().splitlines() if text.startswith("| `") and "(" in text.split("|")[1]]
    assert lines == [line(name, each) for name, each in FILTERS.items()]


def test_what_says_the_meaning_of_the_size_is_read_before_it_wherever_it_stands() -> None:
    one = filtered(path_words("30x20/filters:blur(3.0):stretch()/a"))
    assert one.ops == filtered(path_words("30x20/filters:stretch():blur(3.0)/a")).ops
    assert [op.op for op in one.ops] == ["resize", "blur"]


@pytest.mark.parametrize(
    ("form", "counts"), [("", (0, 0)), ("a", (1, 1)), ("[a]", (0, 1)), ("a,b[,c,d]", (2, 4)), ("[a,b]", (0, 2))]
)
def test_a_form_says_how_many_arguments_there_are(form: str, counts: tuple[int, int]) -> None:
    assert Filter(lambda draft, _: draft, form, "").counts == counts


def test_an_unknown_filter_and_too_many_arguments_are_refused() -> None:
    with pytest.raises(UnknownParameter, match="did you mean grayscale"):
        filtered(path_words("filters:greyscale()/a"))
    with pytest.raises(InvalidParameter, match="it takes 0 to 1 arguments"):
        filtered(path_words("filters:autojpg(1,2)/a"))
