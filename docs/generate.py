"""Write the pages of docs/ that come from the code: `make docs`. A test says so when they are stale."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any
from urllib.parse import unquote

from handler.config.settings import Settings
from handler.core.colours import EXAMPLES, SYNTAX, canonical_colour
from handler.core.delivery import Auto, Delivery, Density, FactsWish, PaletteWish, Signature
from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.core.limits import Limits
from handler.core.output import Output
from handler.core.params import Declared
from handler.core.query_string import TRACKING, TRACKING_PREFIX
from handler.core.source import Picked
from handler.dialects.native.layers import MARKS, Blend
from handler.dialects.native.phrases import PHRASES
from handler.dialects.native.spellings import ALIASES, HINTS, IMPLIED, SYNONYMS
from handler.dialects.native.vocabulary import Word
from handler.dialects.table import DIALECTS
from handler.errors import ImageError
from handler.generators import GENERATORS
from handler.ops import CATALOGUE
from handler.ops.overlay import Overlay
from handler.web.doors import FEEDS, RENDER, TRANSLATE
from handler.web.feeds.cameras import Feed
from handler.web.openapi.schema import SUMMARIES
from handler.web.uploads import Posting

DOCS = Path(__file__).parent
NOTE = "<!-- Written by `make docs` from the code. Change the declarations, not this page. -->\n"
REFERENCE_LEAD = (
    "Everything that a URL, a JSON recipe or the environment can say. "
    "A length without a decimal point is pixels; with one it is a ratio: `w=300`, `w=0.5`."
)
ERRORS_LEAD = (
    "Every error is an RFC 9457 problem: `type` (ends in the slug below), `title`, `status`, `detail`, `request` "
    "(the id that is also in the log), and, where they apply, `parameter`, `nearest`, `limit`, `max`, `actual`, "
    "`kind`. `GET /errors` answers this list."
)


def reference() -> str:
    """Return the page of every parameter, operation, format, limit and setting."""
    return "\n".join(
        [
            NOTE,
            "# Reference\n",
            f"{REFERENCE_LEAD}\n",
            *_doors(),
            *_colours(),
            *_operations(),
            *_beside(),
            *_spellings(),
            *_formats(),
            *_generators(),
            *_feeds(),
            *_posts(),
            *_limits(),
            *_settings(),
        ]
    )


def errors() -> str:
    """Return the page of every error."""
    rows = [f"| {e.status} | `{e.slug()}` | {e.title} | {_line(e.__doc__)} |" for e in ImageError.tree()]
    return "\n".join(
        [
            NOTE,
            "# Errors\n",
            f"{ERRORS_LEAD}\n",
            *_table("status", "slug", "title", "meaning"),
            *rows,
            "",
        ]
    )


def _doors() -> Iterator[str]:
    yield "## Doors\n"
    yield "What can be asked for. The parameters below are those of every door that gives pictures by their address.\n"
    yield from _table("request", "what it does")
    for dialect in DIALECTS:
        for each in dialect.load().operations():
            yield f"| `GET {dialect.prefix}{each.below}` | {each.summary} |"
    yield f"| `POST {RENDER.path}` | {SUMMARIES[RENDER.name]} |"
    yield f"| `GET {_shown(FEEDS.path)}` | {SUMMARIES['feed']} |"
    yield f"| `GET {TRANSLATE.path}` | {SUMMARIES['translated']} |"
    yield ""


def _shown(path: str) -> str:
    """Return a route's path as people read it."""
    return path.replace(":path}", "}")


def _colours() -> Iterator[str]:
    yield "## Colours\n"
    yield f"A colour is {SYNTAX}. Case does not matter; a `#` may stand before digits, which a URL writes as `%23`.\n"
    yield "Where a colour has digits for alpha, they come first, as in imgix, not last, as in CSS.\n"
    yield from _table("colour", "examples", "kept as")
    for name, examples in EXAMPLES.items():
        yield f"| {name} | `{'`, `'.join(examples)}` | `{canonical_colour(unquote(examples[0]))}` |"
    yield ""


def _operations() -> Iterator[str]:
    yield "## Operations\n"
    yield (
        "A query applies them in the order of this page, a JSON recipe in the order in which it lists them. A name in "
        "brackets is the name in JSON, where that differs from the parameter.\n"
    )
    for op in CATALOGUE:
        yield f"### {op.model_fields['op'].default}\n"
        yield f"{_line(op.__doc__)}\n"
        yield from _fields(op)
        if op is Overlay:
            names = " and ".join(f"`{kind.__name__.lower()}`" for kind in MARKS[1:])
            yield f"{names} are laid over after it, each with the same parameters under its own name.\n"
            yield f"`blend` is laid over before. {_line(Blend.__doc__)}\n"
            yield from _fields(Blend)


def _beside() -> Iterator[str]:
    for title, kind in (
        ("Source", Picked),
        ("Screen", Density),
        ("Choice", Auto),
        ("Palette", PaletteWish),
        ("Facts", FactsWish),
        ("Output", Output),
        ("Delivery", Delivery),
        ("Signature", Signature),
    ):
        yield f"## {title}\n"
        yield f"{_line(kind.__doc__)}\n"
        yield from _fields(kind)


