"""What is written comes back: every frame with its transparency, for as long, and as often."""

from io import BytesIO

import pytest
from PIL import Image

from handler.codecs.scanners.meter import Meter
from handler.codecs.scanners.webp import ALPHA, walk
from handler.core.formats.catalogue import FORMATS, ROUND_TRIP
from handler.core.limits import Limits
from handler.core.output import FormatName
from tests.support.images.image_files import decoded, encoded, opened

MOVING: list[FormatName] = [name for name in ROUND_TRIP if FORMATS[name].animation]
SIZE = (32, 32)
HALF = (250, 180, 20, 128)
CLEAR, RED, GREEN, BLUE = (0, 0, 0, 0), (220, 20, 30, 255), (20, 200, 40, 255), (10, 40, 220, 255)
Box = tuple[int, int, int, int]


def picture(ground: tuple[int, ...], *marks: tuple[tuple[int, ...], Box]) -> Image.Image:
    """Return a picture with boxes of other colours."""
    image = Image.new("RGBA", SIZE, ground)
    for colour, box in marks:
        image.paste(colour, box)
    return image


LEFT, MIDDLE, RIGHT = (0, 0, 8, 32), (8, 8, 24, 24), (24, 0, 32, 32)
FILMS = {
    "opaque": [picture(RED), picture(GREEN), picture(RED, (BLUE, MIDDLE))],
    "clear from the first frame on": [picture(CLEAR, (RED, LEFT)), picture(CLEAR, (RED, MIDDLE))],
    "clear in the first frame alone": [picture(RED, (CLEAR, MIDDLE)), picture(RED), picture(RED, (BLUE, MIDDLE))],
    "clear in the last frame alone": [picture(RED), picture(RED, (BLUE, MIDDLE)), picture(RED, (CLEAR, MIDDLE))],
    "a hole that comes, goes and comes": [
        *(picture(RED), picture(RED, (CLEAR, LEFT)), picture(RED), picture(RED, (CLEAR, RIGHT), (GREEN, MIDDLE))),
    ],
    "what moves over nothing": [picture(CLEAR, (BLUE, (at, 4, at + 8, 20))) for at in range(0, 24, 6)],
    "nothing in between": [picture(RED), picture(CLEAR), picture(GREEN)],
    "nothing to begin with": [picture(CLEAR), picture(CLEAR, (GREEN, MIDDLE)), picture(RED)],
    "half a mark that comes late": [picture(RED), picture(CLEAR, (HALF, MIDDLE)), picture(RED, (HALF, MIDDLE))],
}


def wanted(image: Image.Image, name: FormatName) -> Image.Image:
    """Return a picture as a format can hold it: a GIF has nothing between clear and opaque."""
    if name != "gif":
        return image
    alpha = image.getchannel("A").point([255 * (value >= 128) for value in range(256)])
    result = image.copy()
    result.putalpha(alpha)
    return result


def near(found: Image.Image, image: Image.Image, most: int) -> bool:
    """Return whether two pictures look alike on white and on black."""
    for ground in ("white", "black"):
        pair = []
        for each in (found.convert("RGBA"), image):
            below = Image.new("RGBA", SIZE, ground)
            below.alpha_composite(each)
            pair.append(below.convert("RGB").tobytes())
        if max(abs(one - other) for one, other in zip(*pair, strict=True)) > most:
            return False
    return True


@pytest.mark.parametrize("film", FILMS)
@pytest.mark.parametrize("name", MOVING)
def test_an_animation_that_is_written_is_read_again(name: FormatName, film: str) -> None:
    frames, times = FILMS[film], (70, 120, 40, 300)[: len(FILMS[film])]
    lossless = "lossless" in FORMATS[name].can
    given = [image.convert("RGB") for image in frames] if film == "opaque" else frames
    data = encoded(given, name, durations=times, loop=3, quality=100, lossless=lossless)
    with opened(data) as read:
        assert read.alpha is any(image.getchannel("A").getextrema() != (255, 255) for image in frames)
        found = read.decode(read.size, moving=True)
    assert found.durations == times
    assert found.loop == 3
    for number, (got, frame) in enumerate(zip(found.images, frames, strict=True)):
        # AVIF writes alpha at the quality of the colours.
        assert near(got, wanted(frame, name), 40 if name == "avif" else 0), number


@pytest.mark.parametrize("film", FILMS)
@pytest.mark.parametrize("lossless", [False, True])
def test_the_header_of_a_moving_webp_tells_of_its_transparency(film: str, *, lossless: bool) -> None:
    data = encoded(FILMS[film], "webp", lossless=lossless)
    assert bool(data[20] & ALPHA) is walk(BytesIO(data), Meter(Limits())).alpha


@pytest.mark.parametrize("source", MOVING)
@pytest.mark.parametrize("target", MOVING)
def test_a_hole_survives_from_every_format_to_every_other(source: FormatName, target: FormatName) -> None:
    frames = FILMS["a hole that comes, goes and comes"]
    first = decoded(encoded(frames, source, quality=100), moving=True)
    again = decoded(encoded(first.images, target, quality=100, durations=first.durations), moving=True)
    for got, frame in zip(again.images, frames, strict=True):
        clear = [got.convert("RGBA").getchannel("A").getpixel(at) for at in ((2, 16), (29, 2), (16, 16))]
        expected = [frame.getchannel("A").getpixel(at) for at in ((2, 16), (29, 2), (16, 16))]
        assert clear == pytest.approx(expected, abs=3)
