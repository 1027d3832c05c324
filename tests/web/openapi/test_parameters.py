"""Parameters: each pattern says exactly what the dialect reads, in the order in which people look."""

import re
from functools import cache
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from handler.dialects import native
from handler.dialects.native.vocabulary import Word, vocabulary
from handler.errors import ImageError
from handler.generators import GENERATORS
from handler.generators.card import Card
from handler.generators.generator import Generator
from handler.generators.gradient import Gradient
from handler.generators.placeholder import Placeholder
from handler.ops.background import Background
from handler.web.openapi import parameters

Schema = dict[str, Any]


MADE = [kind.model_fields["generate"].default for kind in GENERATORS]


WORDS = [word for kind in GENERATORS for shared in vocabulary(kind).values() for word in shared]


def asked(schema: Schema, path: str) -> dict[str, Schema]:
    return {each["name"]: each for each in schema["paths"][path]["get"].get("parameters", ())}


def reads(query: str, maker: type[Generator] = Placeholder) -> bool:
    try:
        native.parse_made(query, maker)
    except ImageError:
        return False
    return True


def test_every_example_is_one() -> None:
    examples = [(word, text) for word in WORDS for text in word.info.examples or ()]
    assert [f"{word.owner.__name__}.{word.name}: {text}" for word, text in examples if not is_one(word, text)] == []


def is_one(word: Word, text: str) -> bool:
    try:
        word.owner.model_validate({word.field: word.read(text)})
    except ImageError:
        return False
    except ValidationError as error:  # another field that is missing is not its fault
        return all(word.field not in fault["loc"] for fault in error.errors())
    return True


def test_the_documentation_fills_in_nothing_but_what_is_required(schema: Schema) -> None:
    for path in ("/images/{key}", "/generate/qr"):
        for parameter in asked(schema, path).values():
            assert parameter["required"] == ("example" in parameter)
            assert "default" not in parameter["schema"]
    assert [name for name, each in asked(schema, "/images/{key}").items() if each["required"]] == ["key"]
    assert asked(schema, "/generate/qr")["text"]["required"]


@cache
def schemas(maker: type[Generator]) -> dict[str, Schema]:
    return {each["name"]: each["schema"] for each in parameters.parameters(vocabulary(maker))}


def shape(name: str) -> Schema:
    return schemas(Placeholder)[name]


SIDES = st.integers(0, 11_000) | st.sampled_from([1, 4095, 4096, 4097, 999, 1000, 9999, 10_000, 10_001])


RATIOS = st.decimals("0", "10001", places=5).map(lambda number: f"{number.normalize():f}") | SIDES.map(str)


@given(st.tuples(SIDES, SIDES))
def test_the_pattern_of_a_size_says_exactly_which(sides: tuple[int, int]) -> None:
    text = "x".join(map(str, sides))
    assert (re.search(shape("size")["pattern"], text) is not None) == reads(f"size={text}")


@given(st.tuples(RATIOS, RATIOS))
def test_the_pattern_of_an_aspect_ratio_says_exactly_which(sides: tuple[str, str]) -> None:
    text = ":".join(sides)
    assert (re.search(shape("ar")["pattern"], text) is not None) == reads(f"ar={text}")


def fits(name: str, text: str, maker: type[Generator] = Placeholder) -> bool:
    listed = schemas(maker)[name]
    return any(re.search(each["pattern"], text) for each in listed.get("anyOf", [listed]))


PLACES = st.integers(0, 70_000) | st.sampled_from([0, 1, 9, 10, 65_534, 65_535, 65_536, 99_999])


RATIOS_TO_ONE = st.decimals("0", "1.1", places=4).map(lambda number: f"{number:f}")


COLOURS = st.sampled_from(["fff", "#1d3557", "80ff0000", "tomato", "transparent", "fffff", "nothing", "", "#", "12"])


@given(st.lists(PLACES.map(str) | RATIOS_TO_ONE, min_size=3, max_size=5))
def test_the_pattern_of_a_rectangle_says_exactly_which(parts: list[str]) -> None:
    assert fits("rect", ",".join(parts)) == reads(f"rect={','.join(parts)}")


