"""The table of contents of the manual: docs/site/nav.toml, and which pages there are to stand in it."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
NAV = DOCS / "site" / "nav.toml"
PARTS = ("Start", "Tasks", "Reference", "Explanations")
ELSEWHERE = {"README.md"}
"""Pages at the top of the project that are no part of the manual: its own first page stands for it."""

RENAMED = {"SECURITY.md": "security-policy.md"}
"""Those whose name a page of docs/ has in the site."""


class Entry(NamedTuple):
    """A page in the table. groups: its part, and within that the heading it stands under, if any."""

    groups: tuple[str, ...]
    title: str
    name: str
    """Its path from docs/, as `../CHANGELOG.md`."""

    @property
    def path(self) -> Path:
        """Return where the page lies."""
        return (DOCS / self.name).resolve()

    @property
    def staged(self) -> str:
        """Return its name in the site. Pages from elsewhere lie beside those of docs/."""
        if self.path.is_relative_to(DOCS):
            return self.path.relative_to(DOCS).as_posix().replace("README.md", "index.md")
        name = self.path.relative_to(ROOT).as_posix()
        return RENAMED.get(name, name.lower().replace("readme.md", "index.md"))


def entries(table: Path = NAV) -> list[Entry]:
    """Return the entries, in order."""
    return list(_walk((), tomllib.loads(table.read_text())))


def _walk(groups: tuple[str, ...], table: dict[str, Any]) -> Iterator[Entry]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _walk((*groups, key), value)
        else:
            yield Entry(groups, value, key)


def pages() -> set[Path]:
    """Return every page of the manual: all of docs/, those at the top, and the one that says whose the samples are."""
    top = {path for path in ROOT.glob("*.md") if path.name not in ELSEWHERE}
    return {*DOCS.rglob("*.md"), *top, ROOT / "samples" / "README.md"}
