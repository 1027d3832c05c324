"""docs/urls.md: every word of every door has a row of its own, and every word that is refused."""

from pathlib import Path

import pytest

from handler.dialects.located import amplify, astro, netlify, vercel
from handler.dialects.located import next as next_dialect
from handler.dialects.located.door import QueryDialect
from handler.dialects.located.wsrv import address
from handler.dialects.table import DIALECTS

PAGE = (Path(__file__).parents[3] / "docs" / "urls.md").read_text()
DOORS = [module.DOOR for module in (amplify, astro, netlify, next_dialect, vercel, address)]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_each_word_has_a_row(door: QueryDialect) -> None:
    title = {"wsrv": "wsrv"}.get(door.name, door.name.title())
    section = PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]
    rows = [line.split(" | ", 1)[0] for line in section.splitlines() if line.startswith("| ")]
    words = [f"| `{mark.name}`" for mark, _ in door.kind.params().values()]
    assert rows[1:] == [*words, *(f"| ~~`{word}`~~" for word in door.refused)]
    assert all(f"`{alias}`" in section for alias in door.aliases)


def test_each_door_is_in_the_table() -> None:
    for row in DIALECTS:
        if "located" in row.module:
            assert f"| `{row.family}` | `{row.prefix}?" in PAGE
