"""Tables and words: what the chapters of the reference share: rows of Markdown, and a schema's values in words."""

import re
from collections.abc import Iterable
from textwrap import dedent
from typing import Any, NamedTuple

Schema = dict[str, Any]

NOTE = "<!-- Written by `make docs` from the code. Change the declarations, not this page. -->\n"
SHORT = 32
"""Characters of a pattern that is shown; a longer one says to nobody what it takes."""

PAGE_OF_COLOURS = "parameters.md#colours"


def page(title: str, lead: str, *chapters: Iterable[str]) -> str:
    """Return a generated page."""
    lines = [NOTE, f"# {title}\n", f"{lead}\n", *(line for chapter in chapters for line in chapter)]
    return "\n".join(lines).rstrip("\n") + "\n"


def table(*heads: str) -> list[str]:
    """Return the first two lines of a table."""
    return [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]


def row(*cells: str) -> str:
    """Return a line of a table; a stroke in a cell is written so that it ends none."""
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def line(docstring: str | None) -> str:
    """Return a docstring on one line."""
    return " ".join(dedent(docstring or "").split())


def code(text: str) -> str:
    """Return a text as code; nothing of nothing."""
    return f"`{text}`" if text else ""


def text_of(value: object) -> str:
    """Return a value as a query or JSON has it."""
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def values(schema: Schema, between: str = ",") -> str:
    """Return the values that a schema takes, in words. between: what separates those of a list."""
    if "anyOf" in schema:
        return _either([part for part in schema["anyOf"] if part.get("type") != "null"], between)
    if {"$ref", "discriminator", "oneOf"} & {*schema}:
        return "another picture"
    if words := schema.get("enum", [schema["const"]] if "const" in schema else []):
        return ("one of " if len(words) > 1 else "") + ", ".join(
            f"`{text_of(word)}`" if text_of(word) else "nothing" for word in words
        )
    if schema["type"] in {"array", "string"}:
        return _listed(schema, between) if schema["type"] == "array" else _text(schema)
    plain = {"boolean": "`true` or `false`", "integer": "whole number, ", "number": "number, ", "object": "object"}
    return plain[schema["type"]] + (_range(schema) if schema["type"] in {"integer", "number"} else "")


def _either(parts: list[Schema], between: str) -> str:
    if [part.get("type") for part in parts] == ["integer", "number"]:
        return f"pixels ({_range(parts[0])}), or a ratio with a decimal point ({_range(parts[1])})"
    return ", or ".join(values(part, between) for part in parts)


def _listed(schema: Schema, between: str) -> str:
    if "prefixItems" in schema:
        whole = [values(part) for part in schema["prefixItems"]]
        parts = ["pixels, or a ratio with a decimal point" if text.startswith("pixels (") else text for text in whole]
        if len({*parts}) > 1:
            return f" `{between}` ".join(parts) if between else f"list of {'; '.join(parts)}"
        return (
            f"{len(parts)} values with `{between}` between them, each: {parts[0]}"
            if between
            else (f"list of {len(parts)}, each: {parts[0]}")
        )
    most = f", at most {schema['maxItems']}" if "maxItems" in schema else ""
    if not between:
        return f"list{most}; each: {values(schema['items'])}"
    return f"{values(schema['items'])}; several with `{between}` between them{most}"


def _text(schema: Schema) -> str:
    if schema.get("format") == "color":
        return f"a [colour]({PAGE_OF_COLOURS})"
    if len(schema.get("pattern", "x" * SHORT)) < SHORT:
        return f"text like `{schema['pattern']}`"
    return f"text, at most {schema['maxLength']} characters" if "maxLength" in schema else "text"


def _range(schema: Schema) -> str:
    least = schema.get("minimum", f"above {schema.get('exclusiveMinimum', '')}")
    most = schema.get("maximum", f"below {schema.get('exclusiveMaximum', '')}")
    return f"{least} to {most}"


def choices(schema: Schema) -> list[str]:
    """Return the words of which one, or several, are chosen; nothing where any value will do."""
    if "anyOf" in schema:
        return [word for part in schema["anyOf"] for word in choices(part)]
    if schema.get("type") == "array":
        return choices(schema.get("items", {}))
    return [text_of(word) for word in schema.get("enum", ())]


class Explained(NamedTuple):
    """A description taken apart. lead: what stands before and behind what it says of single words; each: that."""

    lead: str
    each: dict[str, str]


def explained(description: str, words: list[str]) -> Explained:
    """Return what a description says of each word, as in `max: all of it; crop: a part`, and the rest of it."""
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    starts = [*re.finditer(rf"(?:^|(?<=[;.] ))((?:{either})(?:, (?:{either}))*): ", description)] if either else []
    if not starts:
        return Explained(description, {})
    each: dict[str, str] = {}
    rest = ""
    for found, end in zip(starts, [*(later.start() for later in starts[1:]), len(description)], strict=True):
        told, _, rest = description[found.end() : end].partition(". ")
        each |= dict.fromkeys(found[1].split(", "), told.rstrip("; ."))
    return Explained(f"{description[: starts[0].start()]}{rest}".strip(), each)
