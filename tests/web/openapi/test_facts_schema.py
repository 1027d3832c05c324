"""The schema of /info: every member has its meaning, and what comes has these members and no others."""

from collections.abc import Iterator
from typing import Any

import pytest

from handler.web.openapi.facts_schema import FACTS_TOLD
from tests.conftest import SAMPLES, Client

Schema = dict[str, Any]
ASKED = (
    "",
    "?w=300&metadata=keep&placeholder=true",
    "?faces=true&w=30",
    "?fm=smallest,webp,jpg&w=30",
    "?metadata=strip&trim=auto",
)
KEYS = sorted(path.name for path in SAMPLES.iterdir() if path.suffix != ".md")


def described(schema: Schema, path: str = "") -> Iterator[tuple[str, Schema]]:
    """Give every member, however deep, with its schema."""
    for name, member in schema.get("properties", {}).items():
        yield f"{path}{name}", member
        yield from described(member, f"{path}{name}.")
    for inner in (schema.get("items"), schema.get("additionalProperties")):
        if isinstance(inner, dict):
            yield from described(inner, path)


def test_every_member_says_what_it_means() -> None:
    assert [path for path, member in described(FACTS_TOLD) if not member.get("description", "").endswith(".")] == []


def as_promised(said: Any, promised: Schema) -> bool:
    """Return whether every object has the members that its schema promises, and no other."""
    if promised.get("type") == "array":
        return all(as_promised(each, promised["items"]) for each in said)
    if promised.get("type") != "object":
        return True
    others = promised.get("additionalProperties")
    kinds = {name: promised.get("properties", {}).get(name, others) for name in said}
    there = set(promised.get("required", ())) <= set(said)
    return there and all(kind and as_promised(said[name], kind) for name, kind in kinds.items())


@pytest.mark.parametrize("key", KEYS)
def test_facts_of_a_sample_are_as_the_schema_says(client: Client, key: str) -> None:
    app = client()
    for query in ASKED:
        told = app.get(f"/info/{key}{query}").json()
        assert as_promised(told, FACTS_TOLD), (query, told)


def test_facts_of_what_is_drawn_are_too(client: Client) -> None:
    told = client().get("/generate/montage?keys=bee.jpg,owl.png&cell=60x40&fm=json").json()
    assert as_promised(told, FACTS_TOLD), told
    assert [each["key"] for each in told["source"]["pictures"]] == ["bee.jpg", "owl.png"]
