"""Progressive blur: sharp where it starts, as soft as asked where it stops."""

import numpy as np
import pytest
from PIL import Image, ImageFilter
from pydantic import ValidationError

from handler.ops.progressive_blur import ProgressiveBlur
from tests.support.images.drawings import cutout, gray, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "down": (ProgressiveBlur(radius=6.0), view()),
    "up": (ProgressiveBlur(radius=8.0, angle=0.0, start=0.4), cutout()),
    "right": (ProgressiveBlur(radius=4.0, angle=90.0, start=0.2, stop=0.5), gray()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/progressive_blur-{case}")


def wide() -> Image.Image:
    return view().resize((600, 400), Image.Resampling.BICUBIC)


def test_it_is_sharp_up_to_the_start_and_blurred_from_the_stop_on() -> None:
    image = wide()
    found = ProgressiveBlur(radius=9.0, angle=90.0, start=0.25, stop=0.75).apply(image)
    assert found.crop((0, 0, 149, 400)).tobytes() == image.crop((0, 0, 149, 400)).tobytes()
    soft = image.filter(ImageFilter.GaussianBlur(9.0))
    assert found.crop((451, 0, 600, 400)).tobytes() == soft.crop((451, 0, 600, 400)).tobytes()


def test_each_column_is_blurred_by_the_radius_of_its_place() -> None:
    """Against whole pictures blurred by the radius that a column is to have: mixed pictures come near to them."""
    image = wide()
    found = np.asarray(ProgressiveBlur(radius=16.0, angle=90.0).apply(image)).astype(float)
    for place in (0.1, 0.2, 0.35, 0.6, 0.8, 0.95):
        soft = np.asarray(image.filter(ImageFilter.GaussianBlur(16.0 * place))).astype(float)
        column = round(600 * place)
        assert np.abs(found[:, column] - soft[:, column]).mean() < 2.5
        assert np.abs(found[:, column] - np.asarray(image)[:, column]).mean() > 1


def test_it_never_gets_sharper_on_the_way() -> None:
    """Stripes, which every blur makes weaker: their contrast only falls."""
    stripes = Image.new("L", (400, 256))
    for top in range(0, 256, 8):
        stripes.paste(255, (0, top, 400, top + 4))
    contrast = np.asarray(ProgressiveBlur(radius=10.0, angle=90.0).apply(stripes)).astype(float)[96:160].std(axis=0)
    assert np.diff(contrast).max() <= 0.5
    assert contrast[0] > 120
    assert contrast[-1] < 2


def test_a_hidden_colour_does_not_bleed_in() -> None:
    soft = ProgressiveBlur(radius=4.0, angle=0.0).apply(cutout())
    assert max(soft.getpixel((48, 0))[:3:2]) < 255  # type: ignore[index] # magenta lies there


def test_it_starts_before_it_stops() -> None:
    with pytest.raises(ValidationError, match="less than progressive-blur-stop"):
        ProgressiveBlur(radius=3.0, start=0.6, stop=0.6)
