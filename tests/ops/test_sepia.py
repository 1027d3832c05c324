"""Sepia: brown, as a print."""

import pytest
from PIL import Image

from handler.ops.sepia import Sepia
from tests.support.images.drawings import cutout, every_gray, gray, unlike, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "full": (Sepia(amount=100), view()),
    "half": (Sepia(amount=50), view()),
    "gray": (Sepia(amount=100), gray()),
    "transparent": (Sepia(amount=100), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/sepia-{case}")


def test_every_tone_is_warm_and_the_ends_are_black_and_white() -> None:
    pixels = zip(*[iter(Sepia(amount=100).apply(every_gray()).tobytes())] * 3, strict=True)
    black, *middle, white = pixels
    assert black == (0, 0, 0)
    assert white == (255, 255, 255)
    assert all(red >= green >= blue for red, green, blue in middle)
    assert middle[100][0] > middle[100][1] > middle[100][2]


def test_luminance_stays() -> None:
    assert unlike(Sepia(amount=70).apply(every_gray()).convert("L"), every_gray().convert("L")) <= 1


def test_half_of_it_is_half_way() -> None:
    assert unlike(Sepia(amount=50).apply(view()), Image.blend(view(), Sepia(amount=100).apply(view()), 0.5)) <= 1
