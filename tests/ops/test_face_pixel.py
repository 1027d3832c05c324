"""FacePixel: what it does to faces is in test_face_blur.py, beside its brother; here is what is its own."""

from pathlib import Path

import pytest
from PIL import Image

from handler.ops.face_pixel import FacePixel
from tests.support.images.drawings import view

ASTRONAUT = Path(__file__).parent.parent.parent / "samples" / "astronaut.jpg"


@pytest.mark.parametrize("block", [0, 1])
def test_a_block_of_one_pixel_changes_nothing(block: int) -> None:
    op = FacePixel(block=block)
    assert op.neutral
    assert op.apply(view()).tobytes() == view().tobytes()


def test_a_larger_block_leaves_fewer_colours() -> None:
    with Image.open(ASTRONAUT) as image:
        face = image.convert("RGB")
    colours = [
        len(FacePixel(block=block).apply(face).crop((185, 70, 260, 165)).getcolors(9999) or []) for block in (4, 30)
    ]
    assert colours[0] > 10 * colours[1] / 2 > 0
