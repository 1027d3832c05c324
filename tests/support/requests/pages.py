"""Pages of the documentation, which tests hold against what there is."""

from pathlib import Path

DOCS = Path(__file__).parents[3] / "docs"


def page_of(name: str) -> str:
    """Return the text of a page, by its name without its extension."""
    return (DOCS / f"{name}.md").read_text()
