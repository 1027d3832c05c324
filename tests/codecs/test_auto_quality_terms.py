"""The terms of a trial: nothing where nothing changed, and the more the more was lost."""

import pytest
from PIL import Image, ImageFilter

from handler.codecs._auto_quality_terms import SCALES, planes, terms
from tests.support.images.image_files import photo

PICTURE = photo((320, 256))


def compared(image: Image.Image) -> list[float]:
    return terms(planes(PICTURE), planes(image))


def test_a_picture_and_itself_have_no_terms() -> None:
    found = compared(PICTURE.copy())
    assert len(found) == 6 * 3 * SCALES
    assert max(found) < 1e-3


def test_what_is_softened_loses_edges_and_what_is_sharpened_gains_some() -> None:
    soft = compared(PICTURE.filter(ImageFilter.GaussianBlur(2)))
    hard = compared(PICTURE.filter(ImageFilter.UnsharpMask(2, 200, 0)))
    light = 6  # the second channel of the largest scale
    assert soft[light + 4] > 2 * soft[light + 2], "more went than came"
    assert hard[light + 2] > 2 * hard[light + 4], "more came than went"


@pytest.mark.parametrize("term", [6, 7])
def test_the_more_is_lost_the_greater_is_the_structural_difference(term: int) -> None:
    found = [compared(PICTURE.filter(ImageFilter.GaussianBlur(radius)))[term] for radius in (0.5, 1, 2, 4)]
    assert found == sorted(found)
    assert found[0] > 0
