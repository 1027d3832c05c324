"""Highlights: bright parts change, dark ones do not, and no order turns around."""

import numpy as np
import pytest
from PIL import Image

from handler.ops.highlights import Highlights
from tests.support.images.drawings import cutout, every_gray, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "darker": (Highlights(amount=-100), view()),
    "brighter": (Highlights(amount=100), view()),
    "transparent": (Highlights(amount=-60), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/highlights-{case}")


@pytest.mark.parametrize("amount", [-100, -50, 30, 100])
def test_every_gray_is_that_of_the_formula_and_their_order_stays(amount: int) -> None:
    light = np.arange(256) / 255
    share = amount / 100
    lighter, darker = 1 - (1 - light) * (1 - share * light**2 / 2), light * (1 + share * 0.3 * light**2)
    found = np.asarray(Highlights(amount=amount).apply(every_gray()))[0, :, 0].astype(float)
    assert np.abs(found - 255 * (lighter if amount > 0 else darker)).max() <= 1.6
    # Two roundings of 8 bits may undo a step of one level, and no more.
    assert np.diff(found).min() >= -1


def test_darkening_keeps_the_hue() -> None:
    before, after = (240, 160, 80), Highlights(amount=-100).apply(Image.new("RGB", (1, 1), (240, 160, 80)))
    red, green, blue = after.getpixel((0, 0))  # type: ignore[misc] # three numbers
    assert red < before[0]
    assert (green / red, blue / red) == pytest.approx((160 / 240, 80 / 240), abs=0.01)
