"""Gamma: the middle moves, the ends stay."""

import pytest
from PIL import Image

from handler.ops.gamma import Gamma
from tests.support.images.drawings import every_gray, unlike, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "lighter": (Gamma(amount=50), view()),
    "darker": (Gamma(amount=-50), view()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/gamma-{case}")


@pytest.mark.parametrize("amount", [-100, -30, 30, 100])
def test_black_and_white_stay(amount: int) -> None:
    ends = Image.frombytes("L", (2, 1), bytes([0, 255]))
    assert Gamma(amount=amount).apply(ends).tobytes() == ends.tobytes()


def test_fifty_is_gamma_two() -> None:
    assert Gamma(amount=50).apply(Image.new("L", (1, 1), 64)).getpixel((0, 0)) == round((64 / 255) ** 0.5 * 255)


def test_lighter_and_darker_are_inverses() -> None:
    image = every_gray()
    assert unlike(Gamma(amount=-20).apply(Gamma(amount=20).apply(image)), image) <= 2
