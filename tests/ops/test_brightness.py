"""Brightness: every level moves alike."""

import pytest
from PIL import Image

from handler.ops.brightness import Brightness
from tests.support.images.drawings import cutout, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "more": (Brightness(amount=20), view()),
    "less": (Brightness(amount=-20), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/brightness-{case}")


def test_every_level_moves_by_the_same_percent() -> None:
    image = Image.frombytes("L", (3, 1), bytes([0, 100, 200]))
    assert list(Brightness(amount=20).apply(image).tobytes()) == [51, 151, 251]


def test_the_ends_of_the_range_are_white_and_black() -> None:
    assert Brightness(amount=100).apply(view()).getextrema() == ((255, 255),) * 3
    assert Brightness(amount=-100).apply(view()).getextrema() == ((0, 0),) * 3
