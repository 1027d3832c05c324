"""Noise: as many levels as chance says, the same for the same seed, by the numbers of C's `random`."""

from itertools import islice

import pytest
from PIL import Image

from handler.ops.noise import STRIP, Noise, numbers_of
from tests.support.images.drawings import cutout, gray, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {"view": (Noise(amount=40, seed=7), view()), "transparent": (Noise(amount=90), cutout())}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/noise-{case}")


def test_the_numbers_are_those_of_c() -> None:
    assert list(islice(numbers_of(1), 3)) == [1_804_289_383, 846_930_886, 1_681_692_777]
    assert list(islice(numbers_of(123), 2)) == [128_959_393, 1_692_901_013]
    assert next(islice(numbers_of(1), 3 * STRIP, None)) != next(numbers_of(1))


def test_levels_are_evenly_spread_around_nothing() -> None:
    noisy = Noise(amount=11, seed=3).apply(Image.new("L", (400, 300), 100))
    counts = noisy.histogram()
    assert {level for level, count in enumerate(counts) if count} == set(range(95, 106))
    assert min(counts[95:106]) > 400 * 300 / 11 * 0.95


def test_one_seed_is_one_pattern_and_alpha_stays() -> None:
    one, same, other = (Noise(amount=50, seed=seed).apply(gray()).tobytes() for seed in (1, 0, 2))
    assert one == same != other
    assert Noise(amount=50).apply(cutout()).getchannel("A").tobytes() == cutout().getchannel("A").tobytes()
    assert [Noise(amount=amount).neutral for amount in (0, 1, 2)] == [True, True, False]
    assert Noise(amount=1).apply(gray()).tobytes() == gray().tobytes()
