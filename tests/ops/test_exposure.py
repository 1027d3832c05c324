"""Exposure: it is light that is multiplied."""

import pytest
from PIL import Image

from handler.ops.exposure import Exposure, encoded, light_of_level
from tests.support.images.drawings import cutout, unlike, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "stop-more": (Exposure(amount=50), view()),
    "stop-less": (Exposure(amount=-50), view()),
    "transparent": (Exposure(amount=80), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/exposure-{case}")


def test_a_stop_doubles_the_light() -> None:
    """Of an L picture, told by the inverse of the transfer function of IEC 61966-2-1."""
    once = Exposure(amount=50).apply(Image.new("L", (1, 1), 100)).getpixel((0, 0))
    assert isinstance(once, int | float)
    assert light_of_level(once / 255) == pytest.approx(2 * light_of_level(100 / 255), rel=0.01)


def test_linear_light_and_levels_are_inverses() -> None:
    assert [round(encoded(light_of_level(level / 255)) * 255) for level in range(256)] == list(range(256))


def test_more_and_less_undo_each_other_where_nothing_clips() -> None:
    dim = view().point([level // 2 for level in range(256)] * 3)
    assert unlike(Exposure(amount=-40).apply(Exposure(amount=40).apply(dim)), dim) <= 1
