"""Contrast: levels move about the middle."""

import pytest
from PIL import Image

from handler.ops.contrast import Contrast
from tests.support.images.drawings import cutout, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "more": (Contrast(amount=40), view()),
    "less": (Contrast(amount=-40), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/contrast-{case}")


def test_fifty_moves_levels_half_as_far_again_from_the_middle() -> None:
    image = Image.frombytes("L", (4, 1), bytes([0, 100, 155, 255]))
    assert list(Contrast(amount=50).apply(image).tobytes()) == [0, 86, 169, 255]


def test_minus_a_hundred_leaves_middle_gray() -> None:
    assert Contrast(amount=-100).apply(view()).getextrema() == ((128, 128),) * 3
