"""Taken words: values by their words, each taken out by what reads it, so that what is left is read by nothing."""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from handler.dialects.foreign.arguments import dense, in_range, one_of, whole_in_range, wrong_argument
from handler.dialects.foreign.words import unknown
from handler.errors import InvalidParameter, RepeatedParameter

Value = TypeVar("Value")


class TakenWords:
    """The words of one step of an address. density: what multiplies its lengths in pixels."""

    density = 1.0

    def __init__(self, pairs: Iterable[tuple[str, str]], known: Collection[str]) -> None:
        """Take words with their texts; ImageError where one is unknown, has no text, or comes twice."""
        self.said: dict[str, str] = {}
        for word, text in pairs:
            if word not in known:
                raise unknown(word, known)
            if word in self.said:
                raise RepeatedParameter(f"{word} is given more than once", parameter=word)
            if not text:
                raise InvalidParameter(f"{word} has no value", parameter=word)
            self.said[word] = text

    def take(self, word: str) -> str | None:
        """Return what a word says, and take it out; None where it is not there."""
        return self.said.pop(word, None)

    def number(self, word: str, least: float, most: float) -> float | None:
        """Return a number that a word says."""
        text = self.take(word)
        return None if text is None else in_range(word, text, least, most)

    def whole(self, word: str, least: int, most: int) -> int | None:
        """Return a whole number that a word says."""
        text = self.take(word)
        return None if text is None else whole_in_range(word, text, least, most)

    def side(self, word: str, most: int = 100_000) -> float | None:
        """Return a length: pixels on a screen of the density, or with a decimal point a part of the picture."""
        text = self.take(word)
        if text is None:
            return None
        return (
            in_range(word, text, 0, 1)
            if "." in text
            else dense(word, whole_in_range(word, text, 1, most), self.density)
        )

    def choice(self, word: str, choices: Mapping[str, Value]) -> Value | None:
        """Return what a word stands for, of a table of choices."""
        text = self.take(word)
        return None if text is None else one_of(word, text, choices)

    def check_empty(self, hints: Mapping[str, str]) -> None:
        """InvalidParameter where something is left. hints: why certain words are read by nothing."""
        for word, text in self.said.items():
            raise wrong_argument(word, text, hints.get(word, "says nothing here"))
