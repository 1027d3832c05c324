"""Hypothesis strategies for operations, derived from their JSON schemas, and for pictures."""

import json
from functools import cache
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st
from PIL import Image
from pydantic import ValidationError

from handler.core.geometry import Size
from handler.ops.op import Op
from tests.support.images.companions import given

LARGEST = 96
"""Largest number drawn, for the sake of small pictures; where a declaration allows more, it allows more of the same."""

TURN = 360
"""The end of the range of an angle, which is tried in quarters too."""

COLOURS = st.sampled_from(["fff", "tomato", "1d3557", "80ff8000", "0000", "ff000000", "7777"])
QUARTERS = st.sampled_from([-90.0, 0.0, 90.0, 180.0, 270.0, 360.0])
OTHER_PICTURES = st.sampled_from(
    [
        {"key": "owl.png"},
        {"key": "a b/100%?.gif", "frame": 2, "orientation": 6},
        {"key": "~odd.png"},
        {"made": {"generate": "qr", "text": "a&b=c"}},
        {"made": {"generate": "placeholder", "dimensions": [200, 60], "text": "100% ~?"}},
    ]
)
SIDES = st.integers(1, 64)
SIZES = st.builds(Size, SIDES, SIDES)


@st.composite
def pictures(draw: st.DrawFn, modes: tuple[str, ...] = ("L", "RGB", "RGBA")) -> Image.Image:
    """Draw a picture of up to 64 x 64 pixels, whose few bytes repeat."""
    mode, size = draw(st.sampled_from(modes)), draw(SIZES)
    pixels, length = draw(st.binary(min_size=1, max_size=48)), size.area * len(mode)
    return Image.frombytes(mode, size, (pixels * length)[:length])


SPOTS = st.sampled_from([Image.new("RGB", (20, 12), "teal"), Image.new("RGBA", (7, 9), (200, 40, 90, 120))])


@st.composite
def operations(draw: st.DrawFn, kind: type[Op]) -> Op:
    """Draw a valid operation of a kind: the required fields, and of the others those that go together.

    Where it draws other pictures it has them.
    """
    required, values = _declared(kind)
    drawn = {name: draw(each) for name, each in values.items()}
    fields = {name: drawn[name] for name in required}
    operation = _valid(kind, fields)
    order = draw(st.permutations([name for name in drawn if name not in fields]))
    # Twice, since a field may need one that comes later.
    for name in (*order, *order):
        more = {**fields, name: drawn[name]}
        larger = _valid(kind, more)
        if larger is not None or operation is None:
            fields, operation = more, larger
    return given(operation, draw(SPOTS)) if operation is not None else reject()


@cache
def _declared(kind: type[Op]) -> tuple[list[str], dict[str, st.SearchStrategy[Any]]]:
    """Return the required fields of a kind, and what each field is drawn from."""
    schema = kind.model_json_schema()
    values = {name: _values(field) for name, field in schema["properties"].items() if name != "op"}
    return schema.get("required", []), values


def _valid(kind: type[Op], fields: dict[str, Any]) -> Op | None:
    try:
        return kind.model_validate_json(json.dumps(fields))
    except ValidationError:
        return None


def _values(schema: dict[str, Any]) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - a case for each kind of schema
    if "anyOf" in schema:
        return st.one_of(*map(_values, schema["anyOf"]))
    if "oneOf" in schema:  # another picture
        return OTHER_PICTURES
    if schema.get("format") == "svg-path":
        return PATHS
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "const" in schema:
        return st.just(schema["const"])
    if schema.get("type") == "string" and schema.get("format") != "color" and "examples" in schema:
        return st.sampled_from(schema["examples"])
    plain = {"integer": _integers, "number": _numbers, "array": _arrays}
    return plain[schema["type"]](schema) if schema["type"] in plain else OTHERS[schema["type"]]


OTHERS: dict[str, st.SearchStrategy[Any]] = {"string": COLOURS, "boolean": st.booleans(), "null": st.none()}


def _integers(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    least = schema.get("minimum", 0)
    return st.integers(least, max(least, min(schema.get("maximum", LARGEST), LARGEST)))


def _numbers(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    below = schema.get("exclusiveMaximum", 2 * LARGEST)
    least = schema.get("minimum", schema.get("exclusiveMinimum", 0))
    most = min(schema.get("maximum", below), LARGEST if schema.get("maximum") != TURN else TURN)
    floats = st.floats(least, most, exclude_min="exclusiveMinimum" in schema, exclude_max=most == below)
    return st.one_of(QUARTERS, QUARTERS, floats) if most == TURN else floats


PATHS = st.sampled_from(
    ["M0 0H100L50 90Z", "m1,1 c0,9 9,9 9,0z", "M5 0A5 5 0 1 1 4.9 0ZM0 0V3H9Z", "M0 0Q9 9 18 0T36-.5e1"]
)
POINTS = st.dictionaries(st.integers(0, 255), st.integers(0, 255), min_size=2, max_size=16).map(
    lambda points: [level for point in sorted(points.items()) for level in point]
)


def _arrays(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if schema.get("format") == "points":
        return POINTS
    if schema.get("format") == "kernel":  # of one, three or five rows of three
        weights = _values(schema["items"])
        return st.sampled_from([3, 9, 15]).flatmap(lambda count: st.lists(weights, min_size=count, max_size=count))
    if "prefixItems" in schema:
        return st.tuples(*map(_values, schema["prefixItems"]))
    return st.lists(_values(schema["items"]), min_size=schema.get("minItems", 0), max_size=schema.get("maxItems", 3))
