"""Taken words: what is read of them is taken out, and what is left is an error."""

import pytest

from handler.dialects.taken_words import TakenWords
from handler.errors import ImageError

KNOWN = ("w", "h", "q", "fit")


def test_values_are_read_once() -> None:
    words = TakenWords([("w", "3"), ("h", "0.5"), ("q", "1.5"), ("fit", "in")], KNOWN)
    words.density = 2.0
    assert (words.side("w"), words.side("h"), words.side("x")) == (6, 0.5, None)
    assert (words.number("q", 0, 2), words.number("q", 0, 2), words.whole("q", 0, 2)) == (1.5, None, None)
    assert (words.choice("fit", {"in": "max"}), words.choice("fit", {"in": "max"})) == ("max", None)
    words.check_empty({})
    assert TakenWords([("w", "3")], KNOWN).whole("w", 1, 3) == 3


def test_what_is_wrong_or_left_is_named() -> None:
    for pairs, said in (
        ([("width", "3")], "width"),
        ([("w", "3"), ("w", "4")], "more than once"),
        ([("w", "")], "no value"),
    ):
        with pytest.raises(ImageError, match=said):
            TakenWords(pairs, KNOWN)
    with pytest.raises(ImageError, match="w=3: says nothing here"):
        TakenWords([("w", "3")], KNOWN).check_empty({})
    with pytest.raises(ImageError, match="w=3: not so"):
        TakenWords([("w", "3")], KNOWN).check_empty({"w": "not so"})
