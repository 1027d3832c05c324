"""A query taken apart: empty pairs, names that track, unknown and repeated parameters."""

import pytest

from handler.core import query_string
from handler.dialects import native
from handler.dialects.native.query import said_by
from handler.dialects.native.vocabulary import vocabulary
from handler.errors import InvalidParameter, RepeatedParameter, UnknownParameter
from handler.ops.op import Op

KEY = "cat.jpg"


def ops(query: str) -> tuple[Op, ...]:
    return native.parse(query, KEY).recipe.ops


@pytest.mark.parametrize("query", ["&w=50", "w=50&", "w=50&&h=20", "&&w=50&&", "w=50"])
def test_an_empty_pair_says_nothing(query: str) -> None:
    assert native.parse(query, KEY) == native.parse("&".join(filter(None, query.split("&"))), KEY)


def test_an_address_of_empty_pairs_alone_asks_for_the_original() -> None:
    assert native.parse("&", KEY).delivery.original
    with pytest.raises(UnknownParameter):
        native.parse("=5&w=50", KEY)


@pytest.mark.parametrize("name", [*sorted(query_string.TRACKING), "utm_source", "utm_"])
def test_a_name_that_only_tracks_visitors_changes_neither_recipe_nor_delivery(name: str) -> None:
    """Nor does it count as a repetition; an ad network may add its own twice."""
    assert native.parse(f"{name}=a&w=50&{name}=b&{name}", KEY) == native.parse("w=50", KEY)


@pytest.mark.parametrize(
    ("query", "parameter", "near"),
    [("widht=300", "widht", "width"), ("W=300", "W", None), ("x=1", "x", None), ("qualty=3", "qualty", "quality")],
)
def test_an_unknown_parameter_is_named_with_the_nearest_word(query: str, parameter: str, near: str | None) -> None:
    with pytest.raises(UnknownParameter) as caught:
        ops(query)
    assert caught.value.facts["parameter"] == parameter
    if near:
        assert caught.value.facts["nearest"] == near
        assert near in caught.value.detail


def test_a_signature_is_written_as_it_is() -> None:
    """Whoever judges a link looks for `s`: under another name it would be dropped and judged by nobody."""
    with pytest.raises(UnknownParameter, match="s64"):
        native.parse("w=50&s64=YWJj", KEY)


@pytest.mark.parametrize("query", ["w=1&w=1", "w=1&width=1", "width=1&w=2", "fm=webp&format=webp", "w=1&%77=1"])
def test_a_repeated_parameter_is_an_error_under_any_of_its_names(query: str) -> None:
    with pytest.raises(RepeatedParameter):
        ops(query)


@pytest.mark.parametrize("written", ["SGl", "SGl="])
def test_base64url_has_one_spelling_for_a_text(written: str) -> None:
    """SGk is `Hi`; SGl, whose last bits stand for nothing, would be a second address of the same picture."""
    assert said_by("txt64=SGk", vocabulary()) == {"txt": "Hi"}
    with pytest.raises(InvalidParameter, match="txt64 is no base64url that writes a text"):
        said_by(f"txt64={written}", vocabulary())
