"""Rect: a part, to the pixel."""

import pytest
from pydantic import ValidationError

from handler.core.geometry import Size
from handler.errors import InvalidParameter
from handler.ops.rect import Rect
from tests.support.images.drawings import cutout, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "pixels": (Rect(box=(24, 8, 48, 40)), view()),
    "ratios": (Rect(box=(0.25, 0.25, 0.5, 0.5)), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/rect-{case}")


SIZE = Size(600, 400)


def kept(*box: float) -> tuple[float, ...]:
    return Rect(box=box).at(SIZE).box  # type: ignore[arg-type] # of four


def test_pixels_are_taken_as_they_are_and_ratios_of_their_side() -> None:
    assert kept(10, 20, 30, 40) == (10, 20, 30, 40)
    assert kept(0.5, 0.25, 0.25, 0.5) == (300, 100, 150, 200)
    assert kept(10, 0.25, 1.0, 5) == (10, 100, 590, 5)


def test_an_int_is_pixels_and_a_float_is_a_ratio_even_where_they_are_equal() -> None:
    assert kept(0, 0, 1, 1) == (0, 0, 1, 1)
    assert kept(0, 0, 1.0, 1.0) == (0, 0, 600, 400)


def test_what_reaches_past_the_edge_is_cut_off() -> None:
    assert kept(590, 390, 100, 100) == (590, 390, 10, 10)


@pytest.mark.parametrize("box", [(600, 0, 10, 10), (0, 400, 10, 10), (1.0, 0, 10, 10)])
def test_a_part_outside_the_picture_is_an_error_that_names_it(box: tuple[float, float, int, int]) -> None:
    with pytest.raises(InvalidParameter, match=r"rect: .* lies outside a picture of 600 x 400 pixels"):
        kept(*box)


@pytest.mark.parametrize("side", range(1, 20))
def test_a_ratio_below_one_never_rounds_out_of_the_picture(side: int) -> None:
    assert Rect(box=(0.99, 0.99, 0.01, 0.01)).size(Size(side, side)) == (1, 1)


@pytest.mark.parametrize("side", range(1, 20))
def test_two_halves_meet_without_a_gap(side: int) -> None:
    size = Size(side, side)
    first, second = Rect(box=(0.0, 0.0, 0.5, 1.0)).window(size), Rect(box=(0.5, 0.0, 0.5, 1.0)).window(size)
    assert second.left <= first.right
    assert second.right == side


@pytest.mark.parametrize("box", [(-1, 0, 5, 5), (0, 0, 0, 5), (0, 0, 0.0, 0.5), (0, 0, 1.5, 1), (0.0, 1.1, 5, 5)])
def test_what_no_picture_can_have_is_refused_at_once(box: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValidationError):
        Rect(box=box)
