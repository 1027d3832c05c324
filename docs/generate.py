"""Write the pages of docs/ that come from the code: `make docs`. A test says so when they are stale."""

from pathlib import Path

from docs.chapters.contents import pages
from docs.chapters.tables import code, line, page, row, table
from handler.errors import ImageError

DOCS = Path(__file__).parent
ERRORS_LEAD = (
    "Every error is an RFC 9457 problem: `type` (ends in the slug below), `title`, `status`, `detail`, `request` "
    "(the id that is also in the log), and, where they apply, `parameter`, `nearest`, `limit`, `max`, `actual`, "
    "`kind`. `GET /errors` answers this list."
)


def errors() -> str:
    """Return the page of every error."""
    rows = [row(str(e.status), code(e.slug()), e.title, line(e.__doc__)) for e in ImageError.tree()]
    return page("Errors", ERRORS_LEAD, table("status", "slug", "title", "meaning"), rows)


def generated() -> dict[str, str]:
    """Return all pages by their paths in docs/."""
    return {**pages(), "errors.md": errors()}


def main() -> None:
    """Write the pages; a page of the reference that is made no more goes."""
    made = generated()
    for old in (DOCS / "reference").glob("*.md"):
        if f"reference/{old.name}" not in made:
            old.unlink()
    for name, text in made.items():
        (DOCS / name).parent.mkdir(exist_ok=True)
        (DOCS / name).write_text(text)
        print(f"docs/{name}")


if __name__ == "__main__":
    main()
