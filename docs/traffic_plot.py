"""The plot of scale.md: panels side by side over the same requests a second, as SVG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log10

COLOURS = ("#2a7f62", "#31508c", "#b3541e")
WIDTH, HEIGHT, GAP, LEFT, TOP, BELOW, INSET = 216, 170, 44, 44, 56, 48, 16
"""Pixels: of a panel, and the space between panels, before the first, above and below them, beside their curves."""

SHORT = ((1_000_000, "M"), (1_000, "k"))


@dataclass(frozen=True)
class Panel:
    """What is measured at each rate. dashed: a second curve, or none. marks: values with a line across, from below.

    by_tens: ten times as much is one step up.
    """

    title: str
    values: Sequence[float]
    marks: Sequence[float]
    dashed: Sequence[float] = ()
    by_tens: bool = False

    def height(self, value: float) -> float:
        """Return how far above the bottom a value stands, in pixels."""
        first, last, value = (self._scaled(each) for each in (self.marks[0], self.marks[-1], value))
        return HEIGHT * (value - first) / (last - first)

    def _scaled(self, value: float) -> float:
        return log10(max(value, self.marks[0])) if self.by_tens else value


def drawn(rates: Sequence[float], *panels: Panel) -> str:
    """Return the plot. rates: requests a second, one for each value, as far from each other as they stand."""
    width, height = LEFT + len(panels) * (WIDTH + GAP), TOP + HEIGHT + BELOW
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"',
        'font-family="DejaVu Sans, Verdana, Arial, sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for place, panel in enumerate(panels):
        lines += _panel(panel, LEFT + place * (WIDTH + GAP), rates, COLOURS[place % len(COLOURS)])
    return "\n".join([*lines, "</svg>\n"])


def _panel(panel: Panel, left: int, rates: Sequence[float], colour: str) -> Iterator[str]:
    bottom = TOP + HEIGHT
    yield f'<text x="{left}" y="24" font-size="14" fill="#0f172a">{panel.title}</text>'
    for mark in panel.marks:
        y = bottom - panel.height(mark)
        yield f'<path d="M{left} {y:.1f}h{WIDTH}" stroke="#e2e8f0"/>'
        yield f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#475569">{short(mark)}</text>'
    step = (WIDTH - 2 * INSET) / (len(rates) - 1)
    across = [left + INSET + step * number for number in range(len(rates))]
    for x, rate in zip(across, rates, strict=True):
        yield f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle" fill="#475569">{short(rate)}</text>'
    middle = left + WIDTH // 2
    yield f'<text x="{middle}" y="{bottom + 38}" text-anchor="middle" fill="#475569">requests a second</text>'
    for values, style in ((panel.values, ""), (panel.dashed, ' stroke-dasharray="4 4"')):
        points = [
            (x, bottom - panel.height(value)) for x, value in zip(across, values, strict=False)
        ]  # no values, no points
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{style}/>'
        for (x, y), value in zip(points, values, strict=True):
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'
            yield f'<text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle" fill="#0f172a">{short(value)}</text>'


def short(number: float) -> str:
    """Return a number of at most three digits: 723k."""
    for size, letter in SHORT:
        if number >= size:
            return f"{_rounded(number / size)}{letter}"
    return _rounded(number)


def _rounded(number: float) -> str:
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"  # noqa: PLR2004 - three digits
