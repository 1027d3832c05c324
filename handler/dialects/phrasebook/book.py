"""Book: the words of one service, a literal table, and how they are looked up."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from handler.core.suggest import SHOWN, nearest
from handler.dialects.foreign.words import unknown
from handler.dialects.literals import Malformed
from handler.dialects.native.phrases import said_in
from handler.errors import InvalidParameter, UnknownParameter

Given = dict[str, str]
"""Parameters of a native query and their texts; besides these `grow`, `kind` and fit=outside, which are settled."""

Phrases = Mapping[str, Mapping[str, str]]

NOTHING: Mapping[str, Any] = MappingProxyType({})

SHARED = ("s", "expires", "v")
"""Our own parameters that every door has: who may have the picture, until when, and which edition."""


class WordReader(NamedTuple):
    """A parameter whose value is taken apart.

    read: what a value says; Malformed where it says nothing. says: the native parameters that it may say. write: the
    value that says all of them that are given, None where none does.
    """

    read: Callable[[str], Given]
    write: Callable[[Given], str | None]
    says: tuple[str, ...]


class Book(NamedTuple):
    """The words of a service.

    names: parameters whose values are ours, and what we call them. phrases: values that have a meaning of their own, by
    parameter, as a native query; an empty one says what is so anyway. readings: as above. refused: parameters that the
    service has, and why nothing here says them. fit: how a picture fits into w and h where nothing is said. grows:
    whether it is enlarged where nothing is said. idle: parameters that say nothing of a picture, but whose it is.
    keeps: whether the stored format is kept where none is named; else Accept decides. ours: whether our own words are
    understood too, and all is as in a native query.
    """

    names: Mapping[str, str]
    phrases: Phrases = NOTHING
    readings: Mapping[str, WordReader] = NOTHING
    refused: Mapping[str, str] = NOTHING
    fit: str = "max"
    grows: bool = True
    idle: tuple[str, ...] = ()
    keeps: bool = True
    ours: bool = False

    @property
    def words(self) -> list[str]:
        """All parameters that mean something."""
        return list(dict.fromkeys([*self.names, *self.phrases, *self.readings]))

    def says(self, phrase: str) -> bool:
        """Return whether some value says just this."""
        return any(phrase in phrases.values() for phrases in self.phrases.values())

    def meaning(self, word: str, text: str) -> Given:
        """Return what a parameter says; an ImageError below 500 names one that says nothing, or a value of it."""
        said = self.phrases.get(word, {}).get(text.lower())
        if said is not None:
            return said_in(said)
        if word in self.idle:
            return {}
        if word in self.readings:
            return self._read(word, text)
        if word in self.names or word in SHARED:
            return {self.names.get(word, word): text}
        if word in self.refused:
            raise UnknownParameter(f"{word} is not done here: {self.refused[word]}", parameter=word)
        if word in self.phrases and not self.ours:
            raise self._no_value(word, text)
        if self.ours:
            return {word: text}
        raise unknown(word, [*self.words, *SHARED])

    def _read(self, word: str, text: str) -> Given:
        try:
            return self.readings[word].read(text)
        except Malformed as error:
            raise InvalidParameter(f"{word}={text[:SHOWN]}: {error}", parameter=word) from error

    def _no_value(self, word: str, text: str) -> InvalidParameter:
        near = nearest(text, self.phrases[word])
        hint = f"; did you mean {near}?" if near else ""
        said = f"{word}={text[:SHOWN]}: it is {', '.join(self.phrases[word])}{hint}"
        return InvalidParameter(said, parameter=word, nearest=near)
