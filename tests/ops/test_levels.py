"""Levels: black and white where they are asked for, and the middle between."""

import numpy as np
import pytest
from pydantic import ValidationError

from handler.ops.levels import Levels
from tests.support.images.drawings import cutout, every_gray, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "spread": (Levels(range=(40, 1.0, 200)), view()),
    "lighter": (Levels(range=(0, 1.8, 255)), view()),
    "transparent": (Levels(range=(30, 0.7, 220)), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/levels-{case}")


@pytest.mark.parametrize(("black", "gamma", "white"), [(16, 1.2, 235), (0, 0.5, 255), (254, 1.0, 255), (100, 9.9, 101)])
def test_every_level_is_that_of_the_formula(black: int, gamma: float, white: int) -> None:
    levels = np.arange(256, dtype=float)
    expected = 255 * (np.clip(levels - black, 0, white - black) / (white - black)) ** (1 / gamma)
    found = np.asarray(Levels(range=(black, gamma, white)).apply(every_gray()))[0, :, 0]
    assert np.abs(found - expected).max() <= 0.51


def test_black_has_to_be_darker_than_white() -> None:
    with pytest.raises(ValidationError, match="darker than white"):
        Levels(range=(200, 1.0, 100))
