"""Books: what every service's table says leads to something that there is."""

from typing import Any

import pytest

from handler.dialects.literals import Malformed
from handler.dialects.native.phrases import GROW, said_in
from handler.dialects.native.spellings import ALIASES
from handler.dialects.native.vocabulary import vocabulary
from handler.dialects.phrasebook.book import SHARED, Book, WordReader
from handler.dialects.table import DIALECTS
from handler.errors import ImageError, InvalidParameter, UnknownParameter

BOOKS: dict[str, Book] = {
    row.name: module.BOOK for row in DIALECTS if hasattr(module := row.load(), "BOOK") and isinstance(module.BOOK, Book)
}


def failing(text: str) -> dict[str, str]:
    raise Malformed(f"it is not {text}")


SMALL = Book(
    names={"width": "w", "fit": "fit"},
    phrases={"fit": {"cover": "fit=crop", "none": ""}, "mode": {"pad": "fit=fill&bg=fff"}},
    readings={"box": WordReader(failing, lambda _: None, ("rect",))},
    refused={"gone": "it was never there"},
    idle=("project",),
)


@pytest.mark.parametrize(
    ("word", "text", "said"),
    [
        ("width", "300", {"w": "300"}),
        ("fit", "Cover", {"fit": "crop"}),
        ("fit", "none", {}),
        ("fit", "min", {"fit": "min"}),
        ("mode", "pad", {"fit": "fill", "bg": "fff"}),
        ("project", "x", {}),
        ("expires", "9", {"expires": "9"}),
    ],
)
def test_a_word_means_what_the_book_says(word: str, text: str, said: dict[str, str]) -> None:
    assert SMALL.meaning(word, text) == said


@pytest.mark.parametrize(
    ("word", "text", "kind", "said"),
    [
        ("mode", "paad", InvalidParameter, "mode=paad: it is pad; did you mean pad?"),
        ("mode", "zzzz", InvalidParameter, "mode=zzzz: it is pad"),
        ("box", "9", InvalidParameter, "box=9: it is not 9"),
        ("gone", "9", UnknownParameter, "gone is not done here: it was never there"),
        ("wdith", "9", UnknownParameter, "there is no parameter 'wdith'; did you mean width?"),
    ],
)
def test_what_means_nothing_is_named(word: str, text: str, kind: type[ImageError], said: str) -> None:
    with pytest.raises(kind) as caught:
        SMALL.meaning(word, text)
    assert caught.value.detail == said
    assert caught.value.facts["parameter"] == word


def test_a_book_knows_what_it_says() -> None:
    assert SMALL.words == ["width", "fit", "mode", "box"]
    assert SMALL.says("fit=crop")
    assert not SMALL.says("fit=fill")


def test_every_book_leads_to_parameters_that_there_are() -> None:
    inner = {*vocabulary(), GROW, "kind"}
    assert len(BOOKS) == 20
    for name, book in BOOKS.items():
        assert set(book.names.values()) <= inner, name
        for phrases in book.phrases.values():
            assert {word for phrase in phrases.values() for word in said_in(phrase)} <= inner, name
            assert all(text == text.lower() for text in phrases), name
        assert {word for reading in book.readings.values() for word in reading.says} <= inner, name
        kept = {*book.names, *book.readings, *book.idle, *SHARED}
        assert not set(book.refused) & kept, name


def test_a_book_that_has_our_words_too_hides_none_but_by_values() -> None:
    ours: dict[str, Any] = {name: book for name, book in BOOKS.items() if book.ours}
    assert set(ours) == {"imgix", "sanity"}
    for book in ours.values():
        assert not set(book.names) & set(vocabulary())
        assert book.meaning("blur", "5") == {"blur": "5"}
        assert book.meaning("width", "5") == {"width": "5"}
    assert "width" in ALIASES
