"""docs/dialects.md names every language with its doors and a page, and nothing that is not there."""

import re
from pathlib import Path

from handler.dialects.table import DIALECTS, families

DOCS = Path(__file__).parents[2] / "docs"
ROWS = re.findall(r"^\| `(\w+)` \| (`/.*`) \| \[.*\]\((.*)\) \|$", (DOCS / "dialects.md").read_text(), re.MULTILINE)


def test_every_language_has_a_row_with_its_doors_and_a_page_that_is_there() -> None:
    assert sorted(name for name, _, _ in ROWS) == sorted(families())
    for name, doors, page in ROWS:
        assert doors == ", ".join(f"`{row.prefix}`" for row in DIALECTS if row.family == name), name
        assert (DOCS / page.partition("#")[0]).is_file(), page
