"""Cosines: each wave is found where it is, and in the amount that it has."""

from math import cos, pi

import pytest

from handler.analysis.cosines import amounts, waves


@pytest.mark.parametrize("middle", [0.0, 0.5])
def test_waves_are_cosines_from_the_constant_one_on(middle: float) -> None:
    found = waves(8, 4, middle=middle)
    assert found[0] == [1.0] * 8
    assert [round(value, 9) for value in found[3]] == [round(cos(pi * 3 * (at + middle) / 8), 9) for at in range(8)]


def test_a_wave_is_found_in_its_amount_and_no_other() -> None:
    across, down = waves(12, 5), waves(9, 4)
    rows = [[0.25 + 0.5 * across[3][x] * down[2][y] for x in range(12)] for y in range(9)]
    found = amounts(rows, across, down)
    assert found[0][0] == pytest.approx(0.25)
    assert found[2][3] == pytest.approx(0.5 / 4)
    others = [found[y][x] for y in range(4) for x in range(5) if (y, x) not in {(0, 0), (2, 3)}]
    assert others == pytest.approx([0.0] * len(others), abs=1e-12)
