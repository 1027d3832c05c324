"""Tables and words: what the chapters of the reference share: rows of Markdown, and a schema's values in words."""

import re
from collections.abc import Iterable
from textwrap import dedent
from typing import Any

Schema = dict[str, Any]

NOTE = "<!-- Written by `make docs` from the code. Change the declarations, not this page. -->\n"
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
        parts = [part for part in schema["anyOf"] if part.get("type") != "null"]
        if [part.get("type") for part in parts] == ["integer", "number"]:
            return f"pixels ({_range(parts[0])}), or a ratio with a decimal point ({_range(parts[1])})"
        return ", or ".join(values(part, between) for part in parts)
    if "$ref" in schema or "discriminator" in schema or "oneOf" in schema:
        return "another picture"
    if words := schema.get("enum", [schema["const"]] if "const" in schema else []):
        return ("one of " if len(words) > 1 else "") + ", ".join(f"`{text_of(word)}`" for word in words)
    if schema["type"] == "array":
        return _listed(schema, between)
    if schema["type"] == "string":
        return f"a [colour]({PAGE_OF_COLOURS})" if schema.get("format") == "color" else _text(schema)
    plain = {"boolean": "`true` or `false`", "integer": "whole number, ", "number": "number, ", "object": "object"}
    return plain[schema["type"]] + (_range(schema) if schema["type"] in {"integer", "number"} else "")


def _listed(schema: Schema, between: str) -> str:
    if "prefixItems" in schema:
        parts = [values(part) for part in schema["prefixItems"]]
        if len(set(parts)) == 1:
            return f"{len(parts)} values with `{between}` between them, each: {parts[0]}"
        return f" `{between}` ".join(parts)
    most = f", at most {schema['maxItems']}" if "maxItems" in schema else ""
    return f"{values(schema['items'])}; several with `{between}` between them{most}"


def _text(schema: Schema) -> str:
    if "pattern" in schema:
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


def meanings(description: str, words: list[str]) -> dict[str, str]:
    """Return what a description says of each word, as in `max: all of it; crop: a part`; nothing where it does not."""
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    if not either:
        return {}
    said: dict[str, str] = {}
    starts = [*re.finditer(rf"(?:^|(?<=[;.] ))((?:{either})(?:, (?:{either}))*): ", description)]
    ends = [*(found.start() for found in starts[1:]), len(description)][: len(starts)]
    for found, end in zip(starts, ends, strict=True):
        text = description[found.end() : end].split(". ")[0].rstrip("; .")
        said |= dict.fromkeys(found[1].split(", "), text)
    return said
