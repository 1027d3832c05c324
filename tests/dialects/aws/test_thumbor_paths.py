"""Thumbor paths: the parts before the key, as the solution reads them."""

from typing import Any

import pytest

from handler.dialects.aws.thumbor_paths import read_thumbor_path
from handler.errors import InvalidParameter

FIT = {"fit": "inside"}
PATHS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("a.jpg", "a.jpg", {}),
    ("a/b/c.jpg", "a/b/c.jpg", {}),
    ("300x200/a.jpg", "a.jpg", {"resize": {"width": 300, "height": 200}}),
    ("fit-in/300x200/a.jpg", "a.jpg", {"resize": {**FIT, "width": 300, "height": 200}}),
    ("300x0/a.jpg", "a.jpg", {"resize": {"width": 300, **FIT}}),
    ("10x20:110x120/a.jpg", "a.jpg", {"extract": {"left": 10, "top": 20, "width": 100, "height": 100}}),
    ("filters:rotate(90):blur(4)/filters:grayscale()/a.jpg", "a.jpg", {"blur": 2, "grayscale": True, "rotate": 90}),
    ("300x200", "300x200", {}),
    ("300x/a.jpg", "300x/a.jpg", {}),
    ("smart/a.jpg", "smart/a.jpg", {}),
    ("1x2:3x4:5x6/a.jpg", "1x2:3x4:5x6/a.jpg", {}),
    ("filters:x/a.jpg", "filters:x/a.jpg", {}),
    ("filters:grayscale()", "", {"grayscale": True}),
)


def test_parts_become_edits() -> None:
    for path, key, edits in PATHS:
        said = read_thumbor_path(path)
        assert said.key == key, path
        assert said.edits == edits, path
    assert read_thumbor_path("s3:b/a.jpg")[:2] == ("a.jpg", "b")
    assert read_thumbor_path("filters:quality(50)/a.jpg").rest == {"quality": "50"}


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("300x200/300x200/a.jpg", "size"),
        ("fit-in/fit-in/a.jpg", "fit"),
        ("filters:blur(3/a.jpg", "is no filter"),
        ("filters:a/b(3)/a.jpg", "is no filter"),
        ("filters:blur(3)x/a.jpg", "is no filter"),
        (f"{'9' * 30}x200/a.jpg", "whole number"),
    ],
)
def test_what_is_wrong_is_named(path: str, word: str) -> None:
    with pytest.raises(InvalidParameter, match=word):
        read_thumbor_path(path)
