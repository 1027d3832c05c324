"""The table of a benchmark: who is best, what a run that measured some rows leaves, and when it is a loss."""

from pathlib import Path

import pytest

from benchmarks.rivals import results
from benchmarks.rivals.results import Cells, Figures, Results
from benchmarks.rivals.rows import ROWS


def cell(clock: float, cpu: float, score: float | None = None) -> Figures:
    """Return the figures of a rival that ours takes so many times."""
    figures: Figures = {"clock_ratio": [clock] * 3, "cpu_ratio": [cpu] * 3, "clock": [1, 1, 1], "cpu": [1, 1, 1]}
    return figures if score is None else {**figures, "score": score}


def table(clock: float, cpu: float) -> Results:
    return {"rows": {"one": {"this": cell(1, 1, 80), "sharp": cell(clock, cpu, 80), "pyvips": cell(0.5, 0.5, 80)}}}


def test_the_best_rival_is_the_one_that_ours_takes_longest_beside() -> None:
    cells: Cells = {"this": cell(1, 1), "sharp": cell(0.9, 1.4), "pyvips": cell(1.2, 1.1)}
    assert results.best(cells) == "pyvips"
    assert results.best(cells, "cpu_ratio") == "sharp"
    assert results.ratio(cells) == [1.2, 1.2, 1.2]


def test_a_rival_whose_pictures_look_worse_is_not_the_best() -> None:
    cells: Cells = {"this": cell(1, 1, 80), "sharp": cell(2, 2, 77.9), "pyvips": cell(1.1, 1.1, 78)}
    assert results.best(cells) == "pyvips"


def test_without_a_rival_there_is_no_ratio() -> None:
    assert results.best({"this": cell(1, 1)}) is None
    assert results.ratio({"this": cell(1, 1)}) is None
    assert results.ratio({}) is None


def test_of_requests_at_once_the_rates_are_compared() -> None:
    cells: Cells = {
        "this": {"rate": [20, 20, 20], "rate_ratio": [1, 1, 1], "p95": 1},
        "sharp": {"rate": [18, 18, 18], "rate_ratio": [0.9, 0.9, 0.9], "p95": 1},
    }
    assert results.ratio(cells) == [0.9, 0.9, 0.9]


def test_rows_that_are_measured_again_replace_their_like_alone() -> None:
    before: Results = {
        "rounds": {"one": 7, "two": 7},
        "rows": {"one": {}, "two": {"this": cell(1, 1)}},
        "growth": {"source": {}},
    }
    after = results.merged(before, {"rounds": {"one": 3}, "rows": {"one": {"this": cell(2, 2)}}})
    assert after["rows"] == {"one": {"this": cell(2, 2)}, "two": {"this": cell(1, 1)}}
    assert after["growth"] == {"source": {}}
    assert after["rounds"] == {"one": 3, "two": 7}


@pytest.mark.parametrize(("now", "lost"), [(1.10, False), (1.11, True), (0.5, False)])
def test_a_tenth_more_cpu_beside_the_best_rival_is_a_loss(now: float, lost: bool) -> None:
    assert bool(list(results.losses(table(1, 1), table(9, now)))) is lost


def test_rounds_that_do_not_agree_are_no_loss() -> None:
    now = table(1, 1)
    now["rows"]["one"]["sharp"]["cpu_ratio"] = [0.9, 1.2, 1.3]
    assert list(results.losses(table(1, 1), now)) == []


def test_a_loss_names_the_row_and_both_ratios() -> None:
    assert list(results.losses(table(1, 1), table(1, 1.5))) == [
        "one: 1.50 times the best rival, 1.50 times the 1.00 of the last table"
    ]


def test_a_row_that_the_last_table_does_not_have_is_no_loss() -> None:
    assert list(results.losses({}, table(1, 9))) == []


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "table.json"
    assert results.read(path) == {}
    results.write(table(1, 1), path)
    assert results.read(path) == table(1, 1)


def test_figures_are_ours_to_theirs_round_by_round() -> None:
    figures = results.figures([10, 20, 40], [2, 4, 8], ([5, 10, 20], [4, 8, 16]))
    assert figures["clock"] == [15, 20, 30]
    assert figures["clock_ratio"] == [0.5, 0.5, 0.5]
    assert figures["cpu_ratio"] == [2, 2, 2]


def test_the_table_that_is_kept_has_rows_that_there_are() -> None:
    kept = results.read()
    assert kept["rows"].keys() <= {row.name for row in ROWS}
    assert all("this" in cells for cells in kept["rows"].values())
