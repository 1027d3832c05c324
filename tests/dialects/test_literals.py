"""Numbers, flags and words: read strictly, written so that they read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.dialects.literals import Malformed, decimal, flag, integer, length, number, plain_number

NO_NUMBERS = [
    "",
    " 1",
    "1 ",
    "+5",
    "1_000",
    "1e2",
    "٣",
    "0x10",
    "NaN",
    "inf",
    "--1",
    "-",
    ".",
    "1.",
    "1.2.3",
    "1,5",
    "９",
    "9" * 400,
]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_only_plain_digits_are_numbers(text: str) -> None:
    for read in (integer, decimal, length):
        with pytest.raises(Malformed):
            read(text)


@pytest.mark.parametrize("text", ["1.5", ".5", "0.5", "-0.5"])
def test_a_point_makes_a_ratio(text: str) -> None:
    assert isinstance(length(text), float)
    assert length(text) == float(text)
    with pytest.raises(Malformed):
        integer(text)


def test_no_point_makes_pixels() -> None:
    assert isinstance(length("5"), int)


@given(st.integers(-(10**20), 10**20))
def test_integers_read_back(value: int) -> None:
    assert integer(number(value)) == value


@given(st.decimals(-9999, 9999, places=6).map(float))
def test_floats_read_back_without_an_exponent(value: float) -> None:
    assert "e" not in number(value)
    assert decimal(number(value)) == value
    assert decimal(plain_number(value)) == value


@given(st.text())
def test_no_text_crashes_a_reader(text: str) -> None:
    for read in (integer, decimal, length, flag):
        try:
            read(text)
        except Malformed as error:
            assert "must be" in str(error)


def test_flags_are_four_words() -> None:
    assert [flag(text) for text in ("true", "1", "false", "0")] == [True, True, False, False]
    with pytest.raises(Malformed):
        flag("True")
