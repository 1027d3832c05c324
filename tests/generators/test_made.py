"""Made: a drawing as the source of a picture, and what may be drawn on another."""

import pytest
from pydantic import TypeAdapter, ValidationError

from handler.core.source import Fetched, Posted, Stored
from handler.generators.made import Made, Shown, Source

SOURCE: TypeAdapter[object] = TypeAdapter(Source)
SHOWN: TypeAdapter[object] = TypeAdapter(Shown)
CARD = {"generate": "card", "picture": "bee.jpg", "logo": "owl.png"}


def test_a_source_is_known_by_its_member() -> None:
    assert isinstance(SOURCE.validate_python({"key": "a.jpg"}), Stored)
    assert isinstance(SOURCE.validate_python({"url": "https://a.example/b.jpg"}), Fetched)
    assert isinstance(SOURCE.validate_python({"posted": "0" * 64}), Posted)
    assert isinstance(SOURCE.validate_python({"made": CARD}), Made)


def test_its_keys_are_those_that_the_generator_draws() -> None:
    assert Made.model_validate({"made": CARD}).keys == ("bee.jpg", "owl.png")


def test_an_orientation_may_swap_its_sides() -> None:
    for orientation, size in ((None, (1200, 630)), (3, (1200, 630)), (6, (630, 1200))):
        assert Made.model_validate({"made": CARD, "orientation": orientation}).size == size


def test_what_is_not_in_the_store_is_never_drawn_on_another_picture() -> None:
    for said in ({"posted": "0" * 64}, {"url": "https://a.example/b.jpg"}):
        with pytest.raises(ValidationError):
            SHOWN.validate_python(said)


def test_what_is_drawn_on_another_has_nothing_drawn_on_itself() -> None:
    for said in ({"key": "a.jpg", "ops": []}, {"made": CARD, "ops": []}):
        with pytest.raises(ValidationError):
            SHOWN.validate_python(said)
