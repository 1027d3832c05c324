"""The words of a path: taken in thumbor's order, and what is no word begins the picture's address."""

import pytest

from handler.dialects.thumbor.address import MOST_FILTERS, Said, Words, parted_image, path_words
from handler.errors import InvalidParameter

WHOLE = "meta/trim:top-left:10/10x20:300x400/adaptive-full-fit-in/-300x-200/left/top/smart/filters:blur(3):a()/b/c.jpg"


def test_all_words_are_taken_in_their_order() -> None:
    assert path_words(WHOLE) == Words(
        meta=True,
        trim="trim:top-left:10",
        crop="10x20:300x400",
        fit="adaptive-full-fit-in",
        size="-300x-200",
        across="left",
        down="top",
        smart=True,
        filters=(Said("blur", ("3",), "blur(3)"), Said("a", (), "a()")),
        image="b/c.jpg",
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.jpg", Words(image="a.jpg")),
        ("", Words()),
        ("meta", Words(image="meta")),
        ("smart/300x200/a.jpg", Words(smart=True, image="300x200/a.jpg")),
        ("fit-im/a.jpg", Words(image="fit-im/a.jpg")),
        ("trim:10/a", Words(trim="trim:10", image="a")),
        ("trim:left/a", Words(image="trim:left/a")),
        ("trim:top-left:/a", Words(image="trim:top-left:/a")),
        ("stretch/x/a", Words(stretch=True, size="x", image="a")),
        ("origx-/a", Words(size="origx-", image="a")),
        ("300x2e2/a", Words(image="300x2e2/a")),
        ("٣x٣/a", Words(image="٣x٣/a")),
        ("0.1x.2:0.9x1/a", Words(crop="0.1x.2:0.9x1", image="a")),
        ("1.x1:2x2/a", Words(image="1.x1:2x2/a")),
        ("1x1:2/a", Words(image="1x1:2/a")),
        ("9x9/1x2:3x4/a", Words(size="9x9", room="1x2:3x4", image="a")),
        ("9x9/1x2/a", Words(size="9x9", room="1x2", image="a")),
        ("right/middle/left/a", Words(across="right", down="middle", image="left/a")),
        ("http://h/a.jpg", Words(image="http://h/a.jpg")),
    ],
)
def test_what_is_not_the_next_word_begins_the_picture(path: str, expected: Words) -> None:
    assert path_words(path) == expected


@pytest.mark.parametrize(
    ("filters", "arguments"),
    [
        ("a(1, 2 ,3)", ("1", "2", "3")),
        ("a()", ()),
        ("a( )", ()),
        ("a(,)", ("", "")),
        ("a('b,c)', d)", ("b,c)", "d")),
        ("a('b)", ("'b",)),
        ("a('b'  , 'c' )", ("b", "c")),
        ("a(l'été,'x'y',z)", ("l'été", "x'y", "z")),
        ("a([(0,1),(2,3)],[(4,5)])", ("[(0,1),(2,3)]", "[(4,5)]")),
        ("a(b(c,d)/e.jpg,1)", ("b(c,d)/e.jpg", "1")),
    ],
)
def test_arguments_are_split_at_commas_that_no_bracket_and_no_quote_holds(
    filters: str, arguments: tuple[str, ...]
) -> None:
    assert path_words(f"filters:{filters}:b()/c/d.jpg") == Words(
        filters=(Said("a", arguments, filters), Said("b", (), "b()")), image="c/d.jpg"
    )


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("filters:/a", "'/a' is no filter"),
        ("filters:", "'' is no filter"),
        ("filters:blur/a", "is no filter"),
        ("filters:blur(3/a", "is no filter"),
        ("filters:blur)3(/a", "is no filter"),
        ("filters:a():/b", "is no filter"),
        ("filters:a()b()/c", "after a \\) comes"),
        ("filters:a()", "after a \\) comes"),
        (f"filters:{':'.join(['a()'] * (MOST_FILTERS + 1))}/b", "at most"),
        ("debug/a.jpg", "marks drawn on them"),
    ],
)
def test_what_is_no_filter_is_refused(path: str, said: str) -> None:
    with pytest.raises(InvalidParameter, match=said):
        path_words(path)


def test_quotes_without_end_are_looked_at_once() -> None:
    with pytest.raises(InvalidParameter, match="is no filter"):
        path_words("filters:a(" + "('" * 4000)
    assert path_words(f"filters:a({'(' * 2000}'b{')' * 2001}/c").image == "c"


def test_options_are_told_from_the_picture_where_they_can_be() -> None:
    assert parted_image("300x200/filters:a(b/c)/d/e.jpg") == ("300x200/filters:a(b/c)", "/", "d/e.jpg")
    assert parted_image("d/e.jpg") == ("", "", "")
    assert parted_image("filters:a") == ("", "", "")
