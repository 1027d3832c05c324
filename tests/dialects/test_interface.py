"""The interface of a dialect: plain values, which compare by what they hold."""

from handler.core.delivery import Delivery
from handler.core.limits import Limits
from handler.core.source import Stored
from handler.dialects.interface import DialectRequest, Document, FactsReply, PictureReply, PreflightReply, RedirectReply
from handler.recipe import Recipe

RECIPE = Recipe(source=Stored(key="a.jpg"))


def test_facts_have_the_recipe_and_delivery_of_their_picture() -> None:
    told = FactsReply(PictureReply(RECIPE, Delivery(edition="2")))
    assert (told.recipe, told.delivery) == (RECIPE, Delivery(edition="2"))
    assert told == FactsReply(PictureReply(RECIPE, Delivery(edition="2")))
    assert (told.bare, told.document) == (False, None)


def test_the_least_that_is_said_is_a_recipe_and_a_path() -> None:
    assert PictureReply(RECIPE).delivery == Delivery()
    assert DialectRequest(b"a.jpg", "").method == "GET"
    assert DialectRequest(b"a.jpg", "").key_of("bucket", "a.jpg") is None
    assert not DialectRequest(b"a.jpg", "").presets
    assert RedirectReply("/a").path == "/a"
    assert "OPTIONS" in PreflightReply().methods


def test_a_document_is_json_unless_it_says_otherwise() -> None:
    assert Document(lambda told, _: told).media_type == "application/json"
    assert Document(lambda facts, _: {"w": facts["width"]}).write({"width": 3}, Limits()) == {"w": 3}
