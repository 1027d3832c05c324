"""Tones: factors are our operations, and each is written again as the factor that gives it."""

import pytest
from PIL import Image

from handler.dialects.cloudflare.tones import tones, written_tone
from handler.errors import InvalidParameter
from handler.ops.blur import Blur
from handler.ops.contrast import Contrast
from handler.ops.curves import Curves
from handler.ops.gamma import Gamma
from handler.ops.invert import Invert
from handler.ops.levels import Levels
from handler.ops.op import Op
from handler.ops.saturation import Saturation
from handler.ops.sharpen import Sharpen

FACTORS: dict[tuple[str, str], Op] = {
    ("gamma", "0.5"): Gamma(amount=50),
    ("gamma", "4"): Gamma(amount=-100),
    ("contrast", "0.5"): Contrast(amount=-50),
    ("contrast", "2"): Contrast(amount=100),
    ("brightness", "2.0079"): Levels(range=(0, 1.0, 127)),
    ("brightness", "255"): Levels(range=(0, 1.0, 1)),
    ("brightness", "0.502"): Curves(points=(0, 0, 255, 128)),
    ("saturation", "0"): Saturation(amount=-100),
    ("saturation", "1.25"): Saturation(amount=25),
    ("blur", "2.5"): Blur(radius=2.5),
    ("sharpen", "1.2"): Sharpen(amount=12),
}


def test_each_factor_is_an_operation_and_the_operation_that_factor() -> None:
    for (name, text), op in FACTORS.items():
        assert tones({name: text}) == (op,)
        assert written_tone(op) == {name: text}
    assert written_tone(Invert(invert=True)) == {}


def test_every_amount_is_a_factor_that_gives_it_again() -> None:
    for amount in range(-99, 101):
        for kind in (Gamma, Contrast, Saturation):
            assert tones(written_tone(kind(amount=amount))) == (kind(amount=amount),)
    for level in range(1, 255):
        for op in (Levels(range=(0, 1.0, level)), Curves(points=(0, 0, 255, level))):
            assert tones(written_tone(op)) == (op,)


def test_brightness_multiplies_levels_and_gamma_below_one_lightens() -> None:
    gray = Image.new("L", (1, 1), 100)
    for name, text, level in (("brightness", "0.5", 50), ("brightness", "2", 200), ("gamma", "0.5", 160)):
        (op,) = tones({name: text})
        assert op.apply(gray).getpixel((0, 0)) == pytest.approx(level, abs=1)


def test_a_factor_of_nothing_says_nothing() -> None:
    assert tones({"gamma": "0", "contrast": "0.0", "brightness": "0"}) == ()


def test_tones_come_in_one_order() -> None:
    names = [op.op for op in tones({"sharpen": "1", "blur": "2", "saturation": "0", "gamma": "2"})]
    assert names == ["gamma", "saturation", "blur", "sharpen"]


@pytest.mark.parametrize(
    ("name", "text"),
    [("gamma", "5"), ("gamma", "0.1"), ("contrast", "-1"), ("brightness", "x"), ("blur", "251"), ("sharpen", "11")],
)
def test_what_is_out_of_range_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(InvalidParameter, match=f"{name}={text}: must be"):
        tones({name: text})
