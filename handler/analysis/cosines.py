"""Cosines: how much of each low frequency there is in a small picture, which is all that a placeholder keeps of it."""

from collections.abc import Sequence
from math import cos, pi
from operator import mul

Rows = Sequence[Sequence[float]]


def waves(side: int, number: int, *, middle: float = 0.5) -> list[list[float]]:
    """Return so many cosines, each at every pixel of a side: the constant, then half a wave, a whole one, and on.

    middle: where in a pixel its value is taken; BlurHash takes it at the edge, 0.
    """
    return [[cos(pi * wave * (at + middle) / side) for at in range(side)] for wave in range(number)]


def amounts(rows: Rows, across: Rows, down: Rows) -> list[list[float]]:
    """Return the mean of the picture times each pair of waves: of every wave down, that with every wave across."""
    height, width = len(rows), len(rows[0])
    seen = [[sum(map(mul, row, wave)) for row in rows] for wave in across]
    return [[sum(map(mul, column, wave)) / (width * height) for column in seen] for wave in down]
