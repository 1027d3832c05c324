"""Other spellings: each stands for something that there is, and hides nothing."""

import pytest

from handler.dialects import native
from handler.dialects.native import spellings
from handler.dialects.native.vocabulary import vocabulary
from handler.errors import ImageError, UnknownParameter
from handler.generators import GENERATORS
from handler.ops import CATALOGUE


def test_every_alias_stands_for_a_parameter_and_shadows_none() -> None:
    words = vocabulary()
    assert set(spellings.ALIASES.values()) <= set(words)
    assert not set(spellings.ALIASES) & set(words)


def test_an_alias_that_yields_is_a_parameter_of_a_generator_and_of_no_operation() -> None:
    words = vocabulary()
    assert set(spellings.YIELDING.values()) <= set(words)
    assert not set(spellings.YIELDING) & (set(words) | set(spellings.ALIASES) | set(spellings.FOREIGN))
    for name in spellings.YIELDING:
        assert any(name in {mark.name for mark, _ in maker.params().values()} for maker in GENERATORS)


def test_what_a_spelling_leads_to_is_there() -> None:
    words = vocabulary()
    assert set(spellings.SYNONYMS) <= set(words)
    assert {ours for ours, _ in spellings.FOREIGN.values() if ours} <= set(words)
    assert not set(spellings.FOREIGN) & (set(words) | set(spellings.ALIASES))
    assert set(spellings.IMPLIED) | {name for name, _ in spellings.IMPLIED.values()} <= set(words)


@pytest.mark.parametrize("name", [kind.model_fields["op"].default for kind in CATALOGUE if kind.params()])
def test_the_name_of_an_operation_leads_to_its_parameter(name: str) -> None:
    if name in vocabulary():
        return
    with pytest.raises(UnknownParameter) as caught:
        native.parse(f"{name}=1", "a.jpg")
    assert caught.value.facts["nearest"] in vocabulary()


def test_a_value_with_a_hint_is_none_of_the_parameters_own() -> None:
    for name, value in spellings.HINTS:
        assert value not in spellings.SYNONYMS.get(name, {})
        with pytest.raises(ImageError):
            native.parse(f"w=9&h=9&{name}={value}" if name not in {"w", "h"} else f"{name}={value}", "a.jpg")
