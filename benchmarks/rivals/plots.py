"""The plots: how far this project is from the best rival, row by row, and how cost grows, as SVG."""

from collections.abc import Iterator, Sequence
from html import escape
from math import ceil, floor, log10

from benchmarks.rivals import results
from benchmarks.rivals.contenders import OURS
from benchmarks.rivals.growth import TITLES, Points, in_order, powers
from benchmarks.rivals.results import Results
from benchmarks.rivals.rows import ROWS

COLOURS = {OURS: "#2a7f62", "sharp": "#31508c", "pyvips": "#b3541e"}
INK, GREY, PALE = "#0f172a", "#475569", "#e2e8f0"
LABEL, STEP, TOP, SCALE, MOST = 372, 22, 54, 360, 3.0
"""Of the ratios, in pixels: the column of names, the distance of rows, the space above, the axis; and its end."""

PANEL, HIGH, GAP, LEFT = 270, 190, 58, 56
KEYS = (-4, 114, 196)
"""Of a panel of growth, in pixels: its sides, what is between two, and before the first; and where
the name of each contender stands below it."""


def ratios(found: Results) -> str:
    """Draw the ratios as dots on a line from quartile to quartile; left of 1 this project is the quickest."""
    rows = [(row.label, results.ratio(found.get("rows", {}).get(row.name, {}))) for row in ROWS]
    drawn = [(label, ratio) for label, ratio in rows if ratio]
    height = TOP + STEP * len(drawn) + 16
    return "\n".join([*_opened(LABEL + SCALE + 60, height), *_dots(drawn, height), "</svg>\n"])


def _opened(width: int, height: int) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="DejaVu Sans, Verdana, Arial, sans-serif" font-size="12">'
    )
    yield f'<rect width="{width}" height="{height}" fill="#fff"/>'


def _dots(drawn: Sequence[tuple[str, Sequence[float]]], height: int) -> Iterator[str]:
    yield f'<text x="12" y="20" font-size="14" fill="{INK}">Time of this project, in times of the best rival</text>'
    for mark in (0.5, 1, 1.5, 2, 2.5, 3):
        colour = GREY if mark == 1 else PALE
        yield f'<path d="M{_across(mark):.1f} {TOP - 10}V{height - 16}" stroke="{colour}"/>'
        yield f'<text x="{_across(mark):.1f}" y="{TOP - 16}" text-anchor="middle" fill="{GREY}">{mark:g}</text>'
    for number, (label, (low, middle, high)) in enumerate(drawn):
        y = TOP + STEP * number + 8
        colour = COLOURS[OURS] if middle <= 1 else COLOURS["pyvips"]
        yield f'<text x="{LABEL - 12}" y="{y + 4}" text-anchor="end" fill="{INK}">{escape(label)}</text>'
        quartiles = f"M{_across(low):.1f} {y}H{_across(high):.1f}"
        yield f'<path d="{quartiles}" stroke="{colour}" stroke-width="3" opacity="0.45"/>'
        yield f'<circle cx="{_across(middle):.1f}" cy="{y}" r="5" fill="{colour}"/>'
        if middle > MOST:
            yield f'<text x="{_across(MOST) + 10:.1f}" y="{y + 4}" fill="{colour}">{middle:.1f}</text>'


def _across(ratio: float) -> float:
    return LABEL + SCALE * min(ratio, MOST) / MOST


def growth(found: Results) -> str:
    """Draw a panel for each kind of growth: both axes by tens, each curve with its exponent."""
    kinds = list(in_order(found.get("growth", {})))
    width, height = LEFT + (PANEL + GAP) * max(1, (len(kinds) + 1) // 2), 2 * (HIGH + 110)
    lines = list(_opened(width, height))
    for number, (kind, points) in enumerate(kinds):
        left, top = LEFT + (PANEL + GAP) * (number // 2), 46 + (HIGH + 110) * (number % 2)
        lines += _panel(TITLES[kind], {name: _seen(curve) for name, curve in points.items()}, left, top)
    return "\n".join([*lines, "</svg>\n"])


def _seen(curve: Sequence[Sequence[float]]) -> list[list[float]]:
    return [list(point) for point in curve if point[0] > 0]


def _panel(title: str, points: Points, left: int, top: int) -> Iterator[str]:
    every = [point for curve in points.values() for point in curve]
    across, up = (_axis([point[side] for point in every]) for side in (0, 1))
    yield f'<text x="{left}" y="{top - 16}" font-size="13" fill="{INK}">{escape(title)}</text>'
    for mark in _marks(across):
        x = left + PANEL * _place(mark, across)
        yield f'<path d="M{x:.1f} {top}v{HIGH}" stroke="{PALE}"/>'
        yield f'<text x="{x:.1f}" y="{top + HIGH + 16}" text-anchor="middle" fill="{GREY}">{mark:g}</text>'
    for mark in _marks(up):
        y = top + HIGH * (1 - _place(mark, up))
        yield f'<path d="M{left} {y:.1f}h{PANEL}" stroke="{PALE}"/>'
        yield f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end" fill="{GREY}">{mark:g}</text>'
    fits = powers(points)
    for number, (name, curve) in enumerate(points.items()):
        path = " ".join(
            f"{left + PANEL * _place(size, across):.1f},{top + HIGH * (1 - _place(cost, up)):.1f}"
            for size, cost in curve
        )
        yield f'<polyline points="{path}" fill="none" stroke="{COLOURS[name]}" stroke-width="2"/>'
        said = f"{'this project' if name == OURS else name}" + (f": {fits[name].exponent:.2f}" if name in fits else "")
        x, y = left + KEYS[number], top + HIGH + 36
        yield f'<text x="{x}" y="{y}" font-size="11" fill="{COLOURS[name]}">{said}</text>'


def _axis(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of an axis by tens, as logarithms."""
    low, high = log10(min(values)), log10(max(values))
    return (floor(low * 2) / 2, max(ceil(high * 2) / 2, floor(low * 2) / 2 + 0.5))


def _place(value: float, axis: tuple[float, float]) -> float:
    return (log10(value) - axis[0]) / (axis[1] - axis[0])


def _marks(axis: tuple[float, float]) -> list[float]:
    steps = [digit * 10**power for power in range(floor(axis[0]), ceil(axis[1]) + 1) for digit in (1, 3)]
    return [round(step, 6) for step in steps if axis[0] - 0.02 <= log10(step) <= axis[1] + 0.02]
