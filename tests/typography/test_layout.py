"""Text: what may be written, how it breaks and shrinks, and where it comes to lie."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pydantic import ValidationError

from handler.errors import InvalidParameter
from handler.generators import Avatar, Card, Generator, Placeholder
from handler.typography.breaking import ELLIPSIS
from handler.typography.layout import Column, fit, paint
from handler.typography.typefaces import checked_text, included
from tests.support.strategies.generators import TEXTS

BOLD = included("bold")
SIZES = (40, 32, 24, 16)
ROOMY = Column(500, 300, 4)


@pytest.mark.parametrize(
    ("generator", "parameter"),
    [
        (Placeholder(text="a 日 b"), "text"),
        (Avatar(name="日本 太郎"), "name"),
        (Card(title="日"), "title"),
        (Card(subtitle="日"), "subtitle"),
    ],
)
def test_a_character_that_the_fonts_lack_is_named_with_its_parameter(generator: Generator, parameter: str) -> None:
    with pytest.raises(InvalidParameter, match=r"U\+65E5 \(CJK UNIFIED IDEOGRAPH-65E5\)") as raised:
        generator.draw(())
    assert raised.value.facts["parameter"] == parameter
    assert raised.value.detail.startswith(f"{parameter}: ")


def test_a_text_is_as_large_as_it_fits() -> None:
    assert fit("Tintype", BOLD, SIZES, ROOMY).size == 40
    assert fit("Tintype", BOLD, SIZES, ROOMY._replace(width=100)).size == 24
    assert fit("Tintype", BOLD, SIZES, ROOMY._replace(height=20)).size == 24


def test_a_line_breaks_at_spaces_and_after_hyphens_and_slashes() -> None:
    def lines(text: str, width: int) -> tuple[str, ...]:
        return fit(text, BOLD, [20], Column(width, 900, 20)).lines

    assert lines("one two three", 60) == ("one", "two", "three")
    assert lines("well-known", 70) == ("well-", "known")
    assert lines("https://example.com/a", 136) == ("https://", "example.com/a")
    assert lines("10/11/2026 -- a", 68) == ("10/11/", "2026", "-- a")


def test_a_smaller_size_is_tried_before_a_word_is_broken() -> None:
    setting = fit("Schifffahrtsgesellschaft", BOLD, SIZES, ROOMY._replace(width=300))
    assert setting.lines == ("Schifffahrtsgesellschaft",)
    assert setting.size < 40


def test_a_word_that_fits_at_no_size_is_broken_into_the_fewest_lines() -> None:
    setting = fit("Schifffahrtsgesellschaft", BOLD, SIZES, ROOMY._replace(width=130))
    assert len(setting.lines) == 2
    assert "".join(setting.lines) == "Schifffahrtsgesellschaft"


@pytest.mark.parametrize("accent", ["\u0301", "\u030d"])  # the second is as wide as a letter in its font
def test_an_accent_stays_on_its_letter_when_a_word_is_broken(accent: str) -> None:
    for width in range(80, 110):
        setting = fit(checked_text(f"q{accent}" * 40, BOLD, "text"), BOLD, [20], Column(width, 900, 50))
        assert len(setting.lines) > 2
        assert all(not unicodedata.combining(line[0]) for line in setting.lines)


def test_lines_are_evened_out() -> None:
    setting = fit("a picture is worth a thousand words", BOLD, [40], Column(600, 300, 4))
    widths = [setting._wide(line) for line in setting.lines]
    assert len(widths) == 2
    assert min(widths) > 0.75 * max(widths)


def test_what_is_too_long_at_the_smallest_size_ends_in_an_ellipsis() -> None:
    text = "one two three four five six seven eight nine ten"
    setting = fit(text, BOLD, SIZES, Column(100, 300, 2))
    assert len(setting.lines) == 2
    assert setting.lines[-1].endswith(ELLIPSIS)
    shown = " ".join(setting.lines).removesuffix(ELLIPSIS)
    assert text.startswith(shown)


def test_the_ellipsis_of_a_line_from_right_to_left_is_at_its_left() -> None:
    setting = fit(checked_text("שלום עולם " * 9, BOLD, "text"), BOLD, [16], Column(100, 30, 1))
    assert setting.lines[0].endswith(ELLIPSIS)  # in the order in which it is read
    left = setting.mask((100, 30), (0, 5), 100).crop((100 - setting.width, 0, 108 - setting.width, 30))
    top = left.getbbox()
    assert top is not None
    assert top[1] > 5 + setting.rise // 2  # three dots, on the baseline


@given(TEXTS, st.integers(60, 400), st.integers(20, 200), st.integers(1, 4))
def test_lines_stay_within_their_column_and_lose_nothing_but_after_an_ellipsis(
    text: str, width: int, height: int, most: int
) -> None:
    shaped = checked_text(text, BOLD, "text")
    setting = fit(shaped, BOLD, SIZES, Column(width, height, most))
    assert setting.width <= width
    assert len(setting.lines) <= most
    assert setting.height <= max(height, setting.rise)
    if shaped.isascii():
        shown = "".join(setting.lines).replace(" ", "")
        assert shaped.replace(" ", "").startswith(shown.removesuffix(ELLIPSIS).rstrip(".,;:-"))
        assert shown.endswith(ELLIPSIS) or len(shown) == len(shaped.replace(" ", ""))


@pytest.mark.parametrize(("align", "left"), [(0, 10), (0.5, 193), (1, 378), (None, 10)])
def test_lines_are_aligned(align: float | None, left: int) -> None:
    setting = fit("l", BOLD, [60], Column(380, 90, 1))
    found = setting.mask((400, 120), (10, 20), 380, align).getbbox()
    assert found is not None
    assert found[0] == pytest.approx(left, abs=10)
    assert found[1] == pytest.approx(20, abs=4)
    assert found[3] == 20 + setting.rise


def test_ink_replaces_what_it_covers_and_nothing_else() -> None:
    mask = Image.new("L", (2, 1))
    mask.putpixel((0, 0), 255)
    assert paint(Image.new("RGB", (2, 1), "white"), mask, "ff0000").tobytes() == bytes([255, 0, 0, 255, 255, 255])
    assert paint(Image.new("RGB", (2, 1)), mask, "80ff0000").tobytes() == bytes([128, 0, 0, 0, 0, 0])
    clear = Image.new("RGBA", (2, 1), (255, 255, 255, 0))
    assert paint(clear, mask, "80ff0000").tobytes() == bytes([255, 0, 0, 128, 255, 255, 255, 0])


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=60))
def test_any_text_is_drawn_or_refused(text: str) -> None:
    for kind, field in ((Placeholder, "text"), (Avatar, "name"), (Card, "title")):
        with suppress(ValidationError, InvalidParameter):
            drawn = kind.model_validate({field: text, "dimensions": (200, 200)}).draw(())
            assert drawn.size == (200, 200)
