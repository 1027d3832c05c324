"""Write docs/migrate.md and a page for each origin in docs/migrate/, their tables made by translating addresses.

An origin is a TOML file there: what the page says, and addresses as that service's clients write them.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docs.marked import replaced
from handler.dialects.translation import Translation, outcome
from handler.errors import Inexpressible

DOCS = Path(__file__).parent
INDEX = DOCS / "migrate.md"
PAGES = DOCS / "migrate"
WRITTEN = "<!-- Written by `make docs` from {}, by translating. Change that file, not this page. -->"

Origin = dict[str, Any]


def origins() -> dict[str, Origin]:
    """Return what each file says, by its name, in the order of the names."""
    return {path.stem: tomllib.loads(path.read_text()) for path in sorted(PAGES.glob("*.toml"))}


def pages() -> dict[Path, str]:
    """Return every page as it is now, by its path."""
    made = {PAGES / f"{name}.md": _page(name, origin) for name, origin in origins().items()}
    return {INDEX: _index(INDEX.read_text()), **made}


def translated(url: str, family: str) -> Translation:
    """Return an address of this service in our own language, or why there is none."""
    return outcome(url, "native", family=family, key_of=lambda _bucket, key: key)


def _index(page: str) -> str:
    rows = (
        f"| [{origin['name']}](migrate/{name}.md) | {origin['lead'].split('. ')[0].rstrip('.')} |"
        for name, origin in origins().items()
    )
    return replaced(page, "origins", "\n".join(("| from | in short |", "|---|---|", *rows)))


def _page(name: str, origin: Origin) -> str:
    return "\n".join(_sections(name, origin)) + "\n"


def _sections(name: str, origin: Origin) -> Iterator[str]:
    yield f"{WRITTEN.format(f'{name}.toml')}\n\n# From {origin['name']}\n\n{origin['lead']}\n"
    if "settings" in origin:
        yield f"```sh\n{origin['settings']}\n```\n"
    yield "## Before and after\n"
    if "calls" in origin:
        yield from _table("call", "query", *((f"`{call}`", f"`{query}`") for call, query in origin["calls"]))
    else:
        yield from _table("wish", "before", "in our own language", *_rows(origin))
        yield f"What stood before holds. `tintype translate FILE --from {origin['family']}` writes the last column.\n"
    yield "## Steps\n"
    yield from (f"{number}. {step}" for number, step in enumerate(origin["steps"], 1))
    yield "\nThen [move the host](../migrate.md#move-a-host).\n\n## What differs\n"
    yield from (f"- {line}" for line in origin["differs"])
    yield ""
    if "refused" in origin:
        yield "## What is refused\n"
        yield from _table("address", "why", *((f"`{url}`", _why(url, origin["family"])) for url in origin["refused"]))
        if note := origin.get("refused_note"):
            yield f"{note}\n"
    yield origin["more"]


def _rows(origin: Origin) -> Iterator[tuple[str, str, str]]:
    for wish, url in origin["rows"]:
        told = translated(url, origin["family"])
        if not told.url:
            raise Inexpressible(f"{url}: {told.why}")
        yield wish, f"`{url}`", f"`{told.url}`"


def _why(url: str, family: str) -> str:
    told = translated(url, family)
    if told.url:
        raise ValueError(f"{url} is not refused: it is {told.url}")
    return told.why


def _table(*cells: str | tuple[str, ...]) -> Iterator[str]:
    heads = [cell for cell in cells if isinstance(cell, str)]
    yield f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in cells if isinstance(row, tuple))
    yield ""


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text)
        print(path.relative_to(DOCS.parent))
