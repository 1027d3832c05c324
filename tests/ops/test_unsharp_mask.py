"""Unsharp mask: away from the blurred picture, or towards it."""

import pytest
from PIL import Image

from handler.ops.blur import Blur
from handler.ops.unsharp_mask import UnsharpMask
from tests.support.images.drawings import cutout, unlike, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "crisp": (UnsharpMask(amount=100), view()),
    "wide": (UnsharpMask(amount=60, radius=20.0), view()),
    "soft": (UnsharpMask(amount=-60), view()),
    "transparent": (UnsharpMask(amount=100), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/unsharp_mask-{case}")


def test_minus_a_hundred_is_the_blurred_picture() -> None:
    assert UnsharpMask(amount=-100, radius=3.0).apply(view()).tobytes() == Blur(radius=3.0).apply(view()).tobytes()


def test_plus_and_minus_lie_on_either_side() -> None:
    """The picture is the middle of what the same amount makes of it, up and down."""
    step = Image.new("L", (40, 8), 100)
    step.paste(150, (20, 0, 40, 8))
    crisp, soft = (UnsharpMask(amount=amount).apply(step) for amount in (50, -50))
    assert unlike(Image.blend(crisp, soft, 0.5), step) <= 1


def test_a_radius_of_zero_changes_nothing() -> None:
    assert UnsharpMask(amount=100, radius=0.0).apply(view()).tobytes() == view().tobytes()


def test_alpha_stays() -> None:
    crisp = UnsharpMask(amount=100).apply(cutout())
    assert crisp.getchannel("A").tobytes() == cutout().getchannel("A").tobytes()
