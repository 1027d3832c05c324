"""Writing: an address that reads back as the same recipe, or the name of what IIIF cannot say."""

import pytest
from hypothesis import given

from handler.core.delivery import Delivery
from handler.core.source import Stored
from handler.dialects import native
from handler.dialects.iiif import version2, version3
from handler.dialects.interface import DialectModule, PictureReply
from handler.errors import Inexpressible
from handler.ops.resize import Resize
from handler.recipe import Recipe
from tests.support.requests.iiif_requests import addresses, asked

EDITIONS: dict[int, DialectModule] = {3: version3, 2: version2}


def read(text: str, edition: int) -> PictureReply:
    found = EDITIONS[edition].parse(asked(text, edition))
    assert isinstance(found, PictureReply)
    return found


def holds(text: str, edition: int) -> None:
    """What is written reads back as the same recipe, and writes the same again."""
    said = read(text, edition)
    written = EDITIONS[edition].write(said)
    again = read(written, edition)
    assert (again.recipe, again.delivery) == (said.recipe, said.delivery)
    assert again.recipe.text() == said.recipe.text()
    assert EDITIONS[edition].write(again) == written


@given(addresses(3))
def test_what_is_written_reads_back_as_the_same_recipe(text: str) -> None:
    holds(text, 3)


@given(addresses(2))
def test_what_the_older_edition_writes_reads_back_as_the_same_recipe(text: str) -> None:
    holds(text, 2)


@pytest.mark.parametrize(
    ("query", "three", "two"),
    [
        ("fm=jpg", "a.jpg/full/pct:100/0/default.jpg", "a.jpg/full/full/0/default.jpg"),
        ("w=300&fm=jpg", "a.jpg/full/300,/0/default.jpg", None),
        ("h=300&fm=jpg&fit=clip", "a.jpg/full/^,300/0/default.jpg", "a.jpg/full/,300/0/default.jpg"),
        ("w=300&h=200&fm=jpg", "a.jpg/full/!300,200/0/default.jpg", "a.jpg/full/!300,200/0/default.jpg"),
        ("w=300&h=200&fit=clip&fm=jpg", "a.jpg/full/^!300,200/0/default.jpg", None),
        ("w=300&h=200&fit=scale&fm=jpg", "a.jpg/full/^300,200/0/default.jpg", "a.jpg/full/300,200/0/default.jpg"),
        ("w=300&h=300&fit=crop&fm=jpg", "a.jpg/square/^300,/0/default.jpg", "a.jpg/square/300,/0/default.jpg"),
        ("w=300&h=300&fit=min&fm=jpg", "a.jpg/square/!300,300/0/default.jpg", "a.jpg/square/!300,300/0/default.jpg"),
        ("ar=1:1&fit=crop&fm=jpg", "a.jpg/square/pct:100/0/default.jpg", "a.jpg/square/full/0/default.jpg"),
        ("rect=1,2,30,40&fm=tiff", "a.jpg/1,2,30,40/pct:100/0/default.tif", "a.jpg/1,2,30,40/full/0/default.tif"),
        ("flip=h&rot=90&sat=-100&fm=jpg", "a.jpg/full/pct:100/!90/gray.jpg", "a.jpg/full/full/!90/gray.jpg"),
        ("frame=0&fm=webp", "a.jpg/full/pct:100/0/default.webp", "a.jpg/full/full/0/default.webp"),
        ("fm=jpg&expires=9", "a.jpg/full/pct:100/0/default.jpg?expires=9", "a.jpg/full/full/0/default.jpg?expires=9"),
    ],
)
def test_what_a_query_says_is_written_where_iiif_can_say_it(query: str, three: str, two: str | None) -> None:
    said = native.parse(query, "a.jpg")
    picture = PictureReply(said.recipe, said.delivery)
    assert version3.write(picture) == three
    assert read(three, 3).recipe == picture.recipe
    if two is None:
        with pytest.raises(Inexpressible):
            version2.write(picture)
    else:
        assert version2.write(picture) == two
        assert read(two, 2).recipe == picture.recipe


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("w=300", "no format by Accept"),
        ("fm=jpg&dl=a", "download names"),
        ("fm=jpg&q=50", "one format of jpg"),
        ("fm=webp,jpg", "one format of jpg"),
        ("fm=ico", "one format of jpg"),
        ("blur=3&fm=jpg", "no blur"),
        ("flip=v&fm=jpg", "no flip"),
        ("sat=-99&fm=jpg", "no saturation"),
        ("rot=45&bg=f00&fm=jpg", "no rotate"),
        ("flip=h&rot=45&bg=f00&fm=jpg", "no rotate"),
        ("flip=h&blur=3&fm=jpg", "no blur"),
        ("rect=0.1,0,30,40&fm=jpg", "not in both"),
        ("w=300&h=200&fit=crop&fm=jpg", "fit=crop"),
        ("w=300&h=200&fit=fill&fm=jpg", "fit=fill"),
        ("w=0.5&fm=jpg", "fit=max"),
        ("w=0.5&h=0.5&fm=jpg", "fit=max"),
        ("w=300&max-h=100&fm=jpg", "what goes with it"),
        ("w=300&h=300&fit=crop&crop=top&fm=jpg", "what goes with it"),
        ("rect=1,2,3,4&w=300&h=300&fit=crop&fm=jpg", "fit=crop"),
        ("or=6&fm=jpg", "as they stand"),
        ("fm=png", "the first frame"),
        ("frame=0&fm=jpg", "the first frame"),
    ],
)
def test_what_iiif_cannot_say_is_named(query: str, named: str) -> None:
    said = native.parse(query, "a.jpg")
    with pytest.raises(Inexpressible, match=named):
        version3.write(PictureReply(said.recipe, said.delivery))


def test_a_square_that_is_cut_first_is_scaled_then() -> None:
    for tail in ("square/pct:50/0/default.jpg", "square/^200,100/0/default.jpg"):
        assert version3.write(read(f"a.jpg/{tail}", 3)) == f"a.jpg/{tail}"


def test_a_picture_without_a_key_has_no_address() -> None:
    made = native.parse_made("fm=jpg", _placeholder())
    with pytest.raises(Inexpressible, match="stored pictures alone"):
        version3.write(PictureReply(made.recipe, made.delivery))
    twice = Recipe.of(Stored(key="a"), (Resize(w=9), Resize(w=8)), native.parse("fm=jpg", "a").recipe.output)
    with pytest.raises(Inexpressible, match="no resize, or not in this place"):
        version3.write(PictureReply(twice, Delivery()))


def _placeholder() -> type:
    from handler.generators.placeholder import Placeholder

    return Placeholder
