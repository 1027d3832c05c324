"""Grain: noise that is the same each time, strongest in middle tones, and moves no mean."""

from hashlib import sha256

import numpy as np
import pytest
from PIL import Image

from handler.ops.grain import STRONGEST, Grain
from tests.support.images.drawings import cutout, gray, seen, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "fine": (Grain(amount=40), view()),
    "coarse": (Grain(amount=60, coarseness=3.0), view()),
    "transparent": (Grain(amount=50), cutout()),
    "gray": (Grain(amount=50, seed=5), gray()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/grain-{case}")


def noise(level: int, **fields: object) -> np.ndarray:
    flat = Image.new("L", (700, 500), level)
    return np.asarray(Grain.model_validate({"amount": 50, **fields}).apply(flat)).astype(float) - level


def test_one_seed_is_one_pattern_for_ever() -> None:
    """The hash is of the bytes themselves: another one would change every picture that has been made."""
    first = Grain(amount=50, seed=7).apply(Image.new("L", (64, 64), 128))
    assert first.tobytes() == Grain(amount=50, seed=7).apply(Image.new("L", (64, 64), 128)).tobytes()
    assert first.tobytes() != Grain(amount=50, seed=8).apply(Image.new("L", (64, 64), 128)).tobytes()
    assert sha256(first.tobytes()).hexdigest()[:16] == "c7609740d122806e"


def test_it_is_normal_noise_of_the_strength_asked_for_and_moves_no_mean() -> None:
    found = noise(128)
    assert abs(found.mean()) < 0.2
    assert found.std() == pytest.approx(STRONGEST / 2, rel=0.02)
    within = np.mean(np.abs(found) < STRONGEST / 2)
    assert within == pytest.approx(0.683, abs=0.02)
    neighbours = np.corrcoef(found[:, :-1].ravel(), found[:, 1:].ravel())[0, 1]
    assert abs(neighbours) < 0.01


def test_middle_tones_get_most() -> None:
    assert noise(60).std() < noise(128).std()
    assert noise(230).std() < noise(180).std() < noise(128).std()


def test_coarse_grains_reach_over_several_pixels() -> None:
    found = noise(128, coarseness=4.0)
    assert np.corrcoef(found[:, :-1].ravel(), found[:, 1:].ravel())[0, 1] > 0.8
    assert np.abs(np.corrcoef(found[:, :-12].ravel(), found[:, 12:].ravel())[0, 1]) < 0.05


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (600, 2), (513, 700)])
@pytest.mark.parametrize("coarseness", [1.0, 1.1, 19.9, 20.0])
def test_any_size_and_any_grain_go_together(size: tuple[int, int], coarseness: float) -> None:
    assert Grain(amount=9, coarseness=coarseness).apply(Image.new("RGB", size)).size == size


def test_gray_stays_gray_and_alpha_stays() -> None:
    red, green, blue = Grain(amount=80).apply(gray().convert("RGB")).split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()
    assert Grain(amount=80).apply(cutout()).getchannel("A").tobytes() == cutout().getchannel("A").tobytes()
    assert seen(Grain(amount=0).apply(cutout())) == seen(cutout())
