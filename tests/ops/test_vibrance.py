"""Vibrance: pale colours gain, strong ones are kept from clipping."""

import pytest
from PIL import Image

from handler.ops.vibrance import Vibrance
from tests.support.images.drawings import cutout, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "more": (Vibrance(amount=100), view()),
    "less": (Vibrance(amount=-100), view()),
    "transparent": (Vibrance(amount=100), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/vibrance-{case}")


def chroma(colour: tuple[int, int, int], amount: int) -> int:
    """Return how far apart the channels of a colour are, once it has been made vibrant."""
    channels = Vibrance(amount=amount).apply(Image.new("RGB", (1, 1), colour)).tobytes()
    return max(channels) - min(channels)


def test_pale_colours_gain_a_larger_part_than_strong_ones() -> None:
    pale, strong = chroma((140, 120, 120), 100) / 20, chroma((220, 40, 40), 100) / 180
    assert pale > 1.8
    assert 1 < strong < 1.3


def test_a_pure_colour_stays_and_loses_nothing() -> None:
    for amount in (-100, 100):
        assert chroma((255, 0, 0), amount) == 255


def test_minus_a_hundred_leaves_pale_colours_hardly_any() -> None:
    assert chroma((140, 120, 120), -100) <= 2


def test_a_stronger_colour_stays_the_stronger_one() -> None:
    """What gains more does not overtake: the curve of chroma is monotone."""
    for amount in (-100, 100):
        chromas = [chroma((128 + half, 128 - half, 128), amount) for half in range(0, 126, 5)]
        assert chromas == sorted(chromas)
