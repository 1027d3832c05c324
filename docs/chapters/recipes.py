"""Recipes: the JSON form: every field of every operation, source and output, with an example that can be posted."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from docs.chapters.examples import Row, recipe_row, rows, told
from docs.chapters.parameters import PICTURES, slug
from docs.chapters.shown import query_words
from docs.chapters.tables import Schema, code, line, page, row, table, values
from handler.core.output import Output
from handler.core.params import Declared
from handler.core.source import Fetched, Picked, Stored
from handler.dialects import native
from handler.dialects.json_form import MAX_BODY_BYTES
from handler.generators.made import Made
from handler.ops import CATALOGUE
from handler.ops.op import Op
from handler.recipe import MAX_OPS, Recipe
from handler.web.openapi.parameters import GROUP_OF

MARKS = ("op", "generate")
"""Members that say what kind of value an object is; they are written, whatever their default."""

LEAD = f"""A recipe says in JSON what becomes of a picture. Post it:

```sh
curl http://127.0.0.1:8000/render -H 'Content-Type: application/json' -o small.webp \\
  -d '{{"source": {{"key": "bee.jpg"}}, "ops": [{{"op": "resize", "w": 300}}], "output": {{"formats": ["webp"]}}}}'
```

| member | what it says | without it |
|---|---|---|
| `source` | the picture: [source](#source) | an error; of an uploaded picture it is left out |
| `ops` | [operations](#operations), done in the order of the list; each may come again; at most {MAX_OPS} | none |
| `output` | the file that it becomes: [output](#output) | the kind that is stored |

Types are strict: `1` is not `"1"`, and `1.0` is a ratio where `1` is a pixel. A body has at most {MAX_BODY_BYTES:,}
bytes. An error names the member: `ops.0.radius`. To change a picture of your own, post a form with the file `picture`
and the text `recipe`, which has no `source`."""
SOURCES: tuple[tuple[type[Picked], str], ...] = (
    (Stored, "The key of a stored picture: `bee.jpg`."),
    (Fetched, "The URL of a picture at another host; see [origins](../origins.md)."),
    (Made, 'A [generator](generators.md) with its fields: `{"generate": "qr", "text": "Hello"}`.'),
)
MEMBERS = ("key", "url", "made")
"""The member by which each is known."""

DELIVERY = (
    "How an answer is handed over changes no byte, and so is no part of a recipe: a query says it by [dl, v, preset "
    "and expires](answer.md). `POST /render` takes `sha256` and `expires` in its [query](routes.md#posts)."
)


def recipe() -> str:
    """Return the page."""
    return page("Recipe", LEAD, _source(), _operations(), _output(), ["## Delivery\n", f"{DELIVERY}\n"])


def _source() -> Iterator[str]:
    yield "## source\n"
    yield "It has one of these members:\n"
    yield from table("member", "values", "what it is")
    for (kind, what), name in zip(SOURCES, MEMBERS, strict=True):
        yield row(code(name), "object" if kind is Made else "text", what)
    yield "\nBeside it, each may have:\n"
    yield from fields(Picked)
    yield from _fenced({"source": {"key": "lighthouse.gif", "frame": 12}})


def _output() -> Iterator[str]:
    yield "## output\n"
    yield f"{line(Output.__doc__)}\n"
    yield from fields(Output)
    yield from _fenced({"source": {"key": "bee.jpg"}, "output": {"formats": ["webp", "jpg"], "quality": 60}})


def _operations() -> Iterator[str]:
    yield "## Operations\n"
    yield "A query applies them in this order; a recipe in the order in which it lists them.\n"
    yield f"{', '.join(f'[{name_of(op)}](#{name_of(op)})' for op in CATALOGUE)}\n"
    for op in CATALOGUE:
        name = name_of(op)
        yield f"### {name}\n"
        yield f"{line(op.__doc__)}\n"
        yield from fields(op)
        yield from _fenced(example(op))
        yield from picture(op).lines(PICTURES)


def fields(kind: type[Declared]) -> Iterator[str]:
    """Give the table of a declaration's fields."""
    names = [name for name in kind.model_fields if name not in MARKS]
    if not names:
        yield "It has no fields.\n"
    params = kind.params()
    if not params:
        yield "It has no parameters: a recipe can say it, a query cannot.\n"
    if not names:
        return
    yield from table("field", "values", "default", *(["in a query"] * bool(params)), "meaning")
    for name in names:
        info = kind.model_fields[name]
        default = "needed" if info.is_required() else "" if info.default in (None, (), "") else json.dumps(info.default)
        asked = params[name][0].name if name in params else ""
        link = f"[{asked}]({slug(GROUP_OF[asked])}.md#{asked})" if asked in GROUP_OF else code(asked)
        given = default if default in {"", "needed"} else code(default)
        told = [code(name), values(schema_of(kind, name), ""), given, *([link] * bool(params)), info.description or ""]
        yield row(*told)
    yield ""


@cache
def _properties(kind: type[BaseModel]) -> Schema:
    built: Schema = kind.model_json_schema()["properties"]
    return built


def schema_of(kind: type[BaseModel], field: str) -> Schema:
    """Return the schema of a field, without the null that stands for its absence."""
    built = _properties(kind)[field]
    parts = [part for part in built.get("anyOf", [built]) if part.get("type") != "null"]
    return parts[0] if len(parts) == 1 else {"anyOf": parts}


def name_of(op: type[Op]) -> str:
    """Return the name of an operation in JSON."""
    return str(op.model_fields["op"].default)


def example(op: type[Op]) -> dict[str, Any]:
    """Return a recipe that has this operation; LookupError says what to add where there is none."""
    if body := told()["recipes"].get(name_of(op)):
        return {**body, "output": {"formats": ["webp"]}}
    asked = _first(op)[0]
    key, _, query = asked.removeprefix("/images/").partition("?")
    said = native.parse(query, key).recipe.model_copy(update={"output": Output(formats=("webp",))})
    made: dict[str, Any] = written(said)
    return made


def picture(op: type[Op]) -> Row:
    """Return the pictures of an operation: the row of the parameter that makes it, or those of its recipe."""
    if body := told()["recipes"].get(name_of(op)):
        return recipe_row(name_of(op), body)
    return _first(op)[1]


@cache
def _first(op: type[Op]) -> tuple[str, Row]:
    """Return the first address among the examples whose recipe has the operation, and what it is shown beside."""
    names = [mark.name for mark, _ in op.params().values()]
    for word in sorted((word for word in query_words() if word.name in names), key=lambda word: word.owner is not op):
        for each in rows(word):
            for shown in each.examples[1:]:
                key, _, query = shown.path.removeprefix("/images/").partition("?")
                if any(type(step) is op for step in native.parse(query, key).recipe.ops):
                    return shown.path, Row((each.examples[0], shown))
    raise LookupError(
        f"the operation {name_of(op)} has no example: give a field examples=[...] and a Param, or add "
        f"[recipes.{name_of(op)}] to docs/chapters/examples.toml"
    )


def written(value: object) -> Any:  # noqa: ANN401 - any JSON
    """Return a value as JSON has it, without what is said anyway."""
    if isinstance(value, BaseModel):
        return {
            name: written(getattr(value, name))
            for name, info in type(value).model_fields.items()
            if name in MARKS or getattr(value, name) != info.default
        }
    return [written(part) for part in value] if isinstance(value, tuple) else value


def _fenced(body: dict[str, Any]) -> list[str]:
    """Return a recipe as a block of code."""
    order = [name for name in Recipe.model_fields if name in body]
    parts = [f'  "{name}": {_inner(body[name])}' for name in sorted(order, key=["source", "ops", "output"].index)]
    return ["```json", "{", *",\n".join(parts).split("\n"), "}", "```\n"]


def _inner(part: object) -> str:
    if isinstance(part, list):
        inside = ",\n".join(f"    {json.dumps(each, ensure_ascii=False)}" for each in part)
        return f"[\n{inside}\n  ]"
    return json.dumps(part, ensure_ascii=False)