def _fields(kind: type[Declared]) -> Iterator[str]:
    yield from _table("parameter", "values", "default", "meaning")
    for field, (mark, info) in kind.params().items():
        json = "" if field == mark.name else f" (`{field}`)"
        default = "" if info.is_required() or info.default in (None, ()) else f"`{_text(info.default)}`"
        examples = f" Example: `{'`, `'.join(map(str, info.examples))}`." if info.examples else ""
        values = _values(Word(kind, field, mark, info).schema(), mark.between)
        yield f"| `{mark.name}`{json} | {values} | {default} | {info.description}{examples} |"
    yield ""


def _values(schema: dict[str, Any], between: str) -> str:
    """Return the values that a schema takes, in words."""
    if "anyOf" in schema:
        parts = schema["anyOf"]
        if len(parts) > 1 and all("enum" not in part for part in parts):
            return "pixels or ratio"
        return ", ".join(_values(part, between) for part in parts)
    if "const" in schema or "enum" in schema:
        return " ".join(f"`{_text(word)}`" for word in schema.get("enum", [schema.get("const")]))
    if schema["type"] == "array" and "prefixItems" in schema:
        return f" `{between}` ".join(_values(part, between) for part in schema["prefixItems"])
    if schema["type"] == "array":
        return f"{_values(schema['items'], between)}, several with `{between}`"
    plain = {"boolean": "`true` `false`", "string": "colour" if schema.get("format") == "color" else "text"}
    return plain.get(schema["type"]) or _range(schema)


def _range(schema: dict[str, Any]) -> str:
    least = schema.get("minimum", f"above {schema.get('exclusiveMinimum', '')}")
    most = schema.get("maximum", f"below {schema.get('exclusiveMaximum', '')}")
    return f"{least} to {most}"


def _spellings() -> Iterator[str]:
    yield "## Other spellings\n"
    yield f"Parameters: {', '.join(f'`{alias}` = `{name}`' for alias, name in ALIASES.items())}.\n"
    for name, synonyms in SYNONYMS.items():
        yield f"Values of `{name}`: {', '.join(f'`{alias}` = `{word}`' for alias, word in synonyms.items())}.\n"
    said = ", ".join(f"`{name}={text}`" for name, phrases in PHRASES.items() for text in phrases)
    yield f"Words of other services in which all agree: {said}; what they mean stands in [vendors](vendors.md).\n"
    implied = (f"`{name}` without `{other}` means `{other}={word}`" for name, (other, word) in IMPLIED.items())
    yield f"Implied: {'; '.join(implied)}.\n"
    yield f"Refused with a hint: {', '.join(f'`{name}={word}`' for name, word in HINTS)}.\n"
    dropped = ", ".join(f"`{name}`" for name in (f"{TRACKING_PREFIX}*", *sorted(TRACKING)))
    yield f"Dropped, since they only track visitors: {dropped}. Any other unknown parameter is an error.\n"


def _formats() -> Iterator[str]:
    yield "## Formats\n"
    yield from _table("fm", "media type", "transparency", "animation", "quality")
    for name in WRITTEN:
        kind = FORMATS[name]
        ticks = " | ".join("yes" if able else "" for able in (kind.alpha, kind.animation, kind.quality))
        yield f"| `{name}` | {kind.media_type} | {ticks} |"
    yield ""


def _generators() -> Iterator[str]:
    yield "## Generators\n"
    made = next(dialect for dialect in DIALECTS if dialect.names)
    yield f"`GET {_shown(made.path)}` draws a picture. Every parameter above can be applied to it.\n"
    for kind in GENERATORS:
        yield f"### {kind.model_fields['generate'].default}\n"
        yield f"{_line(kind.__doc__)}\n"
        yield from _fields(kind)


def _feeds() -> Iterator[str]:
    yield "## Feeds\n"
    yield f"`GET {_shown(FEEDS.path)}`, see [feeds](feeds.md); no other parameter applies.\n"
    yield from _fields(Feed)


def _posts() -> Iterator[str]:
    yield "## Posts\n"
    yield f"`POST {RENDER.path}`; the recipe is in the body. See [signing](signing.md).\n"
    yield "A form has a `picture`, and what is to become of it: `recipe`, as JSON, or `query`, in an address's words.\n"
    yield from _fields(Posting)


def _limits() -> Iterator[str]:
    yield "## Limits\n"
    yield (
        '`TINTYPE_LIMITS="side=8000,work=5"` changes them. What is past a limit is answered 413, with `limit`, `max` '
        "and `actual`.\n"
    )
    yield from _table("limit", "default", "meaning")
    for field, info in Limits.model_fields.items():
        yield f"| `{field.replace('_', '-')}` | {info.default:,} | {info.description} |"
    yield ""


def _settings() -> Iterator[str]:
    yield "## Settings\n"
    yield from _table("variable", "default", "meaning")
    for name, (_, info) in zip(Settings.names(), Settings.model_fields.items(), strict=True):
        yield f"| `{name}` | {_setting(info.default)} | {info.description} |"
    yield ""


def _setting(value: object) -> str:
    if isinstance(value, bool):
        return "`on`" if value else "`off`"
    if isinstance(value, frozenset | tuple):
        listed = sorted(value) if isinstance(value, frozenset) else value
        return f"`{','.join(map(str, listed))}`" if listed else ""
    return "" if isinstance(value, Limits) or not value else f"`{value}`"


def _table(*heads: str) -> list[str]:
    return [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]


def _line(docstring: str | None) -> str:
    return " ".join(dedent(docstring or "").split())


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


PAGES = {"reference.md": reference, "errors.md": errors}


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page())
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
