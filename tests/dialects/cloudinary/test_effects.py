"""Effects: each is an operation of ours, and back."""

import pytest

from handler.dialects.cloudinary.components import Transformation
from handler.dialects.cloudinary.effects import KNOWN, effect, written_effect
from handler.errors import ImageError
from handler.ops.median import Median
from tests.support.requests.foreign_pictures import ops

SAID = (
    ("e_grayscale", "sat=-100"),
    ("e_negate", "invert=true"),
    ("e_sepia", "sepia=80"),
    ("e_sepia:50", "sepia=50"),
    ("e_brightness:-20", "bri=-20"),
    ("e_contrast:20", "con=20"),
    ("e_saturation:-50", "sat=-50"),
    ("e_vibrance", "vib=20"),
    ("e_gamma:50", "gam=50"),
    ("e_hue:-50", "hue=-90"),
    ("e_hue:40", "hue=72"),
    ("e_blur:300", "blur=15"),
    ("e_blur", "blur=5"),
    ("e_sharpen:400", "sharp=40"),
    ("e_unsharp_mask:500", "usm=50"),
    ("e_pixelate:8", "px=8"),
    ("e_pixelate_faces:9", "face-pixel=9"),
    ("e_vignette", "vignette=20"),
    ("e_auto_contrast", "auto-contrast=100"),
    ("e_improve:50", "enhance=50"),
    ("e_colorize,co_red", "colorize=f00"),
    ("e_colorize:40,co_rgb:00f", "colorize=660000ff"),
    ("e_trim", "trim=auto&trim-tol=26"),
    ("e_trim:20:white", "trim=color&trim-color=fff&trim-tol=51"),
)


def test_an_effect_is_an_operation_and_back() -> None:
    assert {text.removeprefix("e_").partition(",")[0].partition(":")[0] for text, _ in SAID} == set(KNOWN)
    for text, query in SAID:
        part = Transformation(text)
        found = effect(part)
        part.check_empty()
        assert found == ops(query), text
        written = written_effect(found[0])
        assert written is not None
        assert effect(Transformation(",".join(written))) == found, text


def test_what_is_no_effect_has_none() -> None:
    assert effect(Transformation("w_3")) == ()
    assert written_effect(Median(side=3)) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("e_sepai", "sepia"),
        ("e_art:hokusai", "effect"),
        ("e_grayscale:3", "strength"),
        ("e_sepia:101", "at most 100"),
        ("e_sepia:x", "whole number"),
        ("e_pixelate", "needs a strength"),
        ("e_colorize:200", "0 to 100"),
        ("e_colorize,co_reddish", "co_reddish"),
        ("e_trim:200", "at most"),
    ],
)
def test_what_is_wrong_is_named(text: str, word: str) -> None:
    with pytest.raises(ImageError, match=word):
        effect(Transformation(text))
