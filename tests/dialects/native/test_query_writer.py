"""Query writer: what a query can say reads back, and what it cannot is refused by name."""

import pytest

from handler.core.source import Fetched, Posted, Stored
from handler.dialects import native
from handler.errors import Inexpressible, InvalidParameter
from handler.generators import GENERATORS
from handler.ops.blur import Blur
from handler.ops.resize import Resize
from handler.recipe import Recipe
from tests.support.requests.needed_parameters import NEEDED

KEY = "cat.jpg"


def test_two_resizes_cannot_be_said_in_a_query() -> None:
    recipe = Recipe(source=Stored(key=KEY), ops=(Resize(w=300), Resize(w=200)))
    with pytest.raises(Inexpressible, match="resize"):
        native.write(recipe)


def test_another_order_cannot_be_said_in_a_query() -> None:
    recipe = Recipe(source=Stored(key=KEY), ops=(Blur(radius=5), Resize(w=300)))
    with pytest.raises(Inexpressible, match="blur"):
        native.write(recipe)


@pytest.mark.parametrize("source", [Posted(posted="0" * 64), Fetched(url="https://a.example/b.jpg")])
def test_what_has_no_key_and_is_not_made_cannot_be_said(source: Posted | Fetched) -> None:
    with pytest.raises(Inexpressible, match="of no upload and no other host"):
        native.write(Recipe(source=source))


def test_a_page_and_its_frame_are_one_recipe_and_have_one_spelling() -> None:
    page = native.parse("w=300&page=2", "book.pdf").recipe
    assert page == native.parse("w=300&frame=1", "book.pdf").recipe
    assert native.write(page) == native.write(native.parse("frame=1&w=300", "book.pdf").recipe) == "frame=1&w=300"
    with pytest.raises(InvalidParameter, match="page and frame say the same"):
        native.parse("page=2&frame=1", "book.pdf")
    with pytest.raises(InvalidParameter, match="page"):
        native.parse("page=0", "book.pdf")


def test_a_made_picture_reads_back() -> None:
    for kind in GENERATORS:
        query = NEEDED.get(kind.model_fields["generate"].default, "")
        recipe = native.parse_made(query, kind).recipe
        assert native.parse_made(native.write(recipe), kind).recipe == recipe


def test_facts_can_be_said_and_read_back() -> None:
    said = native.parse("w=300&fm=json", KEY)
    query = native.write(said.recipe, said.delivery, facts=True)
    assert "fm=json" in query
    assert native.parse(query, KEY) == said


def test_a_number_longer_than_a_query_takes_cannot_be_said_in_one() -> None:
    with pytest.raises(Inexpressible, match="plain digits"):
        native.write(Recipe(source=Stored(key=KEY), ops=(Blur(radius=1.1111111111111e-12),)))
