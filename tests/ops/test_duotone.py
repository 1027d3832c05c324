"""Duotone: two colours and what lies between."""

import pytest
from PIL import Image
from pydantic import ValidationError

from handler.ops.duotone import Duotone
from tests.support.images.drawings import cutout, every_gray, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "navy-cream": (Duotone(colors=("1d3557", "f1faee")), view()),
    "half": (Duotone(colors=("000080", "fa8072"), opacity=50), view()),
    "lights-only": (Duotone(colors=("001d3557", "f4a261")), view()),
    "transparent": (Duotone(colors=("1d3557", "f1faee")), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/duotone-{case}")


def test_black_and_white_become_the_two_colours() -> None:
    ends = Image.frombytes("L", (2, 1), bytes([0, 255]))
    assert Duotone(colors=("1d3557", "f1faee")).apply(ends).tobytes().hex() == "1d3557f1faee"


def test_no_opacity_changes_nothing() -> None:
    assert Duotone(colors=("1d3557", "f1faee"), opacity=0).apply(view()).tobytes() == view().tobytes()


def test_a_transparent_shadow_colour_leaves_the_shadows() -> None:
    toned = Duotone(colors=("00ff0000", "ff0000")).apply(every_gray())
    assert toned.getpixel((0, 0)) == (0, 0, 0)
    assert toned.getpixel((255, 0)) == (255, 0, 0)


@pytest.mark.parametrize("colors", [["000"], ["000", "fff", "f00"], ["000", "nothing"]])
def test_it_takes_exactly_two_colours(colors: list[str]) -> None:
    with pytest.raises(ValidationError):
        Duotone.model_validate({"colors": tuple(colors)})
