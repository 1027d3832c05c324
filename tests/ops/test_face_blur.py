"""FaceBlur: what it does to faces is in test_face_regions.py, beside its brother; here is what is its own."""

from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from handler.ops.face_blur import FaceBlur
from tests.support.images.drawings import view

ASTRONAUT = Path(__file__).parent.parent.parent / "samples" / "astronaut.jpg"


def test_a_strength_of_0_changes_nothing() -> None:
    op = FaceBlur(strength=0)
    assert op.neutral
    assert op.apply(view()).tobytes() == view().tobytes()


def test_faces_of_any_size_are_softened_alike() -> None:
    with Image.open(ASTRONAUT) as image:
        large = image.convert("RGB")
    small = large.resize((256, 256), Image.Resampling.BOX)
    soft = FaceBlur(strength=40).apply(large).resize((256, 256), Image.Resampling.BOX)
    apart = ImageStat.Stat(ImageChops.difference(soft, FaceBlur(strength=40).apply(small))).mean
    assert max(apart) < 1
