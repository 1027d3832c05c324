"""Sources: a stored picture is named by its key, a posted one by the digest of its bytes."""

import pytest
from pydantic import ValidationError

from handler.core.source import Posted, Stored


def test_a_stored_picture_takes_its_key_and_a_posted_one_none() -> None:
    assert Stored(key="bees/a.jpg").keys == ("bees/a.jpg",)
    assert Posted(posted="0" * 64).keys == ()


@pytest.mark.parametrize("key", ["", "/a.jpg", "a//b", "../a", "a\\b", "a\x00b", "x" * 1025])
def test_what_is_no_key_names_no_source(key: str) -> None:
    with pytest.raises(ValidationError):
        Stored(key=key)


@pytest.mark.parametrize("digest", ["", "0" * 63, "0" * 65, "A" * 64, "g" * 64])
def test_a_digest_is_64_small_hexadecimal_digits(digest: str) -> None:
    with pytest.raises(ValidationError):
        Posted(posted=digest)


@pytest.mark.parametrize(
    "picked", [{"orientation": 0}, {"orientation": 9}, {"frame": -1}, {"frame": 100_001}, {"frame": True}]
)
def test_orientations_and_frames_have_their_ranges(picked: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        Stored.model_validate({"key": "a.jpg", **picked})


def test_two_sources_are_one_where_all_that_is_asked_of_them_is_the_same() -> None:
    assert Stored(key="a.jpg", frame=1) == Stored(key="a.jpg", frame=1) != Stored(key="a.jpg")
    assert Stored.params().keys() == Posted.params().keys() == {"orientation", "frame"}
