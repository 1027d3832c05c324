"""The gate: which requests pass under which rule, and that no door stands beside it."""

import pytest

from handler.dialects import native
from handler.errors import NotAllowed
from handler.gate import Request, allow
from handler.generators.card import Card
from handler.generators.placeholder import Placeholder
from handler.settings import Settings


def passes(query: str, rules: set[str], *, originals: bool = False, door: str = "images") -> bool:
    parsed = native.parse(query, "cat.jpg")
    settings = Settings(unsigned=frozenset(rules), originals=originals, widths=(300, 600))
    request = Request(door, original=parsed.delivery.view == "original")  # type: ignore[arg-type]
    try:
        allow(request, parsed.recipe, settings)
    except NotAllowed:
        return False
    return True


QUERIES = ["w=300", "w=301", "w=300&h=300", "blur=3", "fm=webp", "fm=json", "w=300&q=50"]


@pytest.mark.parametrize("query", QUERIES)
def test_without_a_rule_nothing_passes(query: str) -> None:
    assert not passes(query, set())


@pytest.mark.parametrize("query", QUERIES)
def test_any_lets_everything_pass(query: str) -> None:
    assert passes(query, {"any"})


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("w=300", True),
        ("w=600&fm=webp", True),
        ("w=300&dpr=2", True),
        ("fm=avif", True),
        ("w=300&v=7&dl=cat", True),
        ("w=301", False),
        ("w=0.5", False),
        ("w=300&h=300", False),
        ("w=300&fit=clip", False),
        ("w=300&q=70", False),
        ("w=300&or=3", False),
        ("w=300&frame=1", False),
        ("w=300&blur=1", False),
        ("w=300&fm=avif,webp", False),
        ("w=300&metadata=keep", False),
        ("", False),
    ],
)
def test_widths_let_the_ladder_pass_and_nothing_beside_it(query: str, expected: bool) -> None:
    assert passes(query, {"widths"}) is expected


@pytest.mark.parametrize("rules", [{"any"}, {"widths"}])
def test_originals_pass_only_where_they_are_on(rules: set[str]) -> None:
    assert passes("", rules, originals=True)
    assert not passes("", rules)


def test_render_is_never_covered_by_widths_or_generate() -> None:
    assert not passes("w=300", {"widths", "generate"}, door="render")


def test_generate_lets_made_pictures_pass_but_none_that_reads_the_store() -> None:
    settings = Settings(unsigned=frozenset({"generate"}))
    allow(Request("generate"), native.parse_made("", Placeholder).recipe, settings)
    with pytest.raises(NotAllowed):
        allow(Request("generate"), native.parse_made("title=a&picture=cat.jpg", Card).recipe, settings)
    with pytest.raises(NotAllowed):
        allow(Request("images"), native.parse("w=300", "cat.jpg").recipe, settings)
