"""The rounds of a benchmark: who is asked how often, and what is told of it."""

import re
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from benchmarks.rivals import floor, load
from benchmarks.rivals.client import Answer
from benchmarks.rivals.floor import ALLOWED_MS, Floor
from benchmarks.rivals.load import Loaded
from benchmarks.rivals.measure import told
from benchmarks.rivals.results import Cells, figures
from benchmarks.rivals.rounds import MOST_IN_A_TURN, TURN_MS, Measured, measured
from benchmarks.rivals.rows import ROWS
from handler.codecs.quality import library_quality


def asked(name: str, clock: float, log: list[str]) -> Callable[[], Answer]:
    """Return what answers in so many milliseconds, without taking them."""

    def ask() -> Answer:
        log.append(name)
        return Answer(200, "", b"picture", clock, clock / 2)

    return ask


def test_a_slow_server_is_asked_once_in_a_turn_and_a_quick_one_as_often_as_there_is_time() -> None:
    log: list[str] = []
    clocks = {"slow": 9 * TURN_MS, "middling": TURN_MS / 3, "quick": 0.1}
    found = measured({name: asked(name, clock, log) for name, clock in clocks.items()}, 2)
    warm = 3
    assert {name: log.count(name) for name in clocks} == {
        "slow": warm + 2,
        "middling": warm + 6,
        "quick": warm + 2 * MOST_IN_A_TURN,
    }
    assert found["slow"] == Measured(b"picture", [9 * TURN_MS] * 2, [4.5 * TURN_MS] * 2)


def test_in_the_second_round_another_goes_first() -> None:
    log: list[str] = []
    measured({name: asked(name, 2 * TURN_MS, log) for name in "ab"}, 2)
    assert "".join(log) == "aaabbb" + "ab" + "ba"


def test_a_turn_is_as_its_middle_request() -> None:
    clocks = count(1)
    found = measured({"one": lambda: Answer(200, "", b"", TURN_MS / 3 + next(clocks) // 5 * 1000, 6)}, 1)
    assert found["one"].clocks == [TURN_MS / 3 + 1000]
    assert found["one"].cpus == [6]


def test_rates_are_compared_round_by_round() -> None:
    found = {"this": Loaded([10, 20], [1, 2, 3]), "sharp": Loaded([20, 40], list(range(1, 101)))}
    cells = load.cells(found, "this")
    assert cells["sharp"]["rate_ratio"] == [2, 2, 2]
    assert cells["sharp"]["p95"] == 96
    assert cells["this"]["rate"] == [12.5, 15, 17.5]


def test_the_floor_is_codecs_and_s3_and_what_a_request_may_take() -> None:
    bare = Floor(Path("floor"), ROWS[0].task, [[5, 2, 3], [5, 2, 3]])
    found = floor.told(bare, Measured(b"", [12, 12], [10, 10]), Measured(b"", [4, 4], [1, 1]), [13, 26])
    assert {name: found[name] for name in ("decode", "resize", "encode", "s3", "s3_clock")} == {
        "decode": 5,
        "resize": 2,
        "encode": 3,
        "s3": 1,
        "s3_clock": 4,
    }
    assert ALLOWED_MS == 2
    assert found["ratio"] == 1.5


@pytest.mark.parametrize("name", ["jpeg", "webp", "avif"])
def test_the_bare_codecs_are_asked_for_what_the_product_asks_for(name: str) -> None:
    quality, effort = floor.settings(name, 360_000)
    assert quality == (80 if name == "jpeg" else library_quality("avif" if name == "avif" else "webp", 80))
    assert effort in range(11)


def test_a_row_is_told_with_its_best_rival_marked() -> None:
    ours = [20.0, 20.0], [10.0, 10.0]
    cells: Cells = {"this": figures(*ours, ours), "sharp": figures([10, 10], [5, 5], ours)}
    cells["this"] |= {"bytes": 1000, "quality": None, "score": 80}
    cells["sharp"] |= {"bytes": 2000, "quality": 85, "score": 80}
    lines = list(told(ROWS[0], cells, None))
    assert lines[1].startswith("  this  ")
    assert re.search(r"sharp +\* +10\.0 ms +5\.0 CPU +this/it +2\.00 .* 2,000 B +q +85 +score +80\.00", lines[2])


def test_requests_at_once_are_told_by_the_second() -> None:
    cells = load.cells({"this": Loaded([10], [1]), "sharp": Loaded([20], [5])}, "this")
    lines = list(told(next(row for row in ROWS if row.kind == "load"), cells, None))
    assert "20.0 a second, p95    5.0 ms" in lines[2]
