"""JPEG's quantization tables: how coarsely each of the 64 frequencies of a block is kept, by a quality.

The tables that encoders usually have are those of the standard's annex K (ITU-T T.81), which were found by viewers of
1990 and keep fine detail too coarsely for what it shows. These are made of few numbers, fitted to SSIMULACRA2: at equal
scores they take fewer bytes, in the same time (docs/effort.md; `python -m benchmarks.encoders` measures it again).
"""

from functools import cache
from math import sqrt
from typing import NamedTuple

SIDE = 8
"""Frequencies of a block in each direction."""

FINEST, COARSEST = 1, 255
"""Steps that a baseline file can say."""

MIDDLE = 50
"""The quality at which the tables are as they are written below."""


class Slope(NamedTuple):
    """Steps by frequency: from `low` for flat parts they rise to `high` at `reach`, and stay there.

    reach: the distance from the corner of the table, in frequencies.
    """

    low: float
    high: float
    reach: float


# At the quality MIDDLE; half of annex K's, so that one quality means much the same to both.
LIGHT = Slope(8, 48, 3.85)
COLOUR = Slope(9.25, 53, 3.7)
FULL_COLOUR = COLOUR._replace(reach=2.6)
"""At full resolution a block is half as wide, so the same detail lies at half the frequency."""


@cache
def tables(quality: int, *, full: bool) -> tuple[list[int], list[int]]:
    """Return the steps of light and of colour, row by row.

    quality: 0 to 100, scaled as libjpeg does. full: whether colour keeps its full resolution.
    """
    percent = 5000 / max(1, quality) if quality < MIDDLE else 200 - 2 * quality
    return _table(LIGHT, percent / 100), _table(FULL_COLOUR if full else COLOUR, percent / 100)


def _table(slope: Slope, scale: float) -> list[int]:
    return [_step(slope, sqrt(down * down + right * right), scale) for down in range(SIDE) for right in range(SIDE)]


def _step(slope: Slope, frequency: float, scale: float) -> int:
    step = slope.low + (slope.high - slope.low) * min(1.0, frequency / slope.reach)
    return min(COARSEST, max(FINEST, int(step * scale + 0.5)))
