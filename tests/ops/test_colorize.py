"""Colorize: a veil as dense as the colour's alpha."""

import numpy as np
import pytest

from handler.ops.colorize import Colorize
from tests.support.images.drawings import cutout, gray, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "veil": (Colorize(color="661d3557"), view()),
    "dense": (Colorize(color="ccff8000"), cutout()),
    "gray": (Colorize(color="80c8102e"), gray()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/colorize-{case}")


@pytest.mark.parametrize("alpha", [1, 64, 128, 254, 255])
def test_each_pixel_is_mixed_with_the_colour_by_its_alpha(alpha: int) -> None:
    before = np.asarray(view()).astype(float)
    expected = before + (np.array([255, 128, 0]) - before) * alpha / 255
    assert np.abs(np.asarray(Colorize(color=f"{alpha:02x}ff8000").apply(view())) - expected).max() <= 1


def test_what_is_transparent_stays_so() -> None:
    assert Colorize(color="ff8000").apply(cutout()).getchannel("A").tobytes() == cutout().getchannel("A").tobytes()
