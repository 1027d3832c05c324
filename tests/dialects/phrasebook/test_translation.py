"""Translation: a service's query becomes a native one, and a native one its query."""

import pytest

from handler.dialects.phrasebook.book import Book
from handler.dialects.phrasebook.common import part_reader
from handler.dialects.phrasebook.translation import from_native, to_native
from handler.errors import ImageError, Inexpressible

BOOK = Book(
    names={"width": "w", "height": "h", "format": "fm", "quality": "q"},
    phrases={
        "fit": {"cover": "fit=crop", "coverleft": "fit=crop&crop=left"},
        "format": {"auto": "auto=format", "web": "fm=webp", "first": "fm=source"},
        "thin": {"1": "q=40&auto=compress", "0": "q=40"},
        "nothing": {"1": ""},
    },
    readings={"part": part_reader()},
    keeps=False,
)
NATIVE = Book(names={"orient": "or"}, readings={"part": part_reader()}, ours=True)


@pytest.mark.parametrize(
    ("query", "native"),
    [
        ("width=300&height=200&fit=cover", "w=300&h=200&auto=format&fit=crop"),
        ("width=300&height=200&fit=coverleft&utm_source=a", "w=300&h=200&crop=left&auto=format&fit=crop"),
        ("part=3%2C4%2C1%2C2&format=web", "rect=1,2,3,4&fm=webp"),
        ("thin=1&format=auto", "q=40&auto=compress,format"),
        ("nothing=1", "auto=format"),
        ("s=abc&v=7", "s=abc&v=7"),
        ("", ""),
    ],
)
def test_a_query_is_read_by_its_book(query: str, native: str) -> None:
    assert to_native(query, BOOK).query == native


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("width=300&width=300", "width is given more than once"),
        ("width", "width has no value"),
        ("quality=50&thin=1", "quality and thin contradict each other"),
        ("width=%ff", "width: the query is not UTF-8"),
        ("format=", "format has no value"),
    ],
)
def test_what_says_nothing_is_named(query: str, said: str) -> None:
    with pytest.raises(ImageError) as caught:
        to_native(query, BOOK)
    assert (caught.value.status, caught.value.detail) == (400, said)


@pytest.mark.parametrize(
    ("native", "query"),
    [
        ("w=300&h=200&fit=crop&crop=left", "fit=coverleft&width=300&height=200"),
        ("w=300&h=200&fit=crop&fm=webp&q=40", "fit=cover&width=300&height=200&format=webp&quality=40"),
        ("rect=1,2,3,4&fm=source", "part=3,4,1,2&format=first"),
        ("w=300&v=7&expires=9", "width=300&v=7&expires=9"),
        ("q=40&auto=compress", "thin=1"),
    ],
)
def test_a_native_query_is_written_by_the_book(native: str, query: str) -> None:
    assert from_native(native, BOOK) == query


@pytest.mark.parametrize(
    ("native", "named"),
    [
        ("blur=5", "blur=5"),
        ("w=300&h=200&fit=scale", "fit=scale"),
        ("w=300&h=200&fit=min", "fit=min"),
        ("rect=0.5,0,1.0,1.0", "rect=0.5,0,1.0,1.0"),
    ],
)
def test_what_the_book_has_no_word_for_is_named(native: str, named: str) -> None:
    with pytest.raises(Inexpressible, match=f"there is no word for {named} in this service's addresses"):
        from_native(native, BOOK)


def test_a_book_with_our_words_writes_them_and_reads_base64() -> None:
    assert from_native("w=300&rect=1,2,3,4&or=6", NATIVE) == "part=3,4,1,2&w=300&or=6"
    assert to_native("orient=6&part64=Myw0LDEsMg&width=9", NATIVE).query == "or=6&rect=1,2,3,4&width=9"
    assert to_native("s=YWJj", NATIVE).query == "s=YWJj"
    with pytest.raises(ImageError, match="part64 is UTF-8 in base64url"):
        to_native("part64=%25", NATIVE)
