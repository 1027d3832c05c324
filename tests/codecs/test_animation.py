"""Animations: frames as they are seen, for as long and as often as the file says."""

import struct

import pytest
from PIL import Image

from handler.core.formats.catalogue import FORMATS, ROUND_TRIP
from handler.core.output import FormatName
from handler.errors import InvalidParameter
from tests.support.images.image_files import (
    RED,
    apart,
    decoded,
    encoded,
    film,
    gif,
    gif_frame,
    opened,
    photo,
    pierced_film,
    saved,
)

MOVING: list[FormatName] = ["gif", "png", "webp", "avif"]
TIMES = (40, 500, 20, 130, 90)


def visible(image: Image.Image) -> Image.Image:
    """Return a picture whose fully transparent pixels are all the same."""
    below = Image.new("RGBA", image.size, (1, 2, 3, 255))
    return Image.alpha_composite(below, image.convert("RGBA"))


@pytest.mark.parametrize("name", MOVING)
@pytest.mark.parametrize("frames", [film(), pierced_film()], ids=["opaque", "transparent"])
def test_frames_times_and_looks_survive(name: FormatName, frames: list[Image.Image]) -> None:
    data = encoded(frames, name, durations=TIMES, loop=0, quality=100)
    with opened(data) as picture:
        assert (picture.frames, picture.animated, picture.size) == (5, True, (60, 40))
        assert picture.alpha or frames[0].mode == "RGB"
        found = picture.decode(picture.size, moving=True)
    assert found.durations == TIMES
    assert found.loop == 0
    assert {image.mode for image in found.images} == {frames[0].mode}
    for image, expected in zip(found.images, frames, strict=True):
        assert apart(visible(image), visible(expected)) < (4 if FORMATS[name].quality else 0.001)


@pytest.mark.parametrize("name", ["gif", "png", "webp"])
@pytest.mark.parametrize("plays", [0, 1, 2, 7, 65535])
def test_it_plays_as_often_as_was_asked(name: FormatName, plays: int) -> None:
    assert decoded(encoded(film(2), name, loop=plays), moving=True).loop == plays


@pytest.mark.parametrize("name", MOVING)
@pytest.mark.parametrize("wanted", [0, 1, 4])
def test_one_frame_can_be_asked_for(name: FormatName, wanted: int) -> None:
    with opened(encoded(film(), name, quality=100), frame=wanted) as picture:
        assert (picture.frames, picture.animated) == (5, False)
        frames = picture.decode(picture.size, moving=True)
    assert len(frames.images) == 1
    assert apart(frames.first.convert("RGB"), film()[wanted]) < 4


@pytest.mark.parametrize("name", MOVING)
def test_a_still_is_the_first_frame(name: FormatName) -> None:
    frames = decoded(encoded(film(), name, quality=100), moving=False)
    assert len(frames.images) == len(frames.durations) == 1
    assert apart(frames.first.convert("RGB"), film()[0]) < 4


@pytest.mark.parametrize("kind", ["jpg", "png", "gif", "webp", "avif", "tiff"])
def test_a_frame_that_is_not_there_is_refused_by_the_header_alone(kind: str) -> None:
    with pytest.raises(InvalidParameter, match="one frame, 0") as caught, opened(saved(photo(), kind), frame=1):
        pass
    assert caught.value.facts["parameter"] == "frame"


@pytest.mark.parametrize("name", MOVING)
def test_how_many_frames_there_are_is_said(name: FormatName) -> None:
    with pytest.raises(InvalidParameter, match="5 frames, 0 to 4"), opened(encoded(film(), name), frame=5):
        pass


def test_an_opaque_alpha_is_dropped_only_where_all_frames_are_opaque() -> None:
    opaque = [image.convert("RGBA") for image in film()]
    assert decoded(saved(opaque[0], "png", save_all=True, append_images=opaque[1:]), moving=True).first.mode == "RGB"
    mixed = [*opaque[:4], pierced_film()[4]]
    found = decoded(encoded(mixed, "png"), moving=True)
    assert {image.mode for image in found.images} == {"RGBA"}


@pytest.mark.case("A10")
def test_frames_are_counted_to_one_past_what_matters() -> None:
    frame = gif_frame((0, 0, 1, 1), RED)
    chunk_of_webp = b"VP8X\x0a\0\0\0\x02" + bytes(9) + b"ANMF\0\0\0\0" * 10_050
    webp = b"RIFF" + struct.pack("<I", 4 + len(chunk_of_webp)) + b"WEBP" + chunk_of_webp
    for data in (gif((1, 1), [frame] * 10_050), webp):
        with opened(data) as picture:
            assert picture.frames == 501
        with opened(data, frame=2000) as picture:
            assert (picture.frames, picture.animated) == (2001, False)


@pytest.mark.parametrize("name", [name for name in ROUND_TRIP if not FORMATS[name].animation])
def test_what_cannot_move_shows_the_first_frame(name: FormatName) -> None:
    frames = decoded(encoded(film(), name, quality=100), moving=True)
    assert len(frames.images) == 1
    assert apart(frames.first, film()[0]) < 4
