"""The controls: one for every parameter that the schema has, of a kind that fits it, told shortly."""

import json
from typing import Any

import pytest

from handler.core.signing import PARAMETER
from handler.generators import NAMES
from handler.web.openapi.parameters import GROUPS
from handler.web.playground.controls import brief, control, controls
from tests.conftest import Client


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(controls())
    return made


def test_every_parameter_of_the_schema_is_a_control(client: Client, told: dict[str, Any]) -> None:
    paths = client().get("/openapi.json").json()["paths"]
    shown = [each["name"] for group in told["groups"].values() for each in group]
    assert sorted(shown) == sorted({each["name"] for each in in_query(paths["/images/{key}"])} - {PARAMETER})
    assert told["groups"].keys() <= GROUPS.keys()
    assert told["made"].keys() == set(NAMES)
    for name, own in told["made"].items():
        expected = {each["name"] for each in in_query(paths[f"/generate/{name}"])} - {PARAMETER}
        assert {each["name"] for each in own} == expected - set(shown)


def test_what_is_told_as_another_is_told_of_one_before_it(told: dict[str, Any]) -> None:
    seen: set[str] = set()
    for each in [each for group in told["groups"].values() for each in group]:
        assert each.get("as", "w") in seen | {"w"}
        assert ("as" in each) != ("kind" in each)
        if "as" not in each:
            seen.add(each["name"])


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "integer", "minimum": 1, "maximum": 9}, {"kind": "integer", "min": 1, "max": 9}),
        ({"type": "number", "minimum": 0, "exclusiveMaximum": 360}, {"kind": "number", "min": 0, "max": 360}),
        ({"type": "number", "exclusiveMinimum": 0, "maximum": 20}, {"kind": "number", "min": 0, "max": 20}),
        ({"type": "boolean"}, {"kind": "choice", "words": ["true", "false"]}),
        ({"type": "integer", "enum": [1, 3]}, {"kind": "choice", "words": ["1", "3"]}),
        (
            {"type": "array", "items": {"enum": ["a", "b"]}, "maxItems": 2},
            {"kind": "list", "words": ["a", "b"], "most": 2},
        ),
        ({"$ref": "#/components/schemas/Colour"}, {"kind": "colour"}),
        (
            {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 9}, {"type": "number", "maximum": 1}]},
            {"kind": "length", "min": 1, "max": 9},
        ),
        (
            {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 9}, {"type": "string", "enum": ["auto"]}]},
            {"kind": "length", "min": 1, "max": 9, "words": ["auto"]},
        ),
        ({"type": "string", "maxLength": 1000}, {"kind": "prose"}),
        ({"type": "string", "maxLength": 1000, "pattern": "a"}, {"kind": "text"}),
        ({"type": "string", "maxLength": 64}, {"kind": "text"}),
        ({"anyOf": [{"type": "string", "pattern": "a"}, {"type": "string", "pattern": "b"}]}, {"kind": "text"}),
    ],
)
def test_a_kind_follows_from_the_schema(schema: dict[str, Any], expected: dict[str, Any]) -> None:
    parameter = {"name": "x", "required": False, "description": "**Size.** A text. Example: `1`."}
    made = control({**parameter, "schema": {**schema, "examples": [True]}})
    assert made == {"name": "x", **expected, "about": "A text.", "example": "true"}


@pytest.mark.parametrize(
    ("description", "about", "default"),
    [
        ("**Light and colour.** One. Two; three. Default: `80`. Example: `1`, `2`.", "One. Two; three.", "80"),
        ("A size. Example: `1`.", "A size.", None),
        ("**Part.** With `code` inside. Example: `a.b`.", "With `code` inside.", None),
    ],
)
def test_a_description_is_parted(description: str, about: str, default: str | None) -> None:
    schema = {"type": "string", "examples": [["a", 1]]}
    made = control({"name": "x", "required": True, "description": description, "schema": schema})
    assert (made["about"], made.get("default"), made["needed"], made["example"]) == (about, default, True, "a,1")


def in_query(path: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in path["get"]["parameters"] if each["in"] == "query"]


def test_a_long_description_ends_with_a_sentence() -> None:
    first = f"{'a' * 200}."
    assert brief(first) == first
    assert brief(f"{first} More of it.") == f"{first} ..."
