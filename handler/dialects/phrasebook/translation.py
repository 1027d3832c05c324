"""Translation: from a service's raw query to a native one by its book, and back."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from handler.core.query_string import pairs, tracks
from handler.dialects.native.phrases import said_in
from handler.dialects.native.query import ENCODED, written_plainly
from handler.dialects.phrasebook.book import SHARED, Book, Given
from handler.dialects.phrasebook.settling import default_fit, settled, unsettled
from handler.errors import Inexpressible, InvalidParameter, RepeatedParameter

ALIKE = {"jpg", "png", "webp", "avif", "gif"}
SAFE = "-._~,:/"


class NativeText(NamedTuple):
    """A native query, and for each of its parameters the service's word that said it."""

    query: str
    words: dict[str, str]

    def blaming(self, error: InvalidParameter) -> InvalidParameter:
        """Return an error that names the word that was written: `width=abc`, where ours is `w`."""
        ours = str(error.facts.get("parameter", ""))
        word = self.words.get(ours, ours)
        if word == ours:
            return error
        detail = error.detail.removeprefix(f"{ours}=")
        said = f"{word}={detail}" if detail != error.detail else f"{word}: {detail}"
        return type(error)(said, **{**error.facts, "parameter": word})


def to_native(query: str, book: Book) -> NativeText:
    """Return the native query that says what a service's query says; an ImageError below 500 where it says nothing."""
    given: Given = {}
    spelled: dict[str, str] = {}
    told: set[str] = set()
    for word, text in pairs(query):
        if tracks(word):
            continue
        if book.ours and word.endswith(ENCODED) and word not in book.names:
            word, text = word.removesuffix(ENCODED), written_plainly(text, word)  # noqa: PLW2901 - the same, written plainly
        if word in told:
            raise RepeatedParameter(f"{word} is given more than once", parameter=word)
        if not text:
            raise InvalidParameter(f"{word} has no value", parameter=word)
        told.add(word)
        for name, meant in book.meaning(word, text).items():
            both = {*given.get(name, meant).split(","), *meant.split(",")} if name == "auto" else set()
            if name in given and given[name] != meant and not both:
                raise InvalidParameter(f"{spelled[name]} and {word} contradict each other", parameter=word)
            given[name], spelled[name] = ",".join(sorted(both)) if both else meant, word
    return NativeText(written_query(settled(given, book, asked=bool(told - {*SHARED, *book.idle}))), spelled)


def from_native(query: str, book: Book) -> str:
    """Return a service's query that may say what a native one says; Inexpressible names what it has no word for."""
    ours = dict(pairs(query))
    left = unsettled(ours, book)
    said = dict(_said(left, book))
    for name in [name for name in left if book.ours or name in SHARED]:
        said[name] = left.pop(name)
    if left.get("fit") == default_fit(book):
        del left["fit"]
    if left:
        name = "fit" if "grow" in left else next(iter(left))
        lacking = f"{name}={ours.get(name, 'max') if name == 'fit' else left[name]}"
        raise Inexpressible(f"there is no word for {lacking} in this service's addresses")
    return written_query(said)


def _said(left: Given, book: Book) -> Iterator[tuple[str, str]]:
    """Give the words for what is left to say, and take it away."""
    for word, reading in book.readings.items():
        some = {name: left[name] for name in reading.says if name in left}
        text = reading.write(some) if some else None
        if text is not None:
            for name in some:
                del left[name]
            yield word, text
    if not book.ours:
        yield from _phrased(left, book)
        for word, name in book.names.items():
            if name in left:
                yield word, left.pop(name)


def _phrased(left: Given, book: Book) -> Iterator[tuple[str, str]]:
    for word, phrases in book.phrases.items():
        for text, phrase in sorted(phrases.items(), key=lambda each: -each[1].count("=")):
            meant = said_in(phrase)
            if meant and meant.items() <= left.items() and not _plain(meant, book):
                for name in meant:
                    del left[name]
                yield word, text
                break


def _plain(meant: Given, book: Book) -> bool:
    """Return whether a phrase says what the service's own word says with a value that every service writes alike."""
    (name, text), *more = meant.items()
    return not more and name in book.names.values() and (name == "q" or text in ALIKE)


def written_query(given: Given) -> str:
    """Return a query of parameters."""
    return "&".join(f"{quote(name, safe='')}={quote(text, safe=SAFE)}" for name, text in given.items())
