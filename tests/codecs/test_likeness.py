"""Likeness: a score that falls as a picture gets worse, whatever its size."""

import io

import pytest
from PIL import Image, ImageFilter

from handler.codecs.likeness import SIDE, likeness
from tests.support.images.image_files import photo


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return Image.open(file).convert("RGB")


@pytest.mark.parametrize("size", [(300, 200), (1, 1), (7, 400), (SIDE + 5, 130)])
def test_it_is_1_for_the_same_and_falls_with_the_quality(size: tuple[int, int]) -> None:
    image = photo(size)
    scores = [likeness(image, jpeg(image, quality)) for quality in (95, 60, 5)]
    assert likeness(image, image.copy()) == 1.0
    assert 1.0 >= scores[0] >= scores[1] >= scores[2] >= 0


@pytest.mark.parametrize("band", range(3))
def test_every_colour_counts(band: int) -> None:
    image = photo((300, 200))
    bands = list(image.split())
    bands[band] = bands[band].filter(ImageFilter.GaussianBlur(4))
    assert likeness(image, Image.merge("RGB", bands)) < 0.99


def test_nothing_of_it_is_below_0() -> None:
    assert likeness(photo((300, 200)), Image.effect_noise((300, 200), 255).convert("RGB")) == 0
