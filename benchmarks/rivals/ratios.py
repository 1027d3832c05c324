"""What rounds say: medians, quartiles, ratios of what was measured in the same round, and how a cost grows."""

from collections.abc import Sequence
from math import exp, log
from statistics import fmean, quantiles
from typing import NamedTuple


class Spread(NamedTuple):
    """A median between its quartiles."""

    low: float
    median: float
    high: float


class Growth(NamedTuple):
    """cost = factor * size ** exponent, as the points have it."""

    exponent: float
    factor: float

    def at(self, size: float) -> float:
        """Return the cost of a size."""
        return self.factor * float(size**self.exponent)


def spread(values: Sequence[float]) -> Spread:
    """Return the median and the quartiles; of one value all three are that."""
    if len(values) == 1:
        return Spread(*[values[0]] * 3)
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return Spread(low, middle, high)


def paired(ours: Sequence[float], theirs: Sequence[float]) -> Spread:
    """Return our times theirs, round by round: what disturbs a round disturbs both."""
    return spread([one / other for one, other in zip(ours, theirs, strict=True)])


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value that so many percent do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def fitted(sizes: Sequence[float], costs: Sequence[float]) -> Growth:
    """Return the power of the size that the costs come nearest to: least squares of the logarithms."""
    across, up = [log(size) for size in sizes], [log(cost) for cost in costs]
    middle, height = fmean(across), fmean(up)
    slope = sum((x - middle) * (y - height) for x, y in zip(across, up, strict=True)) / sum(
        (x - middle) ** 2 for x in across
    )
    return Growth(slope, exp(height - slope * middle))


def line(sizes: Sequence[float], costs: Sequence[float]) -> tuple[float, float]:
    """Return what a cost starts at and what one more adds: least squares."""
    middle, height = fmean(sizes), fmean(costs)
    slope = sum((x - middle) * (y - height) for x, y in zip(sizes, costs, strict=True)) / sum(
        (x - middle) ** 2 for x in sizes
    )
    return height - slope * middle, slope
