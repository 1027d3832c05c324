"""What the rounds of a benchmark come to."""

import pytest

from benchmarks.rivals.ratios import fitted, paired, percentile, spread


def test_a_spread_is_the_median_between_its_quartiles() -> None:
    assert spread([5, 1, 4, 2, 3]) == (2, 3, 4)
    assert spread([7]) == (7, 7, 7)


def test_ratios_are_taken_within_a_round() -> None:
    disturbed = 10
    assert paired([1, 2 * disturbed, 3], [2, 4 * disturbed, 6]) == (0.5, 0.5, 0.5)


def test_rounds_that_are_missing_are_an_error() -> None:
    with pytest.raises(ValueError, match="shorter"):
        paired([1, 2], [1])


@pytest.mark.parametrize(("percent", "value"), [(0, 1), (50, 51), (95, 96), (100, 100)])
def test_a_percentile_is_one_of_the_values(percent: float, value: float) -> None:
    assert percentile(range(100, 0, -1), percent) == value


@pytest.mark.parametrize("exponent", [0.5, 1, 2])
def test_a_power_is_found_again(exponent: float) -> None:
    sizes = (1, 3, 10, 30, 100)
    growth = fitted(sizes, [7 * size**exponent for size in sizes])
    assert growth.exponent == pytest.approx(exponent)
    assert growth.factor == pytest.approx(7)
    assert growth.at(50) == pytest.approx(7 * 50**exponent)


def test_noise_on_both_sides_of_a_power_leaves_its_exponent() -> None:
    assert fitted((1, 10, 100), (2, 5, 200)).exponent == pytest.approx(1)
