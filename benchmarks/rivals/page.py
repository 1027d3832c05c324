"""The page: what was measured, as tables and plots of docs/performance.md."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.rivals import plots, results
from benchmarks.rivals.contenders import OURS, ROOT, contenders
from benchmarks.rivals.floor import ALLOWED_MS, NEEDED
from benchmarks.rivals.growth import ROUNDS as GROWN_ROUNDS
from benchmarks.rivals.growth import TITLES, in_order, powers
from benchmarks.rivals.matching import NEAR
from benchmarks.rivals.pictures import SOURCES
from benchmarks.rivals.ratios import line
from benchmarks.rivals.results import Cells, Figures, Results
from benchmarks.rivals.rows import ROWS, Row
from docs.marked import replaced

PAGE = ROOT / "docs" / "performance.md"
PICTURES = ROOT / "docs" / "pictures"
NONE = ""
LEVEL = 0.05
"""Of the best rival's time: less of a difference is none."""

HEADS = {name: each.label for name, each in contenders().items()}
"""The columns, in their order."""


def write(found: Results, page: Path = PAGE, pictures: Path = PICTURES) -> None:
    """Put the tables into the page and the plots beside it."""
    text = page.read_text()
    for name, lines in blocks(found).items():
        text = replaced(text, name, "\n".join(lines), f"/{name}")
    page.write_text(text)
    (pictures / "rivals.svg").write_text(plots.ratios(found))
    (pictures / "growth.svg").write_text(plots.growth(found))


def blocks(found: Results) -> dict[str, Iterator[str]]:
    """Return what stands between each pair of marks."""
    return {
        "rivals": _times(found),
        "rivals-sum": _sum(found),
        "rivals-at-once": _rates(found),
        "rivals-looks": _looks(found),
        "rivals-floor": _floors(found),
        "rivals-growth": _growth(found),
        "rivals-sources": _sources(),
        "rivals-versions": _versions(found),
    }


def _measured(found: Results) -> Iterator[tuple[Row, Cells]]:
    for row in ROWS:
        if row.name in found.get("rows", {}):
            yield row, found["rows"][row.name]


def _head(*more: str) -> Iterator[str]:
    names = ["work", *HEADS.values(), *more]
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"


def _line(label: str, cells: Mapping[str, str], *more: str) -> str:
    return f"| {' | '.join([label, *(cells.get(name, NONE) for name in HEADS), *more])} |"


def _times(found: Results) -> Iterator[str]:
    yield from _head("this / best", "in CPU time")
    for row, cells in _measured(found):
        if row.kind != "load":
            shown = {name: f"{cell['clock'][1]:.0f}" for name, cell in cells.items()}
            yield _line(row.label, shown, *(_said(cells, kind) for kind in ("clock_ratio", "cpu_ratio")))


def _sum(found: Results) -> Iterator[str]:
    ratios = [ratio[1] for _, cells in _measured(found) if (ratio := results.ratio(cells))]
    ahead, behind = sum(each < 1 - LEVEL for each in ratios), sum(each > 1 + LEVEL for each in ratios)
    yield (
        f"Of {len(ratios)} rows, this project is ahead of the best rival in {ahead}, behind it in {behind}, and within "
        f"{100 * LEVEL:.0f} % of it in {len(ratios) - ahead - behind}."
    )


def _said(cells: Cells, kind: results.Kind) -> str:
    ratio = results.ratio(cells, kind)
    return NONE if ratio is None else f"{ratio[1]:.2f} ({ratio[0]:.2f} to {ratio[2]:.2f})"


def _rates(found: Results) -> Iterator[str]:
    yield from _head("best / this")
    for row, cells in _measured(found):
        if row.kind == "load":
            shown = {name: f"{cell['rate'][1]:.1f} ({cell['p95']:.0f})" for name, cell in cells.items()}
            yield _line(row.label, shown, _said(cells, "clock_ratio"))


def _looks(found: Results) -> Iterator[str]:
    yield from _head()
    for row, cells in _measured(found):
        if row.like == row.name:
            yield _line(row.label, {name: _look(cell, cells[OURS]["score"]) for name, cell in cells.items()})


def _look(cell: Figures, ours: float) -> str:
    asked = f"q {cell['quality']}, " if cell["quality"] is not None else ""
    far = "" if abs(cell["score"] - ours) <= NEAR else " \\*"
    return f"{asked}{cell['bytes'] / 1000:.1f} kB, {cell['score']:.1f}{far}"


def _floors(found: Results) -> Iterator[str]:
    if not found.get("floors"):
        yield f"Not measured on this machine: {NEEDED}."
        return
    allowed = f"this / (floor + S3 + {ALLOWED_MS:.0f} ms)"
    yield f"| work | decode | resize | encode | floor | S3 | this | {allowed} |"
    yield "|---|---|---|---|---|---|---|---|"
    for row, cells in _measured(found):
        if floor := found["floors"].get(row.name):
            parts = [floor[name] for name in ("decode", "resize", "encode")]
            numbers = " | ".join(f"{number:.1f}" for number in (*parts, sum(parts), floor["s3"], cells[OURS]["cpu"][1]))
            yield f"| {row.label} | {numbers} | {floor['ratio']:.2f} ({floor['low']:.2f} to {floor['high']:.2f}) |"


def _growth(found: Results) -> Iterator[str]:
    yield "| what grows | whose | from | to | exponent | each one more adds |"
    yield "|---|---|---|---|---|---|"
    for kind, points in in_order(found.get("growth", {})):
        fits = powers({name: [point for point in curve if point[0]] for name, curve in points.items()})
        for name, curve in points.items():
            ends = " | ".join(f"{cost:.0f} at {size:.3g}" for size, cost in (curve[0], curve[-1]))
            exponent = f"{fits[name].exponent:.2f}" if name in fits else NONE
            yield f"| {TITLES[kind]} | {HEADS[name]} | {ends} | {exponent} | {line(*zip(*curve, strict=True))[1]:.1f} |"


def _sources() -> Iterator[str]:
    for name, source in SOURCES.items():
        if not name.startswith("grown"):
            yield f"- `{name}`: {source.said}"


def _versions(found: Results) -> Iterator[str]:
    versions = sorted(found.get("versions", {}).items(), key=lambda pair: pair[0].lower())
    named = ", ".join(f"{name} {number}" for name, number in versions)
    rounds = sorted(set(found.get("rounds", {}).values()))
    said = " to ".join(str(number) for number in (rounds[:1] + rounds[-1:] if len(rounds) > 1 else rounds))
    yield f"Medians of {said} rounds, of growth of {GROWN_ROUNDS}, on {found.get('machine', 'no machine')}. {named}."
