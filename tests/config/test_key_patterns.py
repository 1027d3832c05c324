"""Key patterns: what stars stand for, and that many of them cost no time."""

import pytest

from handler.config.key_patterns import key_matches


@pytest.mark.parametrize(
    ("pattern", "keys", "others"),
    [
        ("a.jpg", ["a.jpg"], ["A.jpg", "b/a.jpg", "a.jpg/b"]),
        ("*.jpg", ["a.jpg", ".jpg"], ["x/a.jpg", "a.jpeg"]),
        ("x/*", ["x/a"], ["x", "x/a/b", "y/a"]),
        ("x/**", ["x", "x/a", "x/a/b"], ["y/x", "xx/a"]),
        ("x/**/*.jpg", ["x/a.jpg", "x/y/z/a.jpg"], ["a.jpg", "x/a.png"]),
        ("**", ["a", "a/b"], []),
    ],
)
def test_a_pattern_stands_for_these_keys(pattern: str, keys: list[str], others: list[str]) -> None:
    assert [key for key in keys if not key_matches(pattern, key)] == []
    assert [key for key in others if key_matches(pattern, key)] == []


def test_no_pattern_is_walked_more_often_than_it_is_long() -> None:
    assert not key_matches("/".join(["**", "a"] * 40), "/".join(["a"] * 60 + ["b"]))
