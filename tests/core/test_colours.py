"""Colours: contrast, Oklab, and inks that can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.colours import LEGIBLE, contrast, hexadecimal, levels, luminance, oklab, readable_ink, tone

HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"{number:06x}")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("000000", "ffffff", 21), ("ffffff", "ffffff", 1), ("777777", "ffffff", 4.48), ("ff0000", "ffffff", 4.0)],
)
def test_contrast_is_that_of_wcag(first: str, second: str, expected: float) -> None:
    assert contrast(first, second) == pytest.approx(expected, abs=0.01)
    assert contrast(second, first) == contrast(first, second)


def test_oklab_is_that_of_its_inventor() -> None:
    assert oklab("ffffff") == pytest.approx((1, 0, 0), abs=1e-4)
    assert oklab("ff0000") == pytest.approx((0.627955, 0.224863, 0.125846), abs=1e-4)


@given(HEX)
def test_a_colour_comes_back_from_oklab(colour: str) -> None:
    assert hexadecimal(levels(oklab(colour))) == colour


@given(HEX)
def test_ink_is_readable_on_any_ground(ground: str) -> None:
    assert contrast(readable_ink(ground), ground) >= LEGIBLE


@given(st.lists(HEX, min_size=2, max_size=5))
def test_ink_on_several_grounds_is_never_worse_than_black_and_white(grounds: list[str]) -> None:
    ink = readable_ink(*grounds)
    least = min(contrast(ink, ground) for ground in grounds)
    plain = max(min(contrast(plain, ground) for ground in grounds) for plain in ("000000", "ffffff"))
    assert least >= min(plain, LEGIBLE)


@given(st.floats(0.2, 0.98), st.floats(0, 0.4), st.floats(0, 360))
def test_a_tone_has_the_lightness_asked_for(light: float, chroma: float, hue: float) -> None:
    assert oklab(tone(light, chroma, hue)).light == pytest.approx(light, abs=0.02)


def test_alpha_does_not_count_in_luminance() -> None:
    assert luminance("80ffffff") == luminance("ffffff") == pytest.approx(1)
