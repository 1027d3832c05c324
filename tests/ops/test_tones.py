"""Tones: 256 colours, one for each luminance, laid over a picture."""

import pytest
from PIL import Image

from handler.core.colours import Rgba
from handler.ops._channels import LUMA
from handler.ops._tones import ramp, tint, toned
from tests.support.images.drawings import cutout, every_gray

ORANGE = Rgba(250, 130, 20, 255)


def test_a_tint_keeps_the_luminance_of_its_place() -> None:
    for level, tone in enumerate(tint(ORANGE)):
        luminance = sum(part * weight for part, weight in zip(tone[:3], LUMA, strict=True))
        assert luminance == pytest.approx(level, abs=1)


def test_a_tint_goes_from_black_over_its_colour_to_white() -> None:
    tones = tint(ORANGE)
    assert (tones[0][:3], tones[-1][:3]) == ((0, 0, 0), (255, 255, 255))
    light = round(sum(part * weight for part, weight in zip(ORANGE[:3], LUMA, strict=True)))
    assert tones[light][:3] == pytest.approx(ORANGE[:3], abs=2)


def test_a_ramp_goes_straight_from_one_colour_to_the_other() -> None:
    tones = ramp(Rgba(0, 100, 200, 0), Rgba(255, 0, 200, 255))
    assert (tones[0], tones[255]) == ((0, 100, 200, 0), (255, 0, 200, 255))
    assert tones[51] == (51, 80, 200, 51)


@pytest.mark.parametrize("strength", [0, 0.5, 1])
def test_strength_multiplies_the_alpha_of_the_colour(strength: float) -> None:
    half = Rgba(*ORANGE[:3], 128)
    for tones in (tint(half, strength), ramp(half, half, strength)):
        assert {tone.alpha for tone in tones} == {round(128 * strength)}


def test_each_pixel_gets_the_tone_of_its_luminance() -> None:
    tones = ramp(Rgba(255, 0, 0, 255), Rgba(0, 0, 255, 255))
    found = toned(every_gray(), tones)
    assert [found.getpixel((level, 0)) for level in range(256)] == [tone[:3] for tone in tones]


def test_a_clear_tone_leaves_the_pixel_and_alpha_stays() -> None:
    clear = ramp(Rgba(0, 0, 0, 0), Rgba(0, 0, 0, 0))
    assert toned(every_gray(), clear).tobytes() == every_gray().tobytes()
    over = toned(cutout(), tint(ORANGE))
    assert over.getchannel("A").tobytes() == cutout().getchannel("A").tobytes()
    assert isinstance(over, Image.Image)
