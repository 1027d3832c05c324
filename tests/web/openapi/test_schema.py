"""The schema tells the truth: what comes back, what may be asked for, and /docs that shows it."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from handler.core import keys
from handler.core.formats.catalogue import FORMATS
from handler.dialects import native
from handler.dialects.native.vocabulary import Word, vocabulary
from handler.errors import ImageError
from handler.generators import GENERATORS
from handler.generators.card import Card
from handler.generators.generator import Generator
from handler.generators.gradient import Gradient
from handler.generators.placeholder import Placeholder
from handler.ops.background import Background
from handler.web.openapi import outcomes, parameters
from tests.conftest import SAMPLES, Client

Schema = dict[str, Any]
MADE = [kind.model_fields["generate"].default for kind in GENERATORS]
PROBLEM = {"application/problem+json"}
WORDS = [word for kind in GENERATORS for shared in vocabulary(kind).values() for word in shared]


@pytest.fixture
def schema(client: Client) -> Schema:
    built: Schema = client().get("/openapi.json").json()
    return built


def operations(schema: Schema) -> Iterator[tuple[str, Schema]]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def asked(schema: Schema, path: str) -> dict[str, Schema]:
    return {each["name"]: each for each in schema["paths"][path]["get"].get("parameters", ())}


def test_every_route_has_a_name_of_its_own_and_head_is_not_repeated(schema: Schema) -> None:
    names = [operation["operationId"] for _, operation in operations(schema)]
    assert len(set(names)) == len(names)
    assert {"images", "info", "render", "generate_qr", "feed", "health", "errors"} <= set(names)
    assert not any(name.startswith("head") for name, _ in operations(schema))


def test_only_image_types_come_where_images_come(schema: Schema) -> None:
    pictures = {row.media_type for row in FORMATS.values()}
    assert {f"image/{kind}" for kind in ("jpeg", "png", "webp", "avif", "gif", "tiff")} <= pictures
    for name, operation in operations(schema):
        if "/images/" in name or "/generate/" in name or "/render" in name:
            assert set(operation["responses"]["200"]["content"]) == pictures, name


def test_every_error_is_a_problem(schema: Schema) -> None:
    for name, operation in operations(schema):
        for status, said in operation["responses"].items():
            assert set(said.get("content", ())) == PROBLEM or int(status) < 400, (name, status)


def test_every_status_that_an_error_has_is_in_the_schema(schema: Schema) -> None:
    listed = {int(status) for _, operation in operations(schema) for status in operation["responses"]}
    assert {kind.status for kind in ImageError.tree()} <= listed
    assert {200, 206, 303, 304} <= listed


def test_what_draws_without_stored_pictures_has_no_faults_of_a_store(schema: Schema) -> None:
    drawn, with_pictures = (set(schema["paths"][f"/generate/{name}"]["get"]["responses"]) for name in ("qr", "card"))
    assert with_pictures - drawn == {"404", "409", "415", "422", "502"}


def test_where_a_picture_stands_in_the_schema_says_so(client: Client) -> None:
    listed = client(fallback="bee.jpg").get("/openapi.json").json()["paths"]["/images/{key}"]["get"]["responses"]
    assert "image/jpeg" in listed["404"]["content"]
    assert set(listed["400"]["content"]) == PROBLEM


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/images/bee.jpg?w=30", {}, 200),
        ("/images/bee.jpg", {"range": "bytes=0-9"}, 206),
        ("/images/bee.jpg?w=30", {"if-none-match": "*"}, 304),
        ("/images/bee.jpg?w=0", {}, 400),
        ("/images/none.jpg?w=30", {}, 404),
        ("/images/bee.jpg?w=30", {"if-match": '"another"'}, 412),
        ("/images/bee.jpg", {"range": "bytes=99999999-"}, 416),
        ("/info/bee.jpg", {}, 200),
        ("/health", {}, 200),
        ("/errors", {}, 200),
    ],
)
def test_an_answer_has_the_headers_that_the_schema_promises(
    client: Client, path: str, headers: dict[str, str], status: int
) -> None:
    app = client()
    answer = app.get(path, headers=headers)
    schema = app.get("/openapi.json").json()
    route = path.partition("?")[0].replace("bee.jpg", "{key}").replace("none.jpg", "{key}")
    listed = schema["paths"][route]["get"]["responses"][str(status)]["headers"]
    assert answer.status_code == status
    for name in listed:
        told = schema["components"]["headers"][name]
        value = answer.headers.get(name)
        assert value is not None or not told["required"], name
        assert value is None or re.search(told["schema"].get("pattern", ""), value), (name, value)


def test_facts_are_as_the_schema_says(client: Client) -> None:
    said, promised = client().get("/info/bee.jpg?w=300").json(), outcomes.FACTS_TOLD
    assert set(said) == set(promised["properties"])
    for part in ("source", "result"):
        told = promised["properties"][part]
        assert set(told["required"]) <= set(said[part]) <= set(told["properties"])


def test_a_problem_has_no_member_that_the_schema_does_not_know(client: Client) -> None:
    app = client()
    for path in ("/nowhere", "/images/bee.jpg?w=0", "/images/bee.jpg?widht=3", "/images/bee.jpg?w=8000&fit=clip"):
        assert set(app.get(path).json()) <= set(outcomes.PROBLEM_TOLD["properties"])


def test_every_parameter_has_a_description_a_range_and_an_example(schema: Schema) -> None:
    for name, operation in operations(schema):
        for parameter in operation.get("parameters", ()):
            assert parameter["description"], (name, parameter["name"])
            assert parameter["schema"]["examples"], (name, parameter["name"])
            if parameter["in"] == "query":
                assert bounded(parameter["schema"]), (name, parameter)


def bounded(schema: Schema) -> bool:
    """Return whether a schema says where its values end."""
    if "anyOf" in schema:
        return all(bounded(part) for part in schema["anyOf"])
    if schema.get("type") == "array":
        parts = schema.get("prefixItems") or [schema["items"]]
        return "minItems" in schema and "maxItems" in schema and all(bounded(part) for part in parts)
    if schema.get("type") in {"integer", "number"}:
        return all({side, f"exclusive{side.title()}"} & set(schema) for side in ("minimum", "maximum"))
    return bool({"enum", "pattern", "maxLength", "$ref"} & set(schema)) or schema.get("type") == "boolean"


@pytest.mark.parametrize("word", WORDS, ids=lambda word: f"{word.owner.__name__}.{word.name}")
def test_every_example_is_one(word: Word) -> None:
    for text in word.info.examples or ():
        fields = {word.field: word.read(text)}
        try:
            word.owner.model_validate(fields)
        except ValidationError as error:  # another field that is missing is not its fault
            assert all(word.field not in fault["loc"] for fault in error.errors()), error


def test_the_documentation_fills_in_nothing_but_what_is_required(schema: Schema) -> None:
    for path in ("/images/{key}", "/generate/qr"):
        for parameter in asked(schema, path).values():
            assert parameter["required"] == ("example" in parameter)
            assert "default" not in parameter["schema"]
    assert [name for name, each in asked(schema, "/images/{key}").items() if each["required"]] == ["key"]
    assert asked(schema, "/generate/qr")["text"]["required"]


def shape(name: str) -> Schema:
    found: Schema = parameters.parameters({name: vocabulary(Placeholder)[name]})[0]["schema"]
    return found


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
    listed = {each["name"]: each["schema"] for each in parameters.parameters(vocabulary(maker))}
    return any(re.search(each["pattern"], text) for each in listed[name].get("anyOf", [listed[name]]))


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


def test_every_route_says_what_it_is_for(schema: Schema) -> None:
    said = {operation["operationId"]: operation["summary"] for _, operation in operations(schema)}
    assert (said["generate_qr"], said["generate_avatar"]) == ("Draw a QR code", "Draw an avatar")
    assert len(set(said.values())) == len(said)
    assert [summary for summary in said.values() if "_" in summary or summary.istitle()] == []


def reads(query: str, maker: type[Generator] = Placeholder) -> bool:
    try:
        native.parse_made(query, maker)
    except ImageError:
        return False
    return True


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


@given(st.lists(st.sampled_from([".", "..", "/", "a", "é", "\\", "\x00", "\x7f", "\n", "%"]), max_size=8).map("".join))
def test_the_pattern_of_a_key_says_exactly_which(key: str) -> None:
    pattern = re.compile(f"^{keys.SEGMENT}(?:/{keys.SEGMENT})*$")
    assert (pattern.fullmatch(key) is not None) == (keys.key_fault(key) is None)


def test_a_recipe_in_the_schema_is_one_that_can_be_posted(client: Client, schema: Schema) -> None:
    content = schema["paths"]["/render"]["post"]["requestBody"]["content"]
    assert client().post("/render", json=content["application/json"]["example"]).status_code == 200
    parts = schema["components"]["schemas"]
    assert "op" in parts["Blur"]["required"]
    assert "generate" in parts["Qr"]["required"]
    assert "Posted" not in str(parts)
    assert "examples" not in str(parts["Resize"])


def test_behind_a_public_address_the_documentation_asks_there(client: Client) -> None:
    app = client(public_url="https://img.example.com/stage/")
    assert app.get("/openapi.json").json()["servers"] == [{"url": "https://img.example.com/stage"}]
    assert "connect-src 'self' https://img.example.com" in app.get("/docs").headers["content-security-policy"]


def test_the_documentation_loads_nothing_from_elsewhere(client: Client) -> None:
    app = client()
    page = app.get("/docs").text
    found = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert found
    for address in found:
        assert "//" not in address
        assert app.get(f"/{address}").status_code == 200
    assert app.get("/docs/core.py").status_code == 404


def test_a_signature_is_listed_wherever_it_counts_if_there_are_keys_to_judge_it(client: Client, schema: Schema) -> None:
    signed = client(signing_keys="a-key-of-the-tests-no-other").get("/openapi.json").json()
    listed = {name for name, each in operations(signed) if "s" in {one["name"] for one in each.get("parameters", ())}}
    assert {"get /images/{key}", "get /info/{key}", "get /generate/qr", "get /feeds/{prefix}", "post /render"} <= listed
    assert not any("s" in {one["name"] for one in each.get("parameters", ())} for _, each in operations(schema))


def test_where_documentation_is_off_it_is_not_there(client: Client) -> None:
    app = client(docs=False)
    assert [app.get(path).status_code for path in ("/docs", "/openapi.json", "/redoc")] == [404, 404, 404]


def test_the_contract_is_tried_on_samples_that_there_are() -> None:
    said = tomllib.loads((SAMPLES.parent / "schemathesis.toml").read_text())
    assert all((SAMPLES / key).is_file() for key in said["dictionaries"]["keys"]["values"])
