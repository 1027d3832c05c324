"""Curves: through every point that is given, and never beyond two neighbours."""

from itertools import pairwise

import pytest
from hypothesis import given
from PIL import Image
from pydantic import ValidationError

from handler.ops.curves import Curves, tone_curve
from tests.support.images.drawings import cutout, every_gray, gray, view
from tests.support.images.golden_pictures import assert_golden
from tests.support.strategies.operations import POINTS

LOOKS = {
    "contrast": (Curves(points=(0, 0, 64, 44, 192, 215, 255, 255)), view()),
    "cross": (Curves(red=(0, 0, 128, 150, 255, 255), blue=(0, 40, 255, 200)), view()),
    "transparent": (Curves(points=(0, 255, 255, 0)), cutout()),
    "gray": (Curves(points=(0, 30, 128, 140, 255, 255)), gray()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/curves-{case}")


@given(POINTS)
def test_a_curve_goes_through_its_points_and_stays_between_them(points: list[int]) -> None:
    table = tone_curve(points)
    known = list(zip(points[::2], points[1::2], strict=True))
    assert len(table) == 256
    assert all(table[level] == becomes for level, becomes in known)
    for (start, one), (stop, other) in pairwise(known):
        between = table[start : stop + 1]
        assert between == sorted(between, reverse=one > other)
    assert set(table[: known[0][0]]) <= {known[0][1]}
    assert set(table[known[-1][0] :]) == {known[-1][1]}


def test_two_points_are_a_straight_line() -> None:
    assert tone_curve([0, 255, 255, 0]) == list(range(255, -1, -1))


def test_evenly_spaced_points_of_a_parabola_give_that_parabola_nearly() -> None:
    """Against the square, which is known at every level: a cubic through nine of its points is at most a level off."""
    points = [number for level in range(0, 256, 17) for number in (level, round(level**2 / 255))]
    assert max(abs(one - level**2 / 255) for level, one in enumerate(tone_curve(points))) < 1.5


def test_a_channel_has_its_own_curve_after_that_of_all() -> None:
    both = Curves(points=(0, 255, 255, 0), red=(0, 255, 255, 0)).apply(every_gray())
    assert both.getpixel((40, 0)) == (40, 215, 215)
    assert Curves(red=(0, 9, 255, 255)).apply(Image.new("L", (1, 1))).getpixel((0, 0)) == (9, 0, 0)


@pytest.mark.parametrize("points", [(), (0, 0), (0, 0, 9), (9, 0, 3, 4), (3, 0, 3, 9), (0, 0, 300, 0), (0, -1, 9, 9)])
def test_points_come_in_pairs_from_dark_to_light(points: tuple[int, ...]) -> None:
    with pytest.raises(ValidationError):
        Curves(points=points)


def test_a_curve_without_points_is_none() -> None:
    with pytest.raises(ValidationError, match="points are missing"):
        Curves()
