"""The schema tells the truth: what comes back, what may be asked for, and /docs that shows it."""

import re
import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handler.core import keys
from handler.core.formats.catalogue import FORMATS
from handler.dialects.native.vocabulary import vocabulary
from handler.generators import GENERATORS
from tests.conftest import SAMPLES, Client
from tests.support.requests.openapi import operations

Schema = dict[str, Any]
MADE = [kind.model_fields["generate"].default for kind in GENERATORS]
PROBLEM = {"application/problem+json"}
WORDS = [word for kind in GENERATORS for shared in vocabulary(kind).values() for word in shared]


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


def test_every_route_says_what_it_is_for(schema: Schema) -> None:
    said = {operation["operationId"]: operation["summary"] for _, operation in operations(schema)}
    assert (said["generate_qr"], said["generate_avatar"]) == ("Draw a QR code", "Draw an avatar")
    assert len(set(said.values())) == len(said)
    assert [summary for summary in said.values() if "_" in summary or summary.istitle()] == []


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
