"""Wishes: a palette becomes a format, and what facts are to tell goes where facts are told."""

import pytest

from handler.core.delivery import FactsWish, PaletteWish
from handler.dialects.native.wishes import OF_FACTS, of_facts, say_palette
from handler.errors import InvalidParameter


def test_a_palette_is_said_as_a_format() -> None:
    given = {"w": "9", "palette": "css"}
    say_palette(given, PaletteWish(palette="css"))
    assert given == {"w": "9", "palette": "css", "fm": "palette-css"}
    untouched = {"fm": "png"}
    say_palette(untouched, PaletteWish())
    assert untouched == {"fm": "png"}


def test_two_formats_are_one_too_many() -> None:
    with pytest.raises(InvalidParameter, match="leave fm=png out"):
        say_palette({"fm": "png", "palette": "json"}, PaletteWish(palette="json"))


@pytest.mark.parametrize("name", sorted(OF_FACTS))
def test_a_wish_for_facts_needs_facts(name: str) -> None:
    wish = FactsWish.model_validate({name.replace("-", "_"): True})
    assert of_facts({name: "true"}, wish, told=True) is wish
    with pytest.raises(InvalidParameter, match=f"{name} says what facts tell") as caught:
        of_facts({name: "true"}, wish, told=False)
    assert caught.value.facts["parameter"] == name
    assert of_facts({name: "false"}, FactsWish(), told=False) == FactsWish()
