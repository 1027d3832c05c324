"""The end of a path: a key, in base64url where its beginning would be a word."""

import pytest

from handler.core.source import Fetched, Stored
from handler.dialects.thumbor.address import path_words
from handler.dialects.thumbor.source import encoded_name, plain_name, source_of, stored_of, unmistakable
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


URLS = ["http://h.example/a.jpg", "https:/h.example/a.jpg", encoded_name("https://h.example/a.jpg")]


@pytest.mark.parametrize("text", URLS)
def test_a_url_names_a_picture_of_another_host_and_one_of_ours_a_key(text: str) -> None:
    assert source_of(text, {"frame": 0}) == Fetched(url="https://h.example/a.jpg", frame=0)
    assert source_of(text, {}, "https://h.example") == Stored(key="a.jpg")


def test_what_is_laid_over_is_stored_here() -> None:
    assert stored_of("a.jpg") == Stored(key="a.jpg")
    with pytest.raises(InvalidParameter, match="no URL") as raised:
        stored_of(URLS[0])
    assert raised.value.facts["parameter"] == "image"


def test_fields_are_those_of_a_source() -> None:
    assert source_of("a.gif", {"frame": 0}) == Stored(key="a.gif", frame=0)
    with pytest.raises(InvalidParameter):
        source_of("a.gif", {"page": 0})
    for text in ("", "a//b", "/a", "b64:AA"):
        with pytest.raises(InvalidKey):
            source_of(text, {})
