"""Blur: soft, and of the same light."""

import pytest
from PIL import Image

from handler.ops.blur import Blur
from tests.support.images.drawings import cutout, unlike, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "soft": (Blur(radius=2), view()),
    "very": (Blur(radius=12), view()),
    "transparent": (Blur(radius=3), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/blur-{case}")


def test_a_point_spreads_evenly_and_keeps_its_light() -> None:
    point = Image.new("L", (41, 41))
    point.putpixel((20, 20), 255)
    soft = Blur(radius=2.0).apply(point)
    assert unlike(soft, soft.transpose(Image.Transpose.ROTATE_90)) <= 1
    assert sum(soft.tobytes()) == pytest.approx(255, rel=0.1)


def test_an_even_picture_stays_even_to_its_edge() -> None:
    assert Blur(radius=30.0).apply(Image.new("RGB", (20, 10), "teal")).getcolors() == [(200, (0, 128, 128))]


def test_a_hidden_colour_does_not_bleed_in() -> None:
    soft = Blur(radius=4.0).apply(cutout())
    assert max(soft.getpixel((48, 0))[:3:2]) < 255  # type: ignore[index] # magenta lies there
