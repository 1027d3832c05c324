"""The end of a path: a key, in base64url where its beginning would be a word."""

import pytest

from handler.core.source import Stored
from handler.dialects.thumbor.address import path_words
from handler.dialects.thumbor.source import encoded_name, plain_name, source_of, unmistakable
from handler.errors import InvalidKey, InvalidParameter


@pytest.mark.parametrize("key", ["a.jpg", "a/b c.jpg", "é?.jpg", "smart.jpg", "x", "b64:", "b64:some-file.jpg"])
def test_a_key_that_begins_as_no_word_stands_as_it_is(key: str) -> None:
    assert unmistakable(key) == key
    assert source_of(key, {}) == Stored(key=key)


@pytest.mark.parametrize(
    "key", ["left/a.jpg", "300x200/a.jpg", "x/a", "filters:a", "meta/a", "debug/a", "trim/a", encoded_name("a")]
)
def test_a_key_that_begins_as_a_word_is_written_in_base64url(key: str) -> None:
    text = unmistakable(key)
    assert text.startswith("b64:")
    assert path_words(text).image == text
    assert source_of(text, {}) == Stored(key=key)
    assert plain_name(encoded_name(key)) == key


@pytest.mark.parametrize("text", ["http://h/a.jpg", "https:/h/a.jpg", encoded_name("https://h/a.jpg")])
def test_a_picture_elsewhere_is_not_fetched(text: str) -> None:
    with pytest.raises(InvalidParameter, match="no origin is set up") as raised:
        source_of(text, {})
    assert raised.value.facts["parameter"] == "image"


def test_fields_are_those_of_a_source() -> None:
    assert source_of("a.gif", {"frame": 0}) == Stored(key="a.gif", frame=0)
    with pytest.raises(InvalidParameter):
        source_of("a.gif", {"page": 0})
    for text in ("", "a//b", "/a", "b64:AA"):
        with pytest.raises(InvalidKey):
            source_of(text, {})
