"""Shapes: an ellipse and rounded corners, smooth at their edge and the same on every side."""

from math import pi

import pytest
from PIL import Image

from handler.ops._shapes import bounded, ellipse, rounded

SIZES = [(64, 40), (63, 41), (200, 121), (1, 1), (2, 7)]


@pytest.mark.parametrize("size", SIZES)
def test_an_ellipse_has_its_size_and_is_its_own_mirror_image(size: tuple[int, int]) -> None:
    shape = ellipse(size)
    assert (shape.mode, shape.size) == ("L", size)
    for turn in (Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM):
        assert shape.transpose(turn).tobytes() == shape.tobytes()


@pytest.mark.parametrize("size", [(64, 40), (200, 121)])
def test_an_ellipse_covers_the_area_of_one_and_touches_all_four_sides(size: tuple[int, int]) -> None:
    shape = ellipse(size)
    assert sum(shape.tobytes()) / 255 == pytest.approx(pi * size[0] * size[1] / 4, rel=0.01)
    assert shape.getbbox() == (0, 0, *size)


def test_corners_are_round_clockwise_from_the_top_left() -> None:
    shape = rounded((60, 50), (10, 0, 20, 0))
    assert [shape.getpixel(place) for place in ((0, 0), (59, 0), (59, 49), (0, 49))] == [0, 255, 0, 255]
    assert shape.getpixel((30, 25)) == 255


def test_corners_of_half_of_the_side_make_a_circle() -> None:
    assert rounded((40, 40), (20,)).tobytes() == ellipse((40, 40)).tobytes()


def test_no_radius_leaves_the_rectangle() -> None:
    assert rounded((6, 5), (0,)).getextrema() == (255, 255)


@pytest.mark.parametrize(
    ("radii", "found"),
    [((4,), [4] * 4), ((900,), [10] * 4), ((1, 2, 3, 400), [1, 2, 3, 10])],
)
def test_a_radius_ends_at_half_of_the_shorter_side(radii: tuple[int, ...], found: list[int]) -> None:
    assert bounded((40, 20), radii) == found
