"""Mono: one colour, all light."""

import pytest
from PIL import Image

from handler.ops.mono import Mono
from tests.support.images.drawings import cutout, every_colour, gray, unlike, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "blue": (Mono(color="2f6690"), view()),
    "half": (Mono(color="80ff6347"), view()),
    "gray": (Mono(color="ff6347"), gray()),
    "transparent": (Mono(color="2f6690"), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/mono-{case}")


@pytest.mark.parametrize("color", ["2f6690", "ff0000", "ffff00", "000001", "fff", "000"])
def test_luminance_stays(color: str) -> None:
    image = every_colour()
    assert unlike(Mono(color=color).apply(image).convert("L"), image.convert("L")) <= 1


@pytest.mark.parametrize("color", ["2f6690", "ff6347"])
def test_the_gray_of_its_luminance_becomes_the_colour_itself(color: str) -> None:
    light = Image.new("RGB", (1, 1), f"#{color}").convert("L")
    assert unlike(Mono(color=color).apply(light), Image.new("RGB", (1, 1), f"#{color}")) <= 1


def test_a_gray_colour_makes_a_gray_picture() -> None:
    assert Mono(color="gray").apply(view()).tobytes() == view().convert("L").convert("RGB").tobytes()


def test_the_alpha_of_the_colour_is_the_strength() -> None:
    none, half, full = (Mono(color=f"{alpha}2f6690").apply(view()) for alpha in ("00", "80", "ff"))
    assert none.tobytes() == view().tobytes()
    assert unlike(half, Image.blend(none, full, 128 / 255)) <= 1


def test_it_brings_colour_to_a_gray_picture() -> None:
    assert Mono(color="2f6690").apply(gray()).mode == "RGB"
