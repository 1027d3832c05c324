"""Short query: its parameters become edits, in the order in which the solution gets them."""

from typing import Any

import pytest

from handler.dialects.aws.short_query import read_short_query, written_moment, written_short_query
from handler.errors import ImageError, Inexpressible

QUERIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("", {}),
    ("width=300&height=200&fit=cover", {"resize": {"fit": "cover", "height": 200, "width": 300}}),
    ("width=300&height=0", {"resize": {"width": 300}}),
    ("width=300&rotate=90", {"rotate": 90, "resize": {"width": 300}}),
    ("height=300&rotate=90", {"resize": {"height": 300}, "rotate": 90}),
    ("flip=1&flop=false&greyscale=true", {"flip": True, "flop": False, "greyscale": True}),
    ("grayscale=", {"greyscale": False}),
    ("format=webp&signature=00&utm_source=x", {"toFormat": "webp"}),
)


def test_parameters_become_edits() -> None:
    for query, edits in QUERIES:
        said = read_short_query(query).edits
        assert list(said.items()) == list(edits.items()), query
    for edits in ({"rotate": 90, "resize": {"width": 3}}, {"resize": {"width": 3, "fit": "cover"}, "rotate": 90}):
        assert list(read_short_query(written_short_query(edits)).edits) == list(edits)


def test_a_link_ends_in_utc() -> None:
    assert read_short_query("expires=19700102T120304Z").expires == 129784
    assert read_short_query(written_moment(129784)).expires == 129784
    assert read_short_query("expires=00010101T000000Z").expires == 0
    with pytest.raises(Inexpressible):
        written_moment(2**40)
    with pytest.raises(Inexpressible, match="blur"):
        written_short_query({"blur": 3})


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("widht=3", "width"),
        ("width=1e2", "width"),
        ("width=3&width=3", "more than once"),
        ("grayscale=1&greyscale=1", "more than once"),
        ("expires=2030", "expires"),
        ("expires=20301331T000000Z", "expires"),
        ("expires=1893456000", "expires"),
    ],
)
def test_what_is_wrong_is_named(query: str, word: str) -> None:
    with pytest.raises(ImageError, match=word):
        read_short_query(query)
