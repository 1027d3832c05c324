"""Render report: a bar on a terminal, plain lines elsewhere, one line at the end."""

import io
from pathlib import Path

from handler.commands.batch.pairs import Pair
from handler.commands.batch.render_report import RenderReport
from handler.commands.batch.rendition import Finished

PAIR = Pair("in/a.jpg", Path("in/a.jpg"), Path("out/a"), named=False)
MADE = Finished(PAIR, size=(300, 200), bytes_before=4000, bytes_after=1234)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_each_picture_is_a_line_where_nobody_watches() -> None:
    out = io.StringIO()
    report = RenderReport(4, out)
    report.made_of(MADE, "out/a.webp")
    report.failed_for(MADE, "it is damaged")
    report.kept_for(MADE, "out/a.webp")
    report.close()
    assert out.getvalue().splitlines() == [
        "in/a.jpg -> out/a.webp  300 x 200, 1,234 bytes",
        "in/a.jpg: it is damaged",
        "in/a.jpg: out/a.webp is there already; --force replaces it",
    ]
    expected = "1 made, 1 failed, 1 there already, 1 not begun; 4,000 bytes became 1,234"
    assert report.summary() == expected


def test_a_terminal_gets_a_bar_and_lines_only_of_what_failed() -> None:
    out = Terminal()
    report = RenderReport(2, out)
    report.made_of(MADE, "out/a.webp")
    assert out.getvalue().endswith("[############............] 1/2 in/a.jpg")
    report.failed_for(MADE, "it is damaged")
    assert "in/a.jpg: it is damaged\n[########################] 2/2" in out.getvalue()
    report.close()
    assert out.getvalue().endswith("\r\x1b[K")


def test_a_single_picture_needs_no_bar() -> None:
    assert not RenderReport(1, Terminal()).barred
