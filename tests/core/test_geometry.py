"""Sizes and boxes: rounded in one way, moved and cut without losing a pixel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.geometry import Box, Size, pixels, resolve, whole

SIZES = st.builds(Size, st.integers(1, 9000), st.integers(1, 9000))
NUMBERS = st.integers(-9000, 9000)
BOXES = st.builds(Box, NUMBERS, NUMBERS, NUMBERS, NUMBERS)


@pytest.mark.parametrize(("length", "rounded"), [(0.0, 1), (0.49, 1), (1.49, 1), (1.5, 2), (2.5, 3), (2.499, 2)])
def test_halves_are_rounded_up_and_nothing_is_less_than_a_pixel(length: float, rounded: int) -> None:
    assert pixels(length) == rounded


@pytest.mark.parametrize(("length", "resolved"), [(1, 1), (300, 300), (1.0, 600), (0.5, 300), (0.0001, 1)])
def test_an_int_is_pixels_and_a_float_a_part_of_the_side(length: float, resolved: int) -> None:
    assert resolve(length, 600) == resolved


@given(SIZES)
def test_the_box_that_is_all_of_a_picture_has_its_size(size: Size) -> None:
    assert whole(size) == (0, 0, size.width, size.height)
    assert whole(size).inside(size) == whole(size)
    assert size.area == size.width * size.height


@given(BOXES, BOXES)
def test_a_box_told_within_another_keeps_its_size(box: Box, other: Box) -> None:
    moved = box.within(other)
    assert moved.size == box.size
    assert (moved.left - box.left, moved.top - box.top) == (other.left, other.top)


@given(BOXES, SIZES)
def test_what_is_cut_lies_in_the_picture_and_in_the_box(box: Box, size: Size) -> None:
    cut = box.inside(size)
    assert cut.left >= max(0, box.left)
    assert cut.top >= max(0, box.top)
    assert cut.right <= min(size.width, box.right)
    assert cut.bottom <= min(size.height, box.bottom)
    assert cut.inside(size) == cut


def test_each_axis_is_scaled_by_its_own_number() -> None:
    assert Box(1, 2, 3, 4).scaled(2, 0.5) == (2, 1, 6, 2)


def test_the_edges_of_a_box_are_whole_pixels_or_none() -> None:
    assert Box(1, 2, 3, 4).edges == Box(1.0, 2.0, 3.0, 4.0).edges == (1, 2, 3, 4)
    assert Box(1, 2, 3, 4.5).edges is None
