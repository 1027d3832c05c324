"""What can name a picture, and that a path is decoded once, strictly."""

import pytest

from handler.core.keys import MAX_KEY_BYTES, checked_key, decode
from handler.errors import InvalidKey


@pytest.mark.case("E02")
@pytest.mark.parametrize(
    ("raw", "key"),
    [
        (b"cat.jpg", "cat.jpg"),
        (b"a%20b/c+d.jpg", "a b/c+d.jpg"),
        (b"caf%C3%A9.jpg", "café.jpg"),
        (b"100%25.jpg", "100%.jpg"),
        (b"%252e%252e/x", "%2e%2e/x"),
        ("日本/猫.jpg".encode(), "日本/猫.jpg"),
        (b"a%2Fb", "a/b"),
        (b"what%3F%23.jpg", "what?#.jpg"),
    ],
)
def test_a_key_is_decoded_exactly_once(raw: bytes, key: str) -> None:
    assert checked_key(decode(raw)) == key


@pytest.mark.parametrize("raw", [b"%", b"%2", b"%zz", b"%+1", b"a%ff.jpg", b"%c0%ae", b"%ed%a0%80", b"\xff"])
def test_what_is_not_percent_encoded_utf8_is_refused(raw: bytes) -> None:
    with pytest.raises(InvalidKey):
        decode(raw)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "/",
        "a//b",
        "/a",
        "a/",
        ".",
        "..",
        "a/./b",
        "a/../b",
        "../etc/passwd",
        "a\\b",
        "a\0b",
        "a\nb",
        "a\x7fb",
        "a\x85b",
    ],
)
def test_a_key_that_others_would_rewrite_is_refused(key: str) -> None:
    with pytest.raises(InvalidKey):
        checked_key(key)


def test_a_key_has_at_most_1024_bytes() -> None:
    assert checked_key("é" * (MAX_KEY_BYTES // 2))
    with pytest.raises(InvalidKey, match=r"1025|1026"):
        checked_key("é" * (MAX_KEY_BYTES // 2) + "é")


def test_a_lone_surrogate_is_no_key() -> None:
    with pytest.raises(InvalidKey, match="UTF-8"):
        checked_key("\ud800")
