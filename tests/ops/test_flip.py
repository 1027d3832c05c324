"""Flip: left is right."""

from typing import Literal

import pytest

from handler.ops.flip import Flip
from tests.support.images.drawings import cutout, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "h": (Flip(axis="h"), view()),
    "v": (Flip(axis="v"), cutout()),
    "hv": (Flip(axis="hv"), view()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/flip-{case}")


@pytest.mark.parametrize(("axis", "place"), [("h", (95, 0)), ("v", (0, 63)), ("hv", (95, 63))])
def test_the_top_left_goes_to_the_other_side(axis: Literal["h", "v", "hv"], place: tuple[int, int]) -> None:
    image = view()
    image.putpixel((0, 0), (1, 2, 3))
    assert Flip(axis=axis).apply(image).getpixel(place) == (1, 2, 3)


@pytest.mark.parametrize("axis", ["h", "v", "hv"])
def test_a_flip_undoes_itself(axis: Literal["h", "v", "hv"]) -> None:
    assert Flip(axis=axis).apply(Flip(axis=axis).apply(cutout())).tobytes() == cutout().tobytes()
