"""ThumbHash: the same bytes as the format's own program writes, and a picture that a client recognises.

RECORDED is what the package `thumbhash` of npm, release 0.1.1, says of these pictures, in November 2026; of the samples
at three sizes and of a hundred noises it says the same too. Where an amount is nothing at all, its sums leave something
below a millionth, which tips a rounding one way or the other: of drawings with such amounts the bytes may differ, and
what clients show is equally near.
"""

from base64 import b64encode
from pathlib import Path

import pytest
from PIL import Image

from handler.analysis.thumbhash import thumbhash
from tests.support.images.grains import grains
from tests.support.images.image_files import apart
from tests.support.images.thumbhash_decoder import drawn

SAMPLES = Path(__file__).parents[2] / "samples"
RECORDED = {
    (32, 24, 1, False): "YhgGHY6ARmhlN1iElISHh2BVB3KF",
    (32, 24, 1, True): "YRiGDIYHcDZlN4WEB0hkIGf4l1VoxrinBA==",
    (24, 32, 2, False): "YRgGFQxQOGIHShmKhId3ZmAzA2N0",
    (24, 32, 2, True): "YRiCDAYIYAh1UhlYB1ZDMEfHF5ayB6Z4BQ==",
    (5, 40, 4, False): "XucFORBxQBllYIaVhndwB+k=",
    (5, 40, 4, True): "XteBGQgHcEEKBWaFh3AI+Hr6ikWZCOY=",
    (40, 5, 5, False): "3ucJEYRWgAhnd4d4B5iWoJs=",
    (40, 5, 5, True): "3veFCYIHZoBohngHg6XwuVpRuEqQlco=",
    (17, 31, 6, False): "YSgGFApBaqQwGlZ3mHhgFgFSgw==",
    (17, 31, 6, True): "YSiCCwYIMDUbimRiJQBihEo8uEF9CEs=",
    (32, 32, 7, False): "YigGHwqAVniDVmh3lIWVdWh3CCYoQDQH",
    (32, 32, 7, True): "YiiGFQYIcFWDVniEdXCDAzRzt5eoWpUnEA==",
}


def sample(name: str, side: int = 32) -> Image.Image:
    with Image.open(SAMPLES / name) as image:
        small = image.convert("RGBA")
    small.thumbnail((side, side))
    return small


@pytest.mark.parametrize(("asked", "text"), RECORDED.items(), ids=str)
def test_the_bytes_are_those_of_the_formats_own_program(asked: tuple[int, int, int, bool], text: str) -> None:
    width, height, seed, veiled = asked
    assert b64encode(thumbhash(grains(width, height, seed, veiled=veiled))).decode() == text


@pytest.mark.parametrize("name", ["dandelion.jpg", "bee.jpg", "balloons.png", "bridge.webp"])
def test_a_client_draws_the_picture_its_proportions_and_its_transparency(name: str) -> None:
    image = sample(name)
    shown = drawn(thumbhash(image))
    assert shown.width / shown.height == pytest.approx(image.width / image.height, abs=0.15)
    fitted = shown.resize(image.size)
    white = Image.new("RGBA", image.size, "white")
    seen, told = (Image.alpha_composite(white, each).convert("RGB") for each in (image, fitted))
    even = Image.new("RGB", image.size, seen.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)))
    assert apart(seen, told) < 0.85 * apart(seen, even)
    assert apart(image.getchannel("A"), fitted.getchannel("A")) < 55


@pytest.mark.parametrize(
    "colour", [(0, 0, 0, 255), (255, 255, 255, 255), (250, 20, 90, 255), (9, 9, 9, 0), (9, 200, 9, 99)]
)
@pytest.mark.parametrize("size", [(4, 4), (32, 32), (7, 100), (100, 7), (100, 100)])
def test_an_even_colour_is_told_as_such(colour: tuple[int, int, int, int], size: tuple[int, int]) -> None:
    data = thumbhash(Image.new("RGBA", size, colour))
    assert set(data[6 if colour[3] < 255 else 5 :]) == {0}
    assert len(data) <= 30
    found = drawn(data).getpixel((0, 0))
    assert isinstance(found, tuple)
    assert found[3] == pytest.approx(colour[3], abs=9)
    if colour[3]:
        assert found[:3] == pytest.approx(colour[:3], abs=6)


def test_it_says_whether_anything_is_transparent() -> None:
    plain = grains(20, 20, 1)
    pierced = plain.copy()
    pierced.putpixel((3, 3), (0, 0, 0, 254))
    assert [data[2] >> 7 for data in map(thumbhash, (plain, pierced))] == [0, 1]
