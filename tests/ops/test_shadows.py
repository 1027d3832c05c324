"""Shadows: dark parts change, bright ones do not, and no order turns around."""

import numpy as np
import pytest
from PIL import Image

from handler.ops.shadows import Shadows
from tests.support.images.drawings import cutout, every_gray, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "lighter": (Shadows(amount=100), view()),
    "darker": (Shadows(amount=-100), view()),
    "transparent": (Shadows(amount=60), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/shadows-{case}")


@pytest.mark.parametrize("amount", [-100, -50, 30, 100])
def test_every_gray_is_that_of_the_formula_and_their_order_stays(amount: int) -> None:
    light = np.arange(256) / 255
    share = amount / 100 * (1 - light) ** 3
    expected = light + share * (np.minimum(2.5 * light, 1) - light) if amount > 0 else light * (1 + share)
    found = np.asarray(Shadows(amount=amount).apply(every_gray()))[0, :, 0].astype(float)
    assert np.abs(found - 255 * expected).max() <= 1.6
    # Two roundings of 8 bits may undo a step of one level, and no more.
    assert np.diff(found).min() >= -1
    assert (found[0], found[255]) == (0, 255)


def test_lightening_keeps_the_hue() -> None:
    red, green, blue = Shadows(amount=100).apply(Image.new("RGB", (1, 1), (60, 30, 15))).getpixel((0, 0))  # type: ignore[misc] # three numbers
    assert red > 60
    assert (green / red, blue / red) == pytest.approx((0.5, 0.25), abs=0.02)
