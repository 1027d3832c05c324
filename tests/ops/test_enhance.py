"""Enhance: a dull picture gets contrast, light and colour; a good one hardly changes."""

import numpy as np
import pytest
from PIL import Image

from handler.dialects import native
from handler.ops.contrast import Contrast
from handler.ops.enhance import Enhance
from handler.ops.exposure import Exposure
from handler.ops.saturation import Saturation
from tests.support.images.drawings import cutout, gray, unlike, view
from tests.support.images.golden_pictures import assert_golden

FAULTS = {
    "dull": Contrast(amount=-50),
    "dark": Exposure(amount=-60),
    "pale": Saturation(amount=-60),
}
LOOKS = {
    **{name: (Enhance(amount=100), fault.apply(view())) for name, fault in FAULTS.items()},
    "transparent": (Enhance(amount=100), Contrast(amount=-50).apply(cutout())),
    "gray": (Enhance(amount=100), gray()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/enhance-{case}")


def error(image: Image.Image) -> float:
    return float(np.abs(np.asarray(image).astype(float) - np.asarray(view())).mean())


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_picture_comes_nearer_to_the_good_one(name: str) -> None:
    faulty = FAULTS[name].apply(view())
    assert error(Enhance(amount=100).apply(faulty)) < 0.85 * error(faulty)


def test_a_good_picture_hardly_changes() -> None:
    assert error(Enhance(amount=100).apply(view())) < 8


def test_gray_stays_gray() -> None:
    red, green, blue = Enhance(amount=100).apply(gray().convert("RGB")).split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()


@pytest.mark.parametrize(
    "image", [Image.new("RGBA", (9, 9)), Image.new("L", (1, 1)), Image.new("RGB", (3, 3), "white")]
)
def test_nothing_to_see_is_left_alone_or_stays_flat(image: Image.Image) -> None:
    assert len(Enhance(amount=100).apply(image).getcolors() or ()) == 1


def test_auto_enhance_is_that_in_a_query() -> None:
    asked = native.parse("auto=enhance&w=300", "a.jpg").recipe
    assert Enhance(amount=100) in asked.ops
    assert asked == native.parse("enhance=100&w=300", "a.jpg").recipe
    assert native.parse("auto=format,enhance,compress&enhance=40", "a.jpg").recipe.ops == (Enhance(amount=40),)
    assert native.parse("auto=format", "a.jpg").recipe.ops == ()


def test_the_strength_is_a_part_of_the_way() -> None:
    dull = FAULTS["dull"].apply(view())
    errors = [error(Enhance(amount=amount).apply(dull)) for amount in (0, 30, 60, 100)]
    assert errors == sorted(errors, reverse=True)
    assert unlike(Enhance(amount=0).apply(dull), dull) == 0
