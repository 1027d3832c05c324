"""Controls: what the playground shows of each parameter, told shortly out of what OpenAPI tells at length.

1. Every parameter of a query is a control, so a new operation has one by itself; a signature is none.
2. A kind is told by the schema alone. What no kind is for is a text, which the server judges.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from handler.core.signing import PARAMETER
from handler.dialects.table import DIALECTS
from handler.web.openapi.operations import offered, operation_parameters
from handler.web.openapi.parameters import REFERENCE

Schema = Mapping[str, Any]
Control = dict[str, Any]

STORED = f"{DIALECTS[0].prefix}{{key}}"
"""The operation whose parameters every picture has."""

OTHER = "Other"
"""The group of a parameter whose description names none."""

LINE, PAGE = 500, 4000
"""Characters: a text that may have more than a line's is written on several; with more than a page it is an address."""

TOLD = re.compile(
    r"^(?:\*\*(?P<group>[^*]+)\.\*\* )?(?P<about>.*?)(?: Default: `(?P<default>[^`]*)`\.)?(?: Example: `.*`\.)?$"
)
"""A description: of which group it is, default and examples stand in it as well."""


@cache
def controls() -> str:
    """Return the controls as JSON: `groups` of those that every picture has, and `made` by the generator's name."""
    operations = {path: operation for path, (_, operation) in offered({DIALECTS[0].family}).items()}
    common = _in_query(operation_parameters(operations[STORED]))
    known = {each["name"] for each in common}
    made = {
        path.rpartition("/")[2]: [
            control(each) for each in _in_query(operation_parameters(operation)) if each["name"] not in known
        ]
        for path, operation in operations.items()
        if operation.answers == "picture" and path != STORED
    }
    told = {"groups": _grouped(common), "made": made}
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False)


CLAUSE = re.compile(r"[.;] ")
"""The end of one that another follows."""

TWO_LINES = 130
"""Characters of a description that are seen beside a control; the reference has all of it."""


def _grouped(parameters: Sequence[Schema]) -> dict[str, list[Control]]:
    """Return controls by the group that their descriptions name. What is the same but for its name is told once."""
    groups: dict[str, list[Control]] = {}
    seen: dict[str, str] = {}
    for parameter in parameters:
        name, made = parameter["name"], control(parameter)
        first = seen.setdefault(json.dumps(made | {"name": ""}), name)
        group = _said(parameter)["group"] or OTHER
        groups.setdefault(group, []).append(made if first == name else {"name": name, "as": first})
    return groups


def _said(parameter: Schema) -> dict[str, str | None]:
    """Return the parts of a description. Any may be missing, so that every text has the form."""
    return next(found.groupdict() for found in TOLD.finditer(parameter["description"]))


def control(parameter: Schema) -> Control:
    """Return a parameter object of OpenAPI as a control: name, kind and what that has, default, example, and a text."""
    said = _said(parameter)
    made = {"name": parameter["name"], **_kind(parameter["schema"]), "about": brief(said["about"] or "")}
    if said["default"]:
        made["default"] = said["default"]
    if parameter["required"]:
        made["needed"] = True
    return made | {"example": _example(parameter["schema"]["examples"][0])}


def _in_query(parameters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in parameters if each["in"] == "query" and each["name"] != PARAMETER]


def _example(value: object) -> str:
    """Return an example as it stands in a query."""
    if isinstance(value, list):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def brief(about: str) -> str:
    """Return a description as far as a control shows it: its first sentences and clauses, until two lines are full."""
    end = CLAUSE.search(about, TWO_LINES)
    return f"{about[: end.start() + 1]} ..." if end else about


def _kind(schema: Schema) -> Control:
    """Return the kind of a control, and its range or its words."""
    kind, parts = schema.get("type"), [part for part in schema.get("anyOf", ()) if part.get("type") == "integer"]
    if schema.get("$ref") == REFERENCE:
        return {"kind": "colour"}
    if kind == "boolean" or "enum" in schema:
        return {"kind": "choice", "words": [str(word) for word in schema.get("enum", ("true", "false"))]}
    if kind == "array":
        return {"kind": "list", "words": schema["items"]["enum"], "most": schema["maxItems"]}
    if kind in {"integer", "number"}:
        return {"kind": kind, **_range(schema)}
    if parts:  # or a ratio, or a word, beside a whole number
        words = [word for part in schema["anyOf"] for word in part.get("enum", ())]
        return {"kind": "length", **_range(parts[0]), **({"words": words} if words else {})}
    prose = schema.keys().isdisjoint({"pattern", "format"}) and LINE < schema.get("maxLength", 0) <= PAGE
    return {"kind": "prose" if prose else "text"}


def _range(schema: Schema) -> Control:
    return {
        "min": schema.get("minimum", schema.get("exclusiveMinimum")),
        "max": schema.get("maximum", schema.get("exclusiveMaximum")),
    }
