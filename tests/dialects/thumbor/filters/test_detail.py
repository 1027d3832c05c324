"""Filters of detail: a blur as soft as thumbor's really is."""

from itertools import pairwise
from math import sqrt

import pytest

from handler.dialects.thumbor.filters.detail import deviation


def test_a_bell_without_end_has_its_own_deviation_and_a_flat_one_that_of_a_box() -> None:
    assert deviation(30, 4) == pytest.approx(4, abs=0.01)
    assert deviation(10, 1000) == pytest.approx(sqrt(10 * 11 / 3), abs=0.01)
    assert (deviation(0, 0), deviation(9, 0.01)) == (0, 0)


def test_beyond_its_most_a_radius_adds_only_flatness() -> None:
    assert all(one < other for one, other in pairwise(deviation(radius, radius) for radius in (1, 3, 9, 150, 500)))
    assert deviation(100_000, 100_000) == pytest.approx(sqrt(150 * 151 / 3), abs=0.01)
