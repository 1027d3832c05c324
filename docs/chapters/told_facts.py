"""Told facts: every member of what /info answers, and what it says."""

import json
from collections.abc import Iterator

from docs.chapters.examples import told
from docs.chapters.tables import Schema, code, page, row, table, values
from handler.web.openapi.facts_schema import FACTS_TOLD

LEAD = (
    "`GET /info/{key}` answers facts of a stored picture, and what the [parameters](parameters.md) beside it would "
    "make of it, before anything is rendered. `fm=json` at the address of a picture answers the same."
)


def info() -> str:
    """Return the page."""
    return page("Facts of a picture", LEAD, _example(), _members())


def _example() -> Iterator[str]:
    given = told()["info"]
    yield f"For example, `{given['path']}`:\n"
    yield from (
        "<!-- run by tests/system/test_reference.py -->\n```json",
        json.dumps(json.loads(given["answer"]), indent=2, ensure_ascii=False),
        "```\n",
    )


def _members() -> Iterator[str]:
    yield "## Members\n"
    yield "What is not always told is left out where there is nothing to tell.\n"
    yield from table("member", "values", "always", "what it says")
    for name, schema in FACTS_TOLD["properties"].items():
        yield row(code(name), values(schema), _always(name, FACTS_TOLD), schema["description"])
    yield ""
    for name, schema in FACTS_TOLD["properties"].items():
        if "properties" in schema:
            yield f"## {name}\n"
            yield f"{schema['description']}\n"
            yield from table("member", "values", "always", "what it says")
            yield from deeper(f"{name}.", schema)
            yield ""


def deeper(path: str, schema: Schema) -> Iterator[str]:
    """Give a row for each member, however deep: `faces.found[].box.left`."""
    for name, member in schema["properties"].items():
        yield row(code(f"{path}{name}"), _kind(member), _always(name, schema), member["description"])
        inner, way = member, f"{path}{name}."
        if member.get("type") == "array":
            inner, way = member["items"], f"{path}{name}[]."
        elif isinstance(member.get("additionalProperties"), dict):
            inner, way = member["additionalProperties"], f"{path}{name}.*."
        if "properties" in inner:
            yield from deeper(way, inner)


def _kind(member: Schema) -> str:
    if member.get("type") == "array":
        return f"list of {values(member['items'])}" if "properties" not in member["items"] else "list of objects"
    if member.get("type") in {"integer", "number"}:
        return "whole number" if member["type"] == "integer" else "number"
    return "text" if "pattern" in member else values(member)


def _always(name: str, schema: Schema) -> str:
    return "yes" if name in schema["required"] else ""
