"""Pixelate: blocks of mean colour."""

import pytest
from PIL import Image

from handler.ops.pixelate import Pixelate
from tests.support.images.drawings import cutout, unlike, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "small": (Pixelate(block=4), view()),
    "uneven": (Pixelate(block=20), view()),
    "transparent": (Pixelate(block=8), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/pixelate-{case}")


def test_blocks_start_at_the_top_left_and_the_last_ones_are_cut() -> None:
    image = Image.frombytes("L", (5, 1), bytes([0, 100, 200, 100, 40]))
    assert list(Pixelate(block=2).apply(image).tobytes()) == [50, 50, 150, 150, 40]


def test_a_block_larger_than_the_picture_makes_one_colour() -> None:
    assert len(Pixelate(block=100).apply(view()).getcolors() or []) == 1


def test_pixelating_twice_is_pixelating_once() -> None:
    once = Pixelate(block=7).apply(view())
    assert unlike(Pixelate(block=7).apply(once), once) == 0
