"""Width lists: what settings may list as widths, ratios and qualities, and what each entry means."""

from itertools import pairwise

import pytest

from handler.core.geometry import MAX_SIDE
from handler.core.width_list import FLUID_WIDTHS, check_list, listed_quality, listed_ratio, listed_width


def test_fluid_widths_grow_by_a_step_that_srcset_takes() -> None:
    """Each is about 16 per cent more than the one before, so that no picture is much larger than it is shown."""
    assert (len(FLUID_WIDTHS), FLUID_WIDTHS[0], FLUID_WIDTHS[-1]) == (31, 100, MAX_SIDE)
    steps = [wider / width for width, wider in pairwise(FLUID_WIDTHS)]
    assert all(1.1 < step < 1.17 for step in steps)


@pytest.mark.parametrize("width", [1, 300, MAX_SIDE])
def test_a_width_is_pixels(width: int) -> None:
    assert listed_width(width) == width


@pytest.mark.parametrize("width", [0, -1, MAX_SIDE + 1, "300", "wide"])
def test_what_is_no_width_is_refused_by_name(width: int | str) -> None:
    with pytest.raises(ValueError, match=f"^{width} is neither fluid nor a width of 1 to {MAX_SIDE} pixels$"):
        listed_width(width)


def test_a_ratio_is_two_whole_numbers() -> None:
    assert listed_ratio("16:9") == (16.0, 9.0)


@pytest.mark.parametrize("text", ["", "16", "16:9:1", "16:0", "0:9", "1.5:1", "-1:1", "a:b", "٣:٤", "16/9", "²:1"])
def test_what_is_no_ratio_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no ratio as 16:9"):
        listed_ratio(text)


def test_a_quality_goes_with_every_density_or_with_its_own() -> None:
    assert listed_quality("75") == (75, frozenset({1, 2, 3, 4, 5}))
    assert listed_quality("50@2") == (50, frozenset({2}))


@pytest.mark.parametrize("text", ["", "0", "101", "7.5", "75@", "75@0", "75@6", "75@1.5", "@2", "٧٥"])
def test_what_is_no_quality_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no quality of 1 to 100"):
        listed_quality(text)


def test_fluid_is_a_word_among_widths_alone() -> None:
    check_list("widths", ["fluid", 300])
    check_list("ratios", ["1:1"])
    check_list("qualities", ["75", "50@2"])
    for name in ("ratios", "qualities"):
        with pytest.raises(ValueError, match=r"fluid is no (ratio|quality)"):
            check_list(name, ["fluid"])
