"""Routes: every path that is answered: its methods, what it takes, and what may come back."""

from collections.abc import Iterator

from docs.chapters.parameters import default_of
from docs.chapters.tables import Schema, code, page, row, table, values
from handler.core.params import Declared
from handler.dialects.interface import Operation
from handler.dialects.native.vocabulary import alone
from handler.dialects.row import Dialect
from handler.dialects.table import DIALECTS
from handler.web.doors import FEEDS, RENDER, TRANSLATE
from handler.web.feeds.cameras import Feed
from handler.web.openapi import outcomes
from handler.web.openapi.parameters import CONDITIONS, PARTS
from handler.web.openapi.schema import SUMMARIES
from handler.web.translate import TranslationWish
from handler.web.uploads import Posting

LEAD = (
    "What can be asked for. `GET /openapi.json` tells the same to programs, where `TINTYPE_DOCS` is on. A path that is "
    "asked with another method is answered 405, and `Allow` names those that it takes."
)
KINDS: dict[str, tuple[str, outcomes.Responses]] = {
    "picture": (
        "Of every route that gives pictures by their address.",
        outcomes.pictures(fetches=True, stand_in=False),
    ),
    "facts": ("Of `/info/`; [info](info.md) explains each member.", outcomes.FACTS),
    "document": ("Of routes that tell facts in another service's form.", outcomes.DOCUMENT),
    "render": ("Of `POST /render`.", outcomes.RENDERED),
    "feed": ("Of `/feeds/`.", outcomes.FEED),
    "translation": ("Of `/translate`.", outcomes.TRANSLATED),
    "start": ("Of `/`, where `TINTYPE_DOCS` is on.", outcomes.START),
    "page": ("Of `/errors`.", outcomes.PAGE),
    "health": ("Of `/health`.", outcomes.HEALTH),
}
"""Answers: of which routes, and what they are."""

OTHERS = (
    ("POST", RENDER.path, SUMMARIES[RENDER.name], "render"),
    ("GET", FEEDS.path.replace(":path}", "}"), SUMMARIES["feed"], "feed"),
    ("GET", TRANSLATE.path, SUMMARIES["translated"], "translation"),
    ("GET", "/", SUMMARIES["start"], "start"),
    ("GET", "/docs", "Try every parameter in a browser; where `TINTYPE_DOCS` is on", "page"),
    ("GET", "/openapi.json", "Get the description of the API; where `TINTYPE_DOCS` is on", "page"),
    ("GET", "/errors", SUMMARIES["errors"], "page"),
    ("GET", "/health", SUMMARIES["health"], "health"),
)
"""Routes that no dialect has: method, path, what for, and which answer."""


def routes() -> str:
    """Return the page."""
    return page("Routes", LEAD, _native(), _others(), _foreign(), _fields_of_paths(), _headers(), _answers())


def _operations(*, native: bool) -> Iterator[tuple[Dialect, Operation]]:
    for dialect in DIALECTS:
        if (dialect.family == "native") is native:
            for each in dialect.load().operations():
                yield dialect, each


def _row(dialect: Dialect, operation: Operation) -> str:
    asked = code(f"{', '.join(dialect.methods)} {dialect.prefix}{operation.below}")
    return row(asked, operation.summary, f"[{operation.answers}](#{operation.answers})")


def _native() -> Iterator[str]:
    yield "## Pictures\n"
    yield "Their query takes all [parameters](parameters.md); [generators](generators.md) also take their own.\n"
    yield from table("request", "what for", "answers")
    for dialect, operation in _operations(native=True):
        yield _row(dialect, operation)
    yield ""


