"""Denoise: noise goes, edges stay."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from handler.ops.blur import Blur
from handler.ops.denoise import Denoise
from handler.ops.grain import Grain
from tests.support.images.drawings import cutout, gray, view
from tests.support.images.golden_pictures import assert_golden

BEE = Path(__file__).parents[2] / "samples" / "bee.jpg"
LOOKS = {
    "half": (Denoise(amount=20), Grain(amount=30).apply(view())),
    "all": (Denoise(amount=60, sharpness=0), Grain(amount=30).apply(view())),
    "transparent": (Denoise(amount=60), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/denoise-{case}")


def error(image: Image.Image, clean: Image.Image) -> float:
    """Return the root of the mean square of the difference, in levels."""
    return float(np.sqrt(np.mean((np.asarray(image).astype(float) - np.asarray(clean).astype(float)) ** 2)))


def photograph() -> Image.Image:
    with Image.open(BEE) as image:
        return image.convert("RGB").resize((400, 320), Image.Resampling.LANCZOS)


@pytest.mark.parametrize("deviation", [5, 10])
@pytest.mark.parametrize("clean", [view().resize((384, 256)), photograph()], ids=["drawing", "photograph"])
def test_a_noisy_picture_comes_nearer_to_the_clean_one_than_any_blur_brings_it(
    clean: Image.Image, deviation: int
) -> None:
    levels = np.asarray(clean).astype(float)
    noise = np.random.default_rng(3).normal(0, deviation, levels.shape)
    noisy = Image.fromarray(np.clip(levels + noise, 0, 255).round().astype(np.uint8))
    best = min(error(Blur(radius=radius).apply(noisy), clean) for radius in (0.4, 0.6, 0.8, 1.0, 1.5))
    found = min(error(Denoise(amount=amount, sharpness=0).apply(noisy), clean) for amount in (10, 20, 30, 40))
    assert found < 0.95 * best < best < error(noisy, clean)


def test_flat_noise_is_halved_and_a_strong_edge_keeps_its_height() -> None:
    clean = Image.new("L", (200, 100), 60)
    clean.paste(190, (100, 0, 200, 100))
    result = Denoise(amount=20, sharpness=0).apply(Grain(amount=15).apply(clean))
    levels = np.asarray(result).astype(float)
    assert levels[:, 10:90].std() < 0.5 * np.asarray(Grain(amount=15).apply(clean))[:, 10:90].std()
    assert levels[:, 102].mean() - levels[:, 97].mean() == pytest.approx(130, abs=6)


def test_alpha_stays_and_a_flat_picture_stays() -> None:
    assert Denoise(amount=90).apply(cutout()).getchannel("A").tobytes() == cutout().getchannel("A").tobytes()
    flat = Image.new("RGB", (30, 20), (3, 200, 90))
    assert Denoise(amount=100).apply(flat).tobytes() == flat.tobytes()


def test_sharpness_sharpens_what_is_left() -> None:
    soft, crisp = (np.asarray(Denoise(amount=40, sharpness=sharp).apply(gray())).astype(float) for sharp in (0, 100))
    assert np.abs(np.diff(crisp, axis=1)).mean() > np.abs(np.diff(soft, axis=1)).mean()
