"""Effects: each modifier is an operation, in one order, which says the modifier again."""

import pytest
from PIL import Image

from handler.dialects.ipx.effects import GRAY, after_the_size, before_the_size, modifiers_of_effect, modifiers_of_ground
from handler.dialects.ipx.modifiers import read_modifiers
from handler.errors import InvalidParameter
from handler.ops.auto_contrast import AutoContrast
from handler.ops.background import Background
from handler.ops.blur import Blur
from handler.ops.flip import Flip
from handler.ops.invert import Invert
from handler.ops.levels import Levels
from handler.ops.median import Median
from handler.ops.mono import Mono
from handler.ops.op import Op
from handler.ops.pad import Pad
from handler.ops.rect import Rect
from handler.ops.rotate import Rotate
from handler.ops.sepia import Sepia
from handler.ops.trim import Trim
from handler.ops.unsharp_mask import UnsharpMask

EFFECTS: dict[str, list[Op]] = {
    "trim_10": [Trim(mode="auto")],
    "crop_1_2_3_4": [Rect(box=(1, 2, 3, 4))],
    "flip": [Flip(axis="v")],
    "flop_true": [Flip(axis="h")],
    "flip,flop": [Flip(axis="hv")],
    "rotate_90": [Rotate(angle=90.0)],
    "rotate_-30": [Rotate(angle=330.0, bg="000000")],
    "normalize": [AutoContrast(amount=100)],
    "grayscale": [GRAY],
    "threshold_100": [GRAY, Levels(range=(99, 1.0, 100))],
    "tint_red": [Mono(color="ff0000")],
    "negate": [Invert(invert=True)],
    "median_3": [Median(side=3)],
    "blur_5": [Blur(radius=5.0)],
    "sharpen_2": [UnsharpMask(amount=100, radius=2.0)],
    "extend_1_2_3_4": [Pad(width=0, top=1, right=2, bottom=3, left=4, bg="000000")],
    "extend_5_5_5_5": [Pad(width=5, bg="000000")],
    "extend_0_0_0_9": [Pad(width=0, left=9, bg="000000")],
    "flatten": [Background(bg="000000")],
    "flatten,b_f00": [Background(bg="ff0000")],
}


def made(text: str) -> list[Op]:
    modifiers = read_modifiers(text)
    return [*before_the_size(modifiers), *after_the_size(modifiers)]


def test_each_modifier_is_an_operation_that_says_it_again() -> None:
    for text, ops in EFFECTS.items():
        assert made(text) == ops, text
        again = [each for op in ops for each in modifiers_of_effect(op)]
        again = [each for each in again if len(ops) == 1 or each != "grayscale_true"]
        assert made(",".join([*again, *modifiers_of_ground(tuple(ops))])) == ops
    assert modifiers_of_effect(Sepia(amount=3)) == []


def test_they_come_in_one_order() -> None:
    names = [op.op for op in made("flatten,blur_2,negate,rotate_90,flip,extract_1_2_3_4,trim_5,median_3,normalize")]
    assert names == ["trim", "rect", "flip", "rotate", "auto_contrast", "invert", "median", "blur", "background"]


def test_a_threshold_makes_white_of_its_level_and_of_all_above() -> None:
    image = Image.new("RGB", (3, 1))
    image.putdata([(99, 99, 99), (100, 100, 100), (200, 200, 200)])
    for op in made("threshold_100"):
        image = op.apply(image)
    assert [image.convert("L").getpixel((at, 0)) for at in range(3)] == [0, 255, 255]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("trim_256", "trim=256: must be 0 to 255"),
        ("crop_1_2_0_4", "extract=0: must be 1 to"),
        ("rotate_400", "rotate=400: must be -360 to 360"),
        ("threshold_0", "threshold=0: must be 1 to 255"),
        ("tint_reddish", "tint=reddish: must be a colour"),
        ("median_4", "median=4: a square has a pixel in its middle"),
        ("blur_true", "blur=true: must be a number"),
        ("sharpen_501", "sharpen=501: must be 0 to 500"),
        ("extend_1_2_3_1001", "extend=1001: must be 0 to 1000"),
    ],
)
def test_what_is_out_of_range_is_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(InvalidParameter, match=said):
        made(text)
