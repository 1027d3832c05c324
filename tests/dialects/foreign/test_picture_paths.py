"""Picture paths: keys, what is no key, what a link's query says, and that nothing is written that reads otherwise."""

import pytest

from handler.core.delivery import Delivery
from handler.core.source import Fetched, Stored
from handler.dialects.foreign.picture_paths import confirmed, pictured, written_path, written_terms
from handler.dialects.interface import PictureReply, RedirectReply
from handler.errors import Inexpressible, InvalidKey, InvalidParameter
from handler.generators.made import Made
from handler.generators.placeholder import Placeholder
from handler.ops.blur import Blur
from handler.ops.resize import Resize
from handler.recipe import Recipe

PICTURE = PictureReply(Recipe(source=Stored(key="a b/ü.jpg"), ops=(Resize(w=3), Blur(radius=2))))


def test_a_slash_before_a_key_is_no_part_of_it() -> None:
    assert pictured("a/b.jpg") == pictured("/a/b.jpg") == Stored(key="a/b.jpg")
    assert pictured("a.gif", frame=0) == Stored(key="a.gif", frame=0)
    for wrong in ("", "//a", "a//b", "a/../b"):
        with pytest.raises(InvalidKey):
            pictured(wrong)


def test_a_picture_of_another_host_is_named_by_its_url() -> None:
    fetched = pictured("https://Example.com/a b.jpg", frame=0)
    assert fetched == Fetched(url="https://example.com/a%20b.jpg", frame=0)
    assert written_path(PictureReply(Recipe(source=fetched))) == "https%3A%2F%2Fexample.com%2Fa%2520b.jpg"
    assert pictured("http://example.com/a.jpg") == Fetched(url="https://example.com/a.jpg")
    for url in ("https://10.0.0.1/a.jpg", "https://"):
        with pytest.raises(InvalidParameter, match="url=https://"):
            pictured(url)


def test_a_url_of_this_service_names_a_picture_of_it() -> None:
    base = "https://img.example.com"
    assert pictured(f"{base}/a%20b.jpg", base, frame=0) == Stored(key="a b.jpg", frame=0)
    assert pictured(f"{base}.org/a.jpg", base) == Fetched(url=f"{base}.org/a.jpg")


def test_a_path_is_written_percent_encoded_and_a_made_picture_has_none() -> None:
    assert written_path(PICTURE) == "a%20b/%C3%BC.jpg"
    with pytest.raises(Inexpressible, match="stored"):
        written_path(PictureReply(Recipe(source=Made(made=Placeholder()))))


def test_terms_are_a_query_where_there_are_any() -> None:
    assert written_terms(Delivery()) == ""
    assert written_terms(Delivery(expires=9, edition="a&b")) == "?expires=9&v=a%26b"


def test_what_reads_otherwise_is_inexpressible_and_named() -> None:
    def reading(reply: object) -> str:
        return confirmed("x?y=1", PICTURE, lambda *_: reply)  # type: ignore[arg-type]

    def refusing(path: str, query: str) -> PictureReply:
        raise InvalidParameter(f"{path} {query}")

    assert reading(PICTURE) == "x?y=1"
    other, shorter = (PICTURE.recipe.model_copy(update={"ops": ops}) for ops in ((Blur(radius=2),), (Resize(w=3),)))
    format_lost = PICTURE.recipe.model_copy(update={"output": PICTURE.recipe.output.at(50)})
    for reply, named in (
        (PictureReply(other), "this resize"),
        (PictureReply(shorter), "this blur"),
        (PictureReply(format_lost), "this output"),
        (PictureReply(PICTURE.recipe, Delivery(expires=1)), "this delivery"),
        (RedirectReply("/"), "this resize"),
    ):
        with pytest.raises(Inexpressible, match=named):
            reading(reply)
    with pytest.raises(Inexpressible, match="x y=1"):
        confirmed("x?y=1", PICTURE, refusing)
