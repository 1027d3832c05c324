"""Vignette: dark corners, the middle as it was."""

import numpy as np
import pytest
from PIL import Image

from handler.ops.vignette import INNER, Vignette
from tests.support.images.drawings import cutout, gray, unlike, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "dark": (Vignette(amount=70), view()),
    "brown": (Vignette(amount=100, color="803b1d0f"), cutout()),
    "white": (Vignette(amount=90, color="ffffff"), gray()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/vignette-{case}")


@pytest.mark.parametrize("size", [(300, 200), (57, 401), (1000, 31)])
def test_each_pixel_loses_what_its_distance_from_the_middle_says(size: tuple[int, int]) -> None:
    y, x = (np.mgrid[0 : size[1], 0 : size[0]] + 0.5) / np.array([size[1], size[0]])[:, None, None] * 2 - 1
    part = np.clip((np.hypot(x, y) / np.sqrt(2) - INNER) / (1 - INNER), 0, 1)
    expected = 200 * (1 - 0.8 * part**2 * (3 - 2 * part))
    found = np.asarray(Vignette(amount=80).apply(Image.new("L", size, 200)))[..., 0]
    assert np.abs(found - expected).max() <= 1.8


def test_it_is_its_own_mirror_image() -> None:
    faded = Vignette(amount=60).apply(Image.new("RGB", (64, 40), "white"))
    for turn in (Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM):
        assert unlike(faded.transpose(turn), faded) <= 1


def test_alpha_stays() -> None:
    assert Vignette(amount=99).apply(cutout()).getchannel("A").tobytes() == cutout().getchannel("A").tobytes()
