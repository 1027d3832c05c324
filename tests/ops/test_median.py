"""Median: specks go, edges stay."""

import numpy as np
import pytest
from PIL import Image
from pydantic import ValidationError

from handler.ops.median import Median
from tests.support.images.drawings import cutout, gray, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "three": (Median(side=3), view()),
    "seven": (Median(side=7), view()),
    "transparent": (Median(side=5), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/median-{case}")


@pytest.mark.parametrize("side", [3, 5, 7])
def test_each_pixel_is_the_median_of_its_square(side: int) -> None:
    """Against numpy; beyond the edge the outermost pixels go on."""
    image = gray()
    around = np.pad(np.asarray(image), side // 2, mode="edge")
    squares = np.lib.stride_tricks.sliding_window_view(around, (side, side))
    assert np.array_equal(np.median(squares, axis=(2, 3)), np.asarray(Median(side=side).apply(image)))


def test_specks_go_and_an_edge_stays() -> None:
    clean = Image.new("L", (40, 40))
    clean.paste(255, (20, 0, 40, 40))
    specked = clean.copy()
    for place in range(3, 40, 6):
        specked.putpixel((place, place), 255 - clean.getpixel((place, place)))  # type: ignore[operator] # a level
    assert Median(side=3).apply(specked).tobytes() == clean.tobytes()


def test_a_hidden_colour_does_not_come_up() -> None:
    result = Median(side=5).apply(cutout())
    colours = {colour for _, colour in result.getcolors(1 << 16) or ()}
    assert not any(red > 250 and blue > 250 and green < 5 and alpha > 16 for red, green, blue, alpha in colours)  # type: ignore[misc] # four numbers


@pytest.mark.parametrize("side", [0, 2, 4, 9, 101])
def test_a_square_has_a_middle_and_is_small(side: int) -> None:
    with pytest.raises(ValidationError, match="3, 5 or 7"):
        Median(side=side)