def _others() -> Iterator[str]:
    yield "## Other routes\n"
    yield from table("request", "what for", "answers")
    for method, path, summary, kind in OTHERS:
        methods = "GET, HEAD" if method == "GET" else method
        yield row(code(f"{methods} {path}"), summary, f"[{kind}](#{kind})")
    yield ""
    posts = (
        "The body is a [recipe](recipe.md), or a form with a `picture` and what is to become of it: `recipe`, as JSON, "
        "or `query`, in an address's words. See [signing](../signing.md)."
    )
    feeds = "Frames come as one answer that does not end by itself; see [feeds](../feeds.md)."
    translate = "The address in `url` is said in every dialect; see [dialects](../dialects.md)."
    told: tuple[tuple[str, str, type[Declared]], ...] = (
        ("Posts", f"`POST {RENDER.path}`. {posts}", Posting),
        ("Feeds", f"`GET {OTHERS[1][1]}`. {feeds}", Feed),
        ("Translations", f"`GET {TRANSLATE.path}`. {translate}", TranslationWish),
    )
    for title, text, asked in told:
        yield f"### {title}\n"
        yield f"{text} Its query takes these parameters and a signature, and no others.\n"
        yield from _query(asked)


def _query(kind: type[Declared]) -> Iterator[str]:
    """Give the parameters of a route that has its own."""
    yield from table("parameter", "values", "default", "meaning")
    for shared in alone(kind).values():
        word = shared[0]
        yield row(
            code(word.name),
            values(word.schema(), word.mark.between),
            code(default_of(word)),
            word.info.description or "",
        )
    yield ""


def _foreign() -> Iterator[str]:
    yield "## Routes of other services\n"
    yield "Each is open where `TINTYPE_DIALECTS` names its dialect; [dialects](../dialects.md) leads to more.\n"
    yield from table("request", "what for", "dialect", "answers")
    for dialect, operation in _operations(native=False):
        asked = code(f"{', '.join(dialect.methods)} {dialect.prefix}{operation.below}")
        kind = operation.answers
        yield row(asked, operation.summary, code(dialect.family), f"[{kind}](#{kind})")
    yield ""


def _fields_of_paths() -> Iterator[str]:
    yield "## Parts of paths\n"
    yield "What stands in braces in a path.\n"
    yield from table("part", "of", "what it is", "for example")
    seen: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for native in (True, False):
        for dialect, operation in _operations(native=native):
            for field in operation.fields:
                where = seen.setdefault((field.name, field.description, field.examples[:2]), [])
                where.append(dialect.prefix)
    for (name, description, examples), prefixes in seen.items():
        places = list(dict.fromkeys(prefixes))
        more = f" and {len(places) - 3} more" if len(places) > 3 else ""  # noqa: PLR2004 - a few are enough
        yield row(code(name), ", ".join(map(code, places[:3])) + more, description, ", ".join(map(code, examples)))
    yield ""


def _headers() -> Iterator[str]:
    yield "## Headers\n"
    yield "What a request may say:\n"
    yield from table("header", "what it does", "for example")
    yield row(
        code("Accept"), "Where `fm` says none, the format is the best that it names.", code("image/avif,image/webp")
    )
    for name, (text, example) in {**CONDITIONS, **PARTS}.items():
        yield row(code(name), text, code(example))
    yield "\nWhat an answer may say:\n"
    yield from table("header", "what it says")
    for name, (text, _) in outcomes.HEADERS.items():
        yield row(code(name), text)
    yield ""


def _answers() -> Iterator[str]:
    yield "## Answers\n"
    yield "An error is `application/problem+json`; [errors](../errors.md) explains each.\n"
    for name, (of, responses) in KINDS.items():
        yield f"### {name}\n"
        yield f"{of}\n"
        yield from table("status", "what comes", "type", "headers")
        for status, answer in sorted(responses.items(), key=lambda each: int(each[0])):
            yield row(str(status), answer["description"], _types(answer), ", ".join(answer.get("headers", ())))
        yield ""


def _types(answer: Schema) -> str:
    kinds = list(answer.get("content", ()))
    pictures = [kind for kind in kinds if kind.startswith("image/")]
    if len(pictures) > 1:
        return "a picture, or a text of [fm](formats.md)"
    return ", ".join(kinds)
