"""Hue: colours go round, light stays."""

import pytest
from PIL import Image

from handler.ops.hue import Hue, turn
from tests.support.images.drawings import cutout, every_colour, unlike, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "quarter": (Hue(shift=90), view()),
    "half": (Hue(shift=180), view()),
    "transparent": (Hue(shift=120), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/hue-{case}")


PALE = Image.blend(Image.new("RGB", (64, 64), "gray"), every_colour(), 0.25)
"""Colours that no turn brings to an end of the range."""


@pytest.mark.parametrize("degrees", [0, 1, 45, 120, 200, 359])
def test_the_turn_has_a_period_of_360_degrees(degrees: int) -> None:
    assert turn(degrees) == pytest.approx(turn(degrees + 360))


@pytest.mark.parametrize("degrees", [1, 77, 180])
def test_a_turn_and_the_rest_of_the_circle_bring_every_colour_back(degrees: int) -> None:
    assert unlike(Hue(shift=360 - degrees).apply(Hue(shift=degrees).apply(PALE)), PALE) <= 2


@pytest.mark.parametrize("degrees", [30, 90, 150, 300])
def test_luminance_stays_where_nothing_clips(degrees: int) -> None:
    assert unlike(Hue(shift=degrees).apply(PALE).convert("L"), PALE.convert("L")) <= 1


def test_a_third_of_the_circle_makes_red_green_and_green_blue() -> None:
    image = Image.frombytes("RGB", (2, 1), bytes([150, 110, 110, 110, 150, 110]))
    first, second = zip(*[iter(Hue(shift=120).apply(image).tobytes())] * 3, strict=True)
    assert first[0] == first[2] < first[1]
    assert second[0] == second[1] < second[2]
