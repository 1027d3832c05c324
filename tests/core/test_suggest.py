"""Suggestions: the word that was probably meant is proposed, and none where nothing is near."""

import pytest

from handler.core.suggest import nearest

WORDS = ["width", "height", "quality", "blur", "trim", "or", "ro"]


def test_the_nearest_word_is_found_and_nonsense_has_none() -> None:
    assert nearest("widht", ["width", "height", "w"]) == "width"
    assert nearest("zzzzzz", ["width", "height"]) is None


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("WIDTH", "width"),  # the same in capitals
        ("hieght", "height"),  # letters in another order
        ("qualty", "quality"),
        ("blurr", "blur"),
        ("tr", None),  # too short to be taken for trim
        ("or", "or"),
        ("", None),
        ("crop", None),
        ("width" * 9, None),
    ],
)
def test_what_is_very_like_a_word_is_taken_for_it(word: str, meant: str | None) -> None:
    assert nearest(word, WORDS) == meant


def test_a_word_of_any_length_is_compared_by_its_beginning_alone() -> None:
    assert nearest("a" * 1_000_000, ["a" * 40]) == "a" * 40
    assert nearest("zzz", []) is None
