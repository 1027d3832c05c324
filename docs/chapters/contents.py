"""Contents: the first page of the reference, and which pages there are."""

from collections.abc import Callable, Iterator

from docs.chapters.drawn import generators
from docs.chapters.operating import formats, limits, settings
from docs.chapters.parameters import LEADS, groups, index, slug
from docs.chapters.recipes import recipe
from docs.chapters.routes import routes
from docs.chapters.tables import page, row, table
from docs.chapters.told_facts import info
from handler.web.openapi.parameters import GROUPS

CHAPTERS: dict[str, tuple[Callable[[], str], str]] = {
    "parameters": (index, "every parameter of a query, by group and by name; colours; other spellings"),
    "generators": (generators, "pictures that are drawn, each with its own parameters"),
    "formats": (formats, "what `fm` can be"),
    "recipe": (recipe, "the JSON form: every field of every operation, source and output"),
    "routes": (routes, "every path, its methods, headers and answers"),
    "info": (info, "every member of what `/info` answers"),
    "settings": (settings, "every variable of the environment"),
    "limits": (limits, "how large, how long, how much"),
}
"""The chapters: the page, and what stands there."""


def contents() -> str:
    """Return the first page of the reference."""
    lead = (
        "Everything that a URL, a JSON recipe or the environment can say. It is written from the code, and each "
        "picture is what the application answers to the address beside it."
    )
    return page("Reference", lead, _chapters(), _groups())


def _chapters() -> Iterator[str]:
    yield from table("page", "what stands there")
    for name, (_, about) in CHAPTERS.items():
        yield row(f"[{name}](reference/{name}.md)", about)
    yield row("[errors](errors.md)", "every error, its status and what to do")
    yield ""


def _groups() -> Iterator[str]:
    yield "## Parameters by group\n"
    yield from table("group", "what it is about")
    for group in GROUPS:
        yield row(f"[{group}](reference/{slug(group)}.md)", LEADS.get(group, "").replace("](../", "]("))
    yield ""


def pages() -> dict[str, str]:
    """Return all pages of the reference by their paths in docs/."""
    chapters = {f"{name}.md": made() for name, (made, _) in CHAPTERS.items()}
    return {"reference.md": contents()} | {f"reference/{name}": text for name, text in (chapters | groups()).items()}
