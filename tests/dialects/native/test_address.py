"""Address: the value of a parameter that names another picture, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.keys import key_fault
from handler.core.source import Stored
from handler.dialects.literals import Malformed
from handler.dialects.native.address import read_address, read_layer, write_address
from handler.generators.made import Made

KEYS = st.text(min_size=1, max_size=20).filter(lambda key: key_fault(key) is None)


@given(KEYS, st.none() | st.integers(0, 99), st.none() | st.integers(1, 8))
def test_every_key_reads_back(key: str, frame: int | None, orientation: int | None) -> None:
    source = Stored(key=key, frame=frame, orientation=orientation)
    assert read_address(write_address(source)) == source


@given(st.text(min_size=1, max_size=30).filter(str.isprintable))
def test_every_text_of_a_generator_reads_back(text: str) -> None:
    made = Made.model_validate({"made": {"generate": "qr", "text": text}})
    assert read_address(write_address(made)) == made


def test_a_key_is_decoded_once() -> None:
    assert read_address("a%2520b.png") == Stored(key="a%20b.png")
    assert read_address("a b%3F.png?frame=2") == Stored(key="a b?.png", frame=2)
    assert read_address("%7Eqr") == Stored(key="~qr")


def test_a_generator_has_its_own_parameters() -> None:
    found = read_address("~placeholder?size=200x60&text=A%26B&or=6")
    assert isinstance(found, Made)
    assert found.size == (60, 200)
    assert write_address(found) == "~placeholder?size=200x60&text=A%26B&or=6"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("owl.png?mark=a.png", "there is no parameter 'mark'.*nothing else is done to it"),
        ("owl.png?w=30", "there is no parameter 'w'.*nothing else is done to it"),
        ("owl.png?fm=png", "there is no parameter 'fm'; nothing else is done to it"),  # which is not near itself
        ("~qr?text=a&mark=b.png", "there is no parameter 'mark'"),
        ("~qr", "text is missing"),
        ("~pattrn", "did you mean ~pattern"),
        ("~", "there is no generator"),
        ("/owl.png", "neither begins nor ends with a slash"),
        ("../owl.png", "no . or .."),
        ("a//b", "no two that follow"),
        ("100%.png", "write %25"),
        ("?frame=1", "no picture is named"),
        ("owl.png?frame=x", "frame=x"),
        ("https://example.com/owl.png", "no two that follow"),
    ],
)
def test_what_names_no_picture_says_why(text: str, said: str) -> None:
    with pytest.raises(Malformed, match=said):
        read_address(text)


def test_a_layer_is_a_colour_where_it_can_be_one() -> None:
    assert read_layer("tomato") == "ff6347"
    assert read_layer("80f") == "8800ff"
    assert read_layer("tomato.png") == Stored(key="tomato.png")


def test_a_key_that_begins_as_a_generator_does_is_escaped() -> None:
    stored = Stored(key="~qr")
    assert write_address(stored) == "%7Eqr"
    assert read_address("%7Eqr") == stored
