"""Delivery: what a request says of its answer, each field within its range, and none of it in the recipe."""

import pytest
from pydantic import ValidationError

from handler.core.delivery import Auto, Delivery, Density, Signature
from handler.core.params import Declared
from handler.recipe import Recipe


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (Delivery, ["dl", "v", "preset", "expires"]),
        (Signature, ["s"]),
        (Auto, ["auto"]),
        (Density, ["dpr"]),
    ],
)
def test_these_are_the_names_in_a_query(kind: type[Declared], names: list[str]) -> None:
    assert [mark.name for mark, _ in kind.params().values()] == names


@pytest.mark.parametrize(
    ("kind", "good"),
    [
        (Delivery, {"download": "x" * 120}),
        (Delivery, {"edition": "x" * 64}),
        (Delivery, {"preset": "thumbnail"}),
        (Delivery, {"expires": 0}),
        (Auto, {"auto": ("format", "compress")}),
        (Density, {"dpr": 0.5}),
        (Density, {"dpr": 5.0}),
    ],
)
def test_the_ends_of_each_range_are_taken(kind: type[Declared], good: dict[str, object]) -> None:
    assert good.items() <= kind.model_validate(good).model_dump().items()


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (Delivery, {"download": ""}),
        (Delivery, {"download": "x" * 121}),
        (Delivery, {"edition": "x" * 65}),
        (Delivery, {"expires": -1}),
        (Delivery, {"expires": 2**40 + 1}),
        (Delivery, {"view": "thumbnail"}),
        (Auto, {"auto": ("redeye",)}),
        (Density, {"dpr": 0.4}),
        (Density, {"dpr": 5.1}),
    ],
)
def test_what_lies_outside_a_range_is_refused(kind: type[Declared], wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        kind.model_validate(wrong)


def test_no_field_of_an_answer_is_one_of_a_recipe() -> None:
    assert not set(Delivery.model_fields) & set(Recipe.model_fields)
