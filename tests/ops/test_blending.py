"""Blend modes against their formulas in floating point, and what transparency does to them."""

from collections.abc import Callable
from typing import Any, get_args

import numpy as np
import pytest
from PIL import Image

from handler.core.geometry import Size
from handler.ops._blending import BAND, FORMULAS, Mode, blended, blending_scratch

MODES = get_args(Mode)
each = pytest.mark.parametrize("mode", MODES)
Levels = np.ndarray[Any, np.dtype[np.float64]]
LUMA = np.array([0.3, 0.59, 0.11])


def chosen(condition: "np.ndarray[Any, np.dtype[np.bool_]]", one: Levels | float, other: Levels | float) -> Levels:
    result: Levels = np.where(condition, one, other)
    return result


def soft(below: Levels, above: Levels) -> Levels:
    curve = np.where(below <= 0.25, ((16 * below - 12) * below + 4) * below, np.sqrt(below))
    dark = below - (1 - 2 * above) * below * (1 - below)
    return chosen(above <= 0.5, dark, below + (2 * above - 1) * (curve - below))


def hard(below: Levels, above: Levels) -> Levels:
    return chosen(above <= 0.5, 2 * below * above, 1 - 2 * (1 - below) * (1 - above))


def dodge(below: Levels, above: Levels) -> Levels:
    with np.errstate(divide="ignore", invalid="ignore"):
        return chosen(below == 0, 0.0, chosen(above == 1, 1.0, np.minimum(1, below / (1 - above))))


def burn(below: Levels, above: Levels) -> Levels:
    with np.errstate(divide="ignore", invalid="ignore"):
        return chosen(below == 1, 1.0, chosen(above == 0, 0.0, 1 - np.minimum(1, (1 - below) / above)))


def luminosity(colour: Levels) -> Levels:
    light: Levels = (colour @ LUMA)[..., None]
    return light


def saturation(colour: Levels) -> Levels:
    reach: Levels = colour.max(-1, keepdims=True) - colour.min(-1, keepdims=True)
    return reach


def with_luminosity(colour: Levels, light: Levels) -> Levels:
    """Return SetLum of the specification, ClipColor included, written as it stands there."""
    colour = colour + light - luminosity(colour)
    own, least, most = luminosity(colour), colour.min(-1, keepdims=True), colour.max(-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        colour = np.where(least < 0, own + (colour - own) * own / (own - least), colour)
        return np.where(most > 1, own + (colour - own) * (1 - own) / (most - own), colour)


def with_saturation(colour: Levels, wanted: Levels) -> Levels:
    least, reach = colour.min(-1, keepdims=True), saturation(colour)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(reach > 0, (colour - least) * wanted / reach, 0)


REFERENCE: dict[str, Callable[[Levels, Levels], Levels]] = {
    "normal": lambda below, above: 0 * below + above,
    "multiply": lambda below, above: below * above,
    "screen": lambda below, above: below + above - below * above,
    "overlay": lambda below, above: hard(above, below),
    "darken": np.minimum,
    "lighten": np.maximum,
    "color-dodge": dodge,
    "color-burn": burn,
    "hard-light": hard,
    "soft-light": soft,
    "difference": lambda below, above: abs(below - above),
    "exclusion": lambda below, above: below + above - 2 * below * above,
    "hue": lambda below, above: with_luminosity(with_saturation(above, saturation(below)), luminosity(below)),
    "saturation": lambda below, above: with_luminosity(with_saturation(below, saturation(above)), luminosity(below)),
    "color": lambda below, above: with_luminosity(above, luminosity(below)),
    "luminosity": lambda below, above: with_luminosity(below, luminosity(above)),
}
"""The mixing functions of https://www.w3.org/TR/compositing-1/#blending, on levels of 0.0 to 1.0."""


def expected(below: Image.Image, above: Image.Image, mode: str) -> tuple[Levels, Levels]:
    """Return colour and alpha, 0 to 255, of one picture above another: section 5.8.1 of the specification."""
    under, over = np.asarray(below.convert("RGBA")) / 255, np.asarray(above) / 255
    colours, alphas = (under[..., :3], over[..., :3]), (under[..., 3:], over[..., 3:])
    mixed = (1 - alphas[0]) * colours[1] + alphas[0] * REFERENCE[mode](*colours)
    alpha = alphas[1] + alphas[0] * (1 - alphas[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        colour = (alphas[1] * mixed + (1 - alphas[1]) * alphas[0] * colours[0]) / alpha
    return np.where(alpha > 0, colour, 0) * 255, alpha * 255


def noise(mode: str, seed: int, size: tuple[int, int] = (256, 256)) -> Image.Image:
    """Return random levels, of which many are the ends and the middle, where the formulas have their edges."""
    random = np.random.default_rng(seed)
    levels = random.integers(0, 256, (size[1], size[0], len(mode)), dtype=np.uint8)
    ends = np.array([0, 1, 63, 64, 127, 128, 254, 255], dtype=np.uint8)
    levels = np.where(random.random(levels.shape) < 0.3, random.choice(ends, levels.shape), levels)
    gray = random.random(levels.shape[:2]) < 0.1
    levels[gray, :3] = levels[gray, :1]
    return Image.fromarray(levels, mode)


def test_every_mode_has_a_reference() -> None:
    assert set(REFERENCE) == set(MODES)


@each
@pytest.mark.parametrize("ground", ["RGB", "RGBA"])
def test_a_mode_is_within_one_level_of_its_formula(mode: Mode, ground: str) -> None:
    below, above = noise(ground, 1), noise("RGBA", 2)
    colour, alpha = expected(below, above, mode)
    found = np.asarray(blended(below, above, mode).convert("RGBA")).astype(float)
    assert abs(found[..., 3:] - alpha).max() <= 1
    # The colour of a pixel that is nearly transparent has few levels whatever computes it.
    seen = alpha[..., 0] >= 1
    assert abs(found[..., :3] - colour)[seen].max() <= 1


@each
def test_every_pair_of_levels_is_within_one_level_of_its_formula(mode: Mode) -> None:
    below = Image.frombytes("L", (256, 256), bytes(range(256)) * 256).convert("RGB")
    above = below.transpose(Image.Transpose.TRANSPOSE).convert("RGBA")
    colour, _ = expected(below, above, mode)
    assert abs(np.asarray(blended(below, above, mode)).astype(float) - colour).max() <= 1


@each
def test_what_is_blended_in_bands_is_blended_alike(mode: Mode, monkeypatch: pytest.MonkeyPatch) -> None:
    below, above = noise("RGBA", 3, (50, 40)), noise("RGBA", 4, (50, 40))
    whole = blended(below, above, mode)
    monkeypatch.setattr("handler.ops._blending.BAND", 70)
    assert blended(below, above, mode).tobytes() == whole.tobytes()


@each
@pytest.mark.parametrize("ground", ["RGB", "RGBA"])
def test_what_is_transparent_changes_nothing(mode: Mode, ground: str) -> None:
    below = noise(ground, 5)
    above = noise("RGBA", 6)
    above.putalpha(0)
    after = np.asarray(blended(below, above, mode))
    shown = np.asarray(below.convert("RGBA"))[..., 3] > 0
    assert (after[shown] == np.asarray(below)[shown]).all()


def test_memory_beside_the_pictures_does_not_grow_with_them() -> None:
    assert blending_scratch(Size(4000, 4000), "hue") == blending_scratch(Size(2000, 2000), "hue") > 0
    assert blending_scratch(Size(4000, 4000), "normal") == 0
    assert BAND < 4000 * 4000
    assert set(FORMULAS) < set(MODES)
