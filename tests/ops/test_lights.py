"""Lights: factors by luminance change all channels alike."""

import pytest
from PIL import Image

from handler.ops._lights import dimmed, raised, screened
from tests.support.images.drawings import cutout


def pixel(image: Image.Image) -> tuple[int, ...]:
    return image.getpixel((0, 0))  # type: ignore[return-value] # three numbers


ORANGE = Image.new("RGB", (1, 1), (100, 60, 20))


def test_dimming_raising_and_screening_do_what_they_say() -> None:
    assert pixel(dimmed(ORANGE, lambda _: 0.5)) == pytest.approx((50, 30, 10), abs=1)
    assert pixel(raised(ORANGE, 2.5, lambda _: 1)) == pytest.approx((250, 150, 50), abs=1)
    assert pixel(raised(ORANGE, 2, lambda _: 0.5)) == pytest.approx((150, 90, 30), abs=1)
    assert pixel(screened(ORANGE, lambda _: 0.5)) == pytest.approx((178, 158, 138), abs=1)


@pytest.mark.parametrize("change", [dimmed, lambda image, share: raised(image, 2.5, share), screened])
def test_a_factor_of_nothing_changes_nothing_and_alpha_stays(change: object) -> None:
    assert callable(change)
    assert change(cutout(), lambda _: 0.0).tobytes() == cutout().tobytes()
