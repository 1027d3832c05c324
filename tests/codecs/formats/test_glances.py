"""Glances: what texts are made of is small whatever the picture, and texts of the same picture agree."""

from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image

from handler.analysis.thumbhash import thumbhash
from handler.codecs.formats._glances import blurhash_text, glance, glanced, thumbhash_text, tiny_picture
from handler.core.formats.texts import GLANCE
from handler.core.frames import Frames
from handler.core.geometry import Size
from tests.support.images.grains import grains
from tests.support.images.image_files import apart, photo


@pytest.mark.parametrize("size", [(1, 1), (64, 64), (65, 3), (700, 500), (3, 2000)])
@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_a_glance_is_small_and_keeps_proportions(size: tuple[int, int], mode: str) -> None:
    image = photo(size).convert(mode)
    seen = glance(Frames(images=(image,), full=Size(*size)))
    assert seen.mode == "RGBA"
    assert max(seen.size) == min(max(size), GLANCE)
    assert min(seen.size) == max(1, round(min(size) * max(seen.size) / max(size)))
    assert image.mode == mode


def test_what_is_small_enough_stays_as_it_is() -> None:
    image = grains(20, 10, 1)
    assert glanced(image, 20) is image


@pytest.mark.parametrize("size", [(1, 1), (1, 64), (64, 1), (2, 2), (64, 3), (7, 64), (64, 64)])
def test_every_shape_has_its_texts(size: tuple[int, int]) -> None:
    image = grains(*size, 3, veiled=True)
    (width, height), wide = glanced(image, 32).size, size[0] >= size[1]
    assert len(blurhash_text(image)) == 4 + 2 * min(width, 4 if wide else 3) * min(height, 3 if wide else 4)
    assert 5 < len(b64decode(thumbhash_text(image))) < 40
    assert tiny_picture(image).startswith("data:image/webp;base64,")


def test_a_narrow_picture_has_no_waves_that_nobody_put_there() -> None:
    """Of a line of pixels every wave along the shorter side looks like the constant one."""
    line = Image.new("RGBA", (32, 1), "#336699")
    assert set(b64decode(thumbhash_text(line))[5:]) == {0}
    assert len(blurhash_text(line)) == 4 + 2 * 4


def test_what_shows_through_is_white_in_a_blurhash_and_clear_in_a_thumbhash() -> None:
    clear, white = Image.new("RGBA", (20, 20), (90, 0, 0, 0)), Image.new("RGBA", (20, 20), "white")
    assert blurhash_text(clear) == blurhash_text(white)
    assert thumbhash(clear)[2] >> 7 == 1
    assert thumbhash_text(clear) != thumbhash_text(white)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_the_tiny_picture_is_one_that_looks_the_same_and_is_a_few_hundred_letters(mode: str) -> None:
    image = photo((64, 48)).convert("RGBA")
    if mode == "RGBA":
        image.putalpha(Image.radial_gradient("L").resize(image.size))
    text = tiny_picture(image)
    assert len(text) < 600
    with Image.open(BytesIO(b64decode(text.partition(",")[2]))) as tiny:
        assert (tiny.format, tiny.mode, tiny.size) == ("WEBP", mode, (16, 12))
        found = tiny.convert("RGBA").resize(image.size)
    white = Image.new("RGBA", image.size, "white")
    seen, told = (Image.alpha_composite(white, each).convert("RGB") for each in (image, found))
    assert apart(seen, told) < 25
