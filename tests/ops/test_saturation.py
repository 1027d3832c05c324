"""Saturation: colour without light."""

import pytest
from PIL import Image

from handler.ops.saturation import Saturation
from tests.support.images.drawings import cutout, every_colour, unlike, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "more": (Saturation(amount=60), view()),
    "less": (Saturation(amount=-60), view()),
    "transparent": (Saturation(amount=60), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/saturation-{case}")


def test_no_saturation_is_the_luminance() -> None:
    image = every_colour()
    assert unlike(Saturation(amount=-100).apply(image), image.convert("L").convert("RGB")) <= 1


def test_luminance_stays_where_nothing_clips() -> None:
    pale = Image.blend(Image.new("RGB", (64, 64), "gray"), every_colour(), 0.25)
    assert unlike(Saturation(amount=100).apply(pale).convert("L"), pale.convert("L")) <= 1


def test_a_hundred_doubles_the_distance_from_gray() -> None:
    image = Image.new("RGB", (1, 1), (120, 100, 90))
    light = 0.299 * 120 + 0.587 * 100 + 0.114 * 90
    doubled = [round(light + 2 * (part - light)) for part in (120, 100, 90)]
    assert list(Saturation(amount=100).apply(image).tobytes()) == doubled
