"""Query strings: each name and value is decoded once, strictly, and what only tracks visitors is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.query_string import TRACKING, pairs, tracks
from handler.errors import InvalidParameter


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", []),
        ("w=50", [("w", "50")]),
        ("w=50&h=20", [("w", "50"), ("h", "20")]),
        ("w=1&w=2", [("w", "1"), ("w", "2")]),
        ("&w=50&&", [("w", "50")]),
        ("w", [("w", "")]),
        ("w=", [("w", "")]),
        ("=5", [("", "5")]),
        ("a=b=c", [("a", "b=c")]),
        ("title=a+b%20c", [("title", "a b c")]),
        ("dl=caf%C3%A9", [("dl", "café")]),
        ("%77=50", [("w", "50")]),
        ("a=%2526", [("a", "%26")]),
        ("a=%2B", [("a", "+")]),
    ],
)
def test_a_query_is_taken_apart_in_its_order(query: str, found: list[tuple[str, str]]) -> None:
    assert list(pairs(query)) == found


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("w=%zz", "w: a % in the query is not followed by two hexadecimal digits"),
        ("%f=1", "a parameter's name: a % in the query"),
        ("a=%ff", "a: the query is not UTF-8"),
    ],
)
def test_what_cannot_be_decoded_is_named(query: str, detail: str) -> None:
    with pytest.raises(InvalidParameter, match=detail):
        list(pairs(query))


def test_a_name_that_cannot_be_decoded_is_shown_as_it_was_written() -> None:
    with pytest.raises(InvalidParameter) as caught:
        list(pairs("%f=1"))
    assert caught.value.facts["parameter"] == "%f"


@given(st.text(max_size=40))
def test_no_text_raises_anything_but_what_names_the_parameter(query: str) -> None:
    try:
        list(pairs(query))
    except InvalidParameter as error:
        assert "parameter" in error.facts


@pytest.mark.parametrize("name", [*sorted(TRACKING), "utm_source", "utm_"])
def test_names_that_advertisers_add_are_known(name: str) -> None:
    assert tracks(name)


@pytest.mark.parametrize("name", ["w", "utm", "UTM_source", "fbclid2", ""])
def test_no_other_name_is_dropped(name: str) -> None:
    assert not tracks(name)
