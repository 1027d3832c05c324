"""Background: under the picture, never over it."""

import pytest
from PIL import Image

from handler.ops.background import Background
from tests.support.images.drawings import cutout, gray, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "opaque": (Background(bg="f4a261"), cutout()),
    "see-through": (Background(bg="80f4a261"), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/background-{case}")


def test_transparent_parts_take_the_colour_and_opaque_ones_stay() -> None:
    result = Background(bg="f4a261").apply(cutout())
    assert result.mode == "RGB"
    assert result.getpixel((0, 0)) == (244, 162, 97)
    assert result.getpixel((48, 32)) == view().getpixel((48, 32))


def test_a_translucent_ground_leaves_its_own_transparency() -> None:
    assert Background(bg="80f4a261").apply(cutout()).getpixel((0, 0)) == (244, 162, 97, 128)


@pytest.mark.parametrize("image", [view(), gray()], ids=lambda image: image.mode)
def test_an_opaque_picture_hides_it(image: Image.Image) -> None:
    assert Background(bg="f4a261").apply(image).tobytes() == image.tobytes()
