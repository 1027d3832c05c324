"""Drop shadow: the picture's own shape, moved, softened, behind it; nothing of it is cut off."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from handler.core.geometry import Size
from handler.ops.drop_shadow import DropShadow
from tests.support.images.drawings import cutout, gray, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "below": (DropShadow(shadow=(0, 4, 8, "80000000")), view()),
    "aside": (DropShadow(shadow=(-6, 3, 0, "c8102e")), cutout()),
    "glow": (DropShadow(shadow=(0, 0, 10, "ffd166")), gray()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/drop_shadow-{case}")


SHIFTS = st.integers(-40, 40)


@given(right=SHIFTS, down=SHIFTS, soft=st.integers(0, 30))
def test_nothing_of_the_shadow_is_cut_off_and_the_picture_is_whole(right: int, down: int, soft: int) -> None:
    op = DropShadow(shadow=(right, down, soft, "000000"))
    found = op.apply(Image.new("RGB", (30, 20), "white"))
    left, top, *_ = op.room
    assert found.crop((left, top, left + 30, top + 20)).getcolors() == [(600, (255, 255, 255, 255))]
    # On twice as large a canvas there is no more of it: all its weight is here.
    shape = np.asarray(found.getchannel("A")).astype(float) / 255
    shape[top : top + 20, left : left + 30] = 0
    hidden = DropShadow(shadow=(right, down, soft, "000000")).apply(Image.new("RGBA", (30, 20)))
    assert hidden.getchannel("A").getextrema() == (0, 0)
    if soft:
        assert max(shape[0].max(), shape[-1].max(), shape[:, 0].max(), shape[:, -1].max()) <= 0.02


def test_a_hard_shadow_is_the_shape_moved_in_its_colour() -> None:
    found = DropShadow(shadow=(7, -3, 0, "80ff8000")).apply(Image.new("RGB", (10, 10), "blue"))
    assert found.size == (17, 13)
    assert found.getpixel((16, 0)) == (255, 128, 0, 128)
    assert found.getpixel((0, 12)) == (0, 0, 255, 255)
    assert found.getpixel((16, 12))[3] == 0  # type: ignore[index] # four numbers


def test_a_soft_shadow_falls_off_as_a_gaussian_of_half_the_blur() -> None:
    """CSS: the blur is twice the standard deviation. Against the integral of the bell curve at a straight edge."""
    from statistics import NormalDist

    op = DropShadow(shadow=(0, 0, 20, "000000"))
    left, top, *_ = op.room
    row = np.asarray(op.apply(Image.new("L", (400, 400), 255)).getchannel("A"))[top + 200] / 255
    expected = [NormalDist(left, 10).cdf(x + 0.5) for x in range(left)]
    assert np.abs(row[:left] - expected).max() < 0.02


@pytest.mark.parametrize("density", [1.0, 2.0, 3.0])
def test_density_multiplies_shifts_below_zero_as_those_above(density: float) -> None:
    fields = DropShadow(shadow=(-8, 8, 3, "000000")).scaled(density)
    assert fields["shadow"][:3] == (-8 * density, 8 * density, 3 * density)


def test_a_clear_shadow_takes_no_room() -> None:
    assert DropShadow(shadow=(9, 9, 9, "00000000")).size(Size(5, 6)) == (5, 6)
