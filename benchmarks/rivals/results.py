"""The results: what was measured last, as `table.json` keeps it; rows that are measured again replace their like."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, TypedDict

from benchmarks.rivals.contenders import OURS
from benchmarks.rivals.matching import NEAR
from benchmarks.rivals.ratios import paired, spread

TABLE = Path(__file__).parent / "table.json"
WORSE = 1.10
"""A ratio that has grown by more than this is a loss that has to be explained."""


class Figures(TypedDict, total=False):
    """What one contender took for a row. Spreads are quartile, median, quartile; ratios are ours to it, by rounds."""

    clock: list[float]
    cpu: list[float]
    clock_ratio: list[float]
    cpu_ratio: list[float]
    bytes: int
    score: float
    quality: int | None
    rate: list[float]
    p95: float
    rate_ratio: list[float]


Kind = Literal["clock_ratio", "cpu_ratio"]
Cells = dict[str, Figures]
"""By the name of the contender."""


class Results(TypedDict, total=False):
    """All that is kept: rounds, figures and floors by row, growth by its kind.

    A floor is the milliseconds of the bare codecs and of S3 alone, and ours beside them.
    """

    machine: str
    versions: dict[str, str]
    rounds: dict[str, int]
    rows: dict[str, Cells]
    floors: dict[str, dict[str, float]]
    growth: dict[str, dict[str, list[list[float]]]]


def read(path: Path = TABLE) -> Results:
    """Return what was measured last; nothing where nothing was."""
    found: Results = json.loads(path.read_text()) if path.exists() else {}
    return found


def write(results: Results, path: Path = TABLE) -> None:
    """Keep the results."""
    path.write_text(json.dumps(results, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def merged(before: Results, after: Results) -> Results:
    """Return the results with what was measured anew in place of what was there."""
    both: Results = {**before, **after}
    both["rounds"] = {**before.get("rounds", {}), **after.get("rounds", {})}
    both["rows"] = {**before.get("rows", {}), **after.get("rows", {})}
    both["floors"] = {**before.get("floors", {}), **after.get("floors", {})}
    both["growth"] = {**before.get("growth", {}), **after.get("growth", {})}
    return both


def figures(clocks: Sequence[float], cpus: Sequence[float], ours: tuple[Sequence[float], Sequence[float]]) -> Figures:
    """Return what rounds come to, beside ours of the same rounds."""
    return {
        "clock": _rounded(spread(clocks)),
        "cpu": _rounded(spread(cpus)),
        "clock_ratio": _rounded(paired(ours[0], clocks)),
        "cpu_ratio": _rounded(paired(ours[1], cpus)),
    }


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(value, 3) for value in values]


def best(cells: Mapping[str, Figures], kind: Kind = "clock_ratio") -> str | None:
    """Return the rival that is ahead of the others, of those whose pictures look no worse than ours; None for none."""
    ours = cells.get(OURS, {}).get("score")
    rivals = [name for name in cells if name != OURS and not _looks_worse(cells[name], ours)]
    return max(rivals, key=lambda name: _ratio(cells[name], kind)[1], default=None)


def _looks_worse(cell: Figures, ours: float | None) -> bool:
    return ours is not None and "score" in cell and cell["score"] < ours - NEAR


def _ratio(cell: Figures, kind: Kind) -> list[float]:
    return cell["rate_ratio"] if "rate_ratio" in cell else cell[kind]


def ratio(cells: Mapping[str, Figures], kind: Kind = "clock_ratio") -> list[float] | None:
    """Return ours to the best rival, as quartile, median, quartile; of requests a second it is theirs to ours."""
    name = best(cells, kind)
    return None if name is None else _ratio(cells[name], kind)


def losses(before: Results, now: Results) -> Iterator[str]:
    """Give a line for each row whose ratio to the best rival is worse than in the last table by more than a tenth.

    Three quarters of the rounds have to be worse, too. Ratios are of CPU time, which other programs of the machine
    disturb least; of eight at once, of requests a second.
    """
    for name, cells in now.get("rows", {}).items():
        old, new = ratio(before.get("rows", {}).get(name, {}), "cpu_ratio"), ratio(cells, "cpu_ratio")
        if old and new and new[1] > old[1] * WORSE and new[0] > old[1]:
            more = new[1] / old[1]
            yield f"{name}: {new[1]:.2f} times the best rival, {more:.2f} times the {old[1]:.2f} of the last table"
