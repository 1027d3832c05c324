"""Invert: the negative."""

import pytest
from PIL import ImageChops

from handler.ops.invert import Invert
from tests.support.images.drawings import cutout, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "negative": (Invert(invert=True), view()),
    "transparent": (Invert(invert=True), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/invert-{case}")


def test_a_level_and_its_negative_make_white() -> None:
    negative = Invert(invert=True).apply(view())
    assert ImageChops.add(negative, view()).getextrema() == ((255, 255),) * 3


def test_the_negative_of_a_negative_is_the_picture() -> None:
    invert = Invert(invert=True)
    assert invert.apply(invert.apply(cutout())).tobytes() == cutout().tobytes()


def test_not_to_invert_changes_nothing() -> None:
    assert Invert(invert=False).apply(cutout()).tobytes() == cutout().tobytes()
