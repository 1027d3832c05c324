"""docs/crops.md: its table is that of the last measurement, and what it promises holds there."""

import json
from pathlib import Path

from benchmarks.judged_crops import RESULTS, table
from docs.marked import replaced

PAGE = Path(__file__).parent.parent.parent / "docs" / "crops.md"
ROWS = json.loads(RESULTS.read_text())
MOST_CUT = 8 / 72
"""Of the crops that could hold the main face, so many may cut it."""


def test_the_page_shows_what_was_measured() -> None:
    assert replaced(PAGE.read_text(), "judged", table(ROWS)) == PAGE.read_text()


def test_the_main_face_is_cut_in_fewer_crops_than_others_cut_it_in() -> None:
    for way in ("`crop=smart`", "`crop=faces`"):
        assert ROWS[way]["cut"] <= MOST_CUT * ROWS[way]["of"]
        assert all(ROWS[way]["cut"] < row["cut"] for name, row in ROWS.items() if name.startswith(("sharp", "thumbor")))


def test_smart_keeps_more_than_entropy_and_edges_even_without_faces() -> None:
    for what in ("faces", "things"):
        most = max(ROWS[way][what] for way in ("the middle", "`crop=entropy`", "`crop=edges`"))
        assert ROWS["`crop=smart` without the extra"][what] > most