@given(st.lists(st.integers(0, 4100) | st.sampled_from([0, 9, 10, 4095, 4096, 4097]), max_size=5))
def test_the_pattern_of_corners_says_which_but_for_how_many(radii: list[int]) -> None:
    text = ",".join(map(str, radii))
    assert fits("corner-radius", text) == (0 < len(radii) < 5 and all(radius <= 4096 for radius in radii))
    if len(radii) in {1, 4}:
        assert fits("corner-radius", text) == reads(f"corner-radius={text}")


@given(st.integers(0, 1100) | st.sampled_from([0, 1, 999, 1000, 1001]), COLOURS)
def test_the_pattern_of_a_border_says_exactly_which(width: int, colour: str) -> None:
    text = f"{width},{colour}"
    assert fits("border", text) == reads(f"border={quote(text)}")


SHIFTS = st.integers(-1100, 1100) | st.sampled_from([-1001, -1000, -999, -1, 0, 1, 999, 1000, 1001])


@given(SHIFTS, SHIFTS, st.integers(-2, 260), COLOURS)
def test_the_pattern_of_a_shadow_says_exactly_which(right: int, down: int, soft: int, colour: str) -> None:
    text = f"{right},{down},{soft},{colour}"
    assert fits("shadow", text) == reads(f"shadow={quote(text)}")


@given(st.integers(0, 300), RATIOS_TO_ONE | st.sampled_from(["10", "10.0", "10.1", "0.1", ".1", "0.09", "9.9"]))
def test_the_pattern_of_levels_says_which_but_for_their_order(black: int, gamma: str) -> None:
    text = f"{black},{gamma},255"
    assert fits("levels", text) == reads(f"levels={text}")


@given(st.lists(RATIOS_TO_ONE | st.sampled_from(["0", "1", "1.0", ".5", "1.1", "2"]), min_size=2, max_size=3))
def test_the_pattern_of_stops_says_which_but_for_their_order(stops: list[str]) -> None:
    colours, text = ",".join(["fff"] * len(stops)), ",".join(sorted(stops, key=float))
    assert fits("gradient-stops", text) == reads(f"gradient={colours}&gradient-stops={text}")


@given(st.lists(COLOURS, min_size=1, max_size=6))
def test_the_patterns_of_lists_of_colours_say_exactly_which(colours: list[str]) -> None:
    text = ",".join(colours)
    assert fits("duotone", text) == reads(f"duotone={quote(text)}")
    assert fits("fill", text, Gradient) == reads(f"fill={quote(text)}", Gradient)
    assert fits("fill", text, Card) == reads(f"title=a&fill={quote(text)}", Card)


@pytest.mark.parametrize("path", ["/images/{key}", "/feeds/{prefix}", *(f"/generate/{name}" for name in MADE)])
def test_every_parameter_is_one_that_swagger_ui_has_a_field_for(schema: Schema, path: str) -> None:
    """It draws none for an array of several kinds, of a reference, or of numbers: only of words to choose from."""
    for parameter in asked(schema, path).values():
        if parameter["schema"].get("type") == "array":
            assert parameter["schema"]["items"].keys() == {"type", "enum"}, parameter["name"]


def test_parameters_come_in_the_order_in_which_people_look_for_them(schema: Schema) -> None:
    queried = [each["name"] for each in asked(schema, "/images/{key}").values() if each["in"] == "query"]
    assert queried[:5] == ["w", "h", "fit", "fm", "q"]
    groups = [asked(schema, "/images/{key}")[name]["description"].split("**")[1] for name in queried[5:]]
    assert [group for group, before in zip(groups, [None, *groups], strict=False) if group != before] == [
        f"{group}." for group in parameters.GROUPS
    ]
    assert parameters.GROUP_OF.keys() == vocabulary().keys()


def test_a_parameter_without_a_group_is_told_where_groups_are() -> None:
    assert {name: parameters.group_of(name) for name in vocabulary()} == parameters.GROUP_OF
    with pytest.raises(LookupError, match=r"^the parameter posterize is in no group: add it to GROUPS in handler"):
        parameters.group_of("posterize")


@given(st.text("#0123456789abcdefABCDEFg", max_size=9) | st.sampled_from(parameters.COLOUR["anyOf"][1]["enum"]))
def test_the_schema_of_a_colour_says_exactly_which(text: str) -> None:
    digits, names = parameters.COLOUR["anyOf"]
    allowed = re.search(digits["pattern"], text) is not None or text in names["enum"]
    try:
        Background(bg=text)
    except ValidationError:
        assert not allowed
    else:
        assert allowed
