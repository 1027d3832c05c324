"""Backfill report: how far a backfill is, on a terminal and elsewhere, and what came of it in the end."""

import io

import pytest

from handler.jobs.backfill_report import Progress


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_one_line_with_a_bar_and_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("handler.jobs.backfill_report.monotonic", lambda: now[0])
    progress = Progress(Screen(), total=4000)
    now[0] += 10
    progress.show(1000, 3)
    progress.show(1001, 3)  # too soon to be said
    now[0] += 30
    progress.show(4000, 3, last=True)
    screen = progress.stream.getvalue()  # type: ignore[attr-defined]
    first, second = screen.split("\r\x1b[K")[1:]
    assert first == "[######..................] 1,000 of 4,000, 100.0/s, 0:30 left, 3 failed"
    assert second == f"[{'#' * 24}] 4,000 of 4,000, 100.0/s, 3 failed\n"


def test_where_there_is_no_terminal_plain_lines_come_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("handler.jobs.backfill_report.monotonic", lambda: now[0])
    progress = Progress(io.StringIO())
    for done in range(1, 26):
        now[0] += 1
        progress.show(done, 0)
    progress.total = 100_000
    now[0] += 10
    progress.show(35, 0)
    lines = progress.stream.getvalue().splitlines()  # type: ignore[attr-defined]
    assert lines == ["10 looked at, 1.0/s", "20 looked at, 1.0/s", "35 of 100,000, 1.0/s, 27:46:05 left"]
