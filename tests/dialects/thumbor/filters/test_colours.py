"""Filters of colour make the levels that thumbor's formulas make, as far as 256 levels tell them apart."""

import pytest
from PIL import Image

from handler.dialects.thumbor.address import path_words
from handler.dialects.thumbor.filters.colours import grain_of
from handler.dialects.thumbor.filters.table import filtered


def levels(path: str, colour: tuple[int, int, int]) -> tuple[int, ...]:
    """Return what filters make of a colour."""
    image = Image.new("RGB", (2, 2), colour)
    for op in filtered(path_words(f"filters:{path}/a")).ops:
        image = op.apply(image)
    found = image.convert("RGB").getpixel((0, 0))
    assert isinstance(found, tuple)
    return tuple(map(int, found))


@pytest.mark.parametrize("amount", [-100, -50, -7, 0, 10, 41, 42, 60, 100])
def test_contrast_counts_twice(amount: int) -> None:
    for level in (0, 60, 128, 140, 255):
        wanted = min(max((100 + amount) ** 2 / 10_000 * (level - 128) + 128, 0), 255)
        assert levels(f"contrast({amount})", (level, level, level))[0] == pytest.approx(wanted, abs=4)


def test_levels_are_shifted_mixed_and_inverted() -> None:
    assert levels("rgb(10,-10,20)", (100, 100, 100)) == (125, 75, 151)
    assert levels("colorize(40,80,0,ffffff)", (100, 100, 100)) == (162, 224, 100)
    assert levels("colorize(50,50,50,ff0000)", (100, 100, 100)) == pytest.approx((178, 50, 50), abs=1)
    assert levels("invert()", (0, 100, 255)) == (255, 155, 0)
    assert levels("grayscale()", (255, 0, 0)) == (76, 76, 76)


def test_more_than_twice_the_saturation_comes_step_by_step() -> None:
    assert levels("saturation(1)", (120, 100, 100)) == (120, 100, 100)
    assert levels("saturation(4)", (110, 100, 100)) == pytest.approx((131, 91, 91), abs=4)


def test_grain_has_the_deviation_of_thumbors_noise() -> None:
    assert [grain_of(amount) for amount in (0, 10, 100)] == [0, 7, 72]
