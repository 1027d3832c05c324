"""What operations share that cut off a border: they look at every pixel, and cut a plain rectangle."""

import pytest

from handler.core.geometry import Size
from handler.ops._of_border import OfBorder
from handler.ops.rect import Rect
from handler.ops.trim import Trim
from handler.ops.trim_corner import TrimCorner

MILLION = Size(1000, 1000)


@pytest.mark.parametrize("op", [Trim(mode="auto"), TrimCorner()], ids=lambda op: op.op)
def test_looking_costs_by_the_pixel_and_more_with_transparency(op: OfBorder) -> None:
    assert op.depends
    assert op.everywhere
    assert op.work(MILLION) == op.work(MILLION, alpha=True) == Rect.cost
    assert op.looking(MILLION) == op.cost
    assert op.looking(MILLION, 0.5, alpha=True) == op.cost * op.veiled / 4
