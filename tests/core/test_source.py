"""Sources: a stored picture is named by its key, a posted one by the digest of its bytes."""

from typing import Any

import pytest
from pydantic import ValidationError

from handler.core.frames import Excerpt
from handler.core.source import Fetched, Picked, Posted, Stored


def test_a_stored_picture_takes_its_key_and_a_posted_one_none() -> None:
    assert Stored(key="bees/a.jpg").keys == ("bees/a.jpg",)
    assert Posted(posted="0" * 64).keys == ()


@pytest.mark.parametrize("key", ["", "/a.jpg", "a//b", "../a", "a\\b", "a\x00b", "x" * 1025])
def test_what_is_no_key_names_no_source(key: str) -> None:
    with pytest.raises(ValidationError):
        Stored(key=key)


def test_a_picture_elsewhere_has_one_url_however_it_is_written() -> None:
    fetched = Fetched(url="HTTPS://Images.Example.com:443/%61 b.jpg?token=secret")
    assert fetched == Fetched(url="https://images.example.com/a%20b.jpg?token=secret")
    assert fetched.keys == ("https://images.example.com/a%20b.jpg?token=secret",)
    with pytest.raises(ValidationError, match="begins with https"):
        Fetched(url="http://images.example.com/a.jpg")


def test_the_log_has_a_key_or_a_host_and_never_a_query() -> None:
    sources = (
        Stored(key="a/b.jpg"),
        Fetched(url="https://a.example:8443/b?token=c"),
        Posted(posted="0" * 64),
        Picked(),
    )
    assert [each.logged for each in sources] == ["a/b.jpg", "a.example:8443", "", ""]


@pytest.mark.parametrize("digest", ["", "0" * 63, "0" * 65, "A" * 64, "g" * 64])
def test_a_digest_is_64_small_hexadecimal_digits(digest: str) -> None:
    with pytest.raises(ValidationError):
        Posted(posted=digest)


@pytest.mark.parametrize(
    ("picked", "said"),
    [
        ({"frame": 1, "frames": (1, 2)}, "leave out frames"),
        ({"frame": 1, "interval": 2}, "leave out interval"),
        ({"frames": (3, 2)}, "first and the last"),
        ({"frame": 1, "page": 2}, "leave out one"),
        ({"page": 2, "frames": (1, 2)}, "leave out frames"),
    ],
)
def test_contradictory_frames_are_refused(picked: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Stored(key="a", **picked)


def test_a_page_is_the_frame_before_its_number_and_one_value_with_it() -> None:
    page, frame = Stored(key="a.pdf", page=3), Stored(key="a.pdf", frame=2)
    assert (page.frame, page.page) == (2, None)
    assert page == frame
    assert page.model_dump() == frame.model_dump()
    assert page.model_dump_json(exclude_unset=True) == frame.model_dump_json(exclude_unset=True)
    assert Stored.model_validate(page.model_dump()) == page
    assert Stored.model_validate_json('{"key": "a.pdf", "page": 100001}').frame == 100_000


def test_an_excerpt_is_told_where_not_all_frames_are_shown() -> None:
    assert Stored(key="a").excerpt is Stored(key="a", frame=3).excerpt is None
    assert Stored(key="a", frames=(2, 9)).excerpt == Excerpt(2, 9)
    assert Stored(key="a", interval=4).excerpt == Excerpt(0, None, 4)
    assert list(Excerpt(2, 9, 3).of(30)) == [2, 5, 8]
    assert list(Excerpt(0, None, 4).of(9)) == [0, 4, 8]


@pytest.mark.parametrize(
    "picked",
    [
        {"orientation": 0},
        {"orientation": 9},
        {"frame": -1},
        {"frame": 100_001},
        {"page": 0},
        {"page": 100_002},
        {"frame": True},
        {"interval": 0},
        {"interval": 1001},
        {"frames": (0, 100_001)},
        {"frames": (1,)},
    ],
)
def test_orientations_and_frames_have_their_ranges(picked: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Stored.model_validate({"key": "a.jpg", **picked})


def test_two_sources_are_one_where_all_that_is_asked_of_them_is_the_same() -> None:
    assert Stored(key="a.jpg", frame=1) == Stored(key="a.jpg", frame=1) != Stored(key="a.jpg")
    assert Stored.params().keys() == Posted.params().keys() == {"orientation", "frame", "page", "frames", "interval"}
