"""Encoding: the same bytes every time, and exactly what was asked for."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from handler import codecs
from handler.codecs.pixels.palette import MOST_STACKED, paletted
from handler.core.formats.catalogue import FORMATS, ROUND_TRIP, WRITTEN
from handler.core.formats.measures import Effort
from handler.core.frames import Frames
from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.core.output import FormatName, Output
from handler.errors import TooLarge
from tests.support.images.image_files import apart, decoded, encoded, film, opened, photo, pierced_film

ROOT = Path(__file__).parents[2]
QUALITIES: list[FormatName] = [name for name in ROUND_TRIP if FORMATS[name].quality]
PALETTED: list[FormatName] = [name for name in ROUND_TRIP if "colors" in FORMATS[name].can]


def cutout() -> Image.Image:
    """Return a picture in all degrees of transparency."""
    image = photo((128, 128)).convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize((128, 128)))
    return image


@pytest.mark.parametrize("name", ROUND_TRIP)
def test_the_bytes_are_of_the_format_that_was_asked_for(name: FormatName) -> None:
    with opened(encoded(photo(), name)) as picture:
        assert picture.format == ("jpg" if name == "pjpg" else name)
        assert picture.size == (96, 64)
        assert picture.profile is None


@pytest.mark.parametrize("name", WRITTEN)
def test_the_same_picture_gives_the_same_bytes(name: FormatName) -> None:
    for images in (photo(), cutout(), photo().convert("L"), film(), pierced_film()):
        assert encoded(images, name) == encoded(images, name)


@pytest.mark.parametrize("effort", ["fast", "small"])
@pytest.mark.parametrize("name", ROUND_TRIP)
def test_every_effort_gives_the_same_picture_twice_and_the_right_one(name: FormatName, effort: Effort) -> None:
    for image in (photo(), cutout(), photo().convert("L")):
        data = encoded(image, name, effort=effort)
        assert data == encoded(image, name, effort=effort)
        usual, found = decoded(encoded(image, name)).first, decoded(data).first
        assert (found.mode, found.size) == (usual.mode, usual.size)
        assert apart(found, usual) < 6


@pytest.mark.parametrize("name", ROUND_TRIP)
def test_of_a_photograph_more_effort_is_no_more_bytes(name: FormatName) -> None:
    image = photo((240, 180))
    fast, usual, balanced, small = (
        len(encoded(image, name, **asked))
        for asked in ({"effort": "fast"}, {}, {"effort": "balanced"}, {"effort": "small"})
    )
    assert fast >= usual == balanced >= small


PROGRAM = """
import hashlib, os, sys
os.sched_setaffinity(0, {cpus})
from PIL import Image
from handler.core.formats.catalogue import FORMATS, WRITTEN
from tests.support.images.image_files import encoded, film, photo
large = photo((700, 500))
small = photo((250, 180))
for name, row in FORMATS.items():
    if name in WRITTEN:
        picture = large if row.side > 700 else small
        print(name, hashlib.sha256(encoded(picture, name) + encoded(film(), name)).hexdigest())
"""


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system cannot take CPUs away")
def test_the_bytes_do_not_depend_on_the_number_of_cpus() -> None:
    all_cpus = sorted(os.sched_getaffinity(0))
    said = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM.format(cpus=cpus)], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        for cpus in (set(all_cpus[:1]), set(all_cpus))
    ]
    assert said[0] == said[1]
    large, small = photo((700, 500)), photo((250, 180))
    pictures = {name: large if FORMATS[name].side > 700 else small for name in WRITTEN}
    here = {
        name: hashlib.sha256(encoded(each, name) + encoded(film(), name)).hexdigest() for name, each in pictures.items()
    }
    assert said[0].split() == [word for pair in here.items() for word in pair]


@pytest.mark.parametrize("name", [name for name in ROUND_TRIP if not FORMATS[name].alpha])
def test_without_transparency_there_is_white_underneath(name: FormatName) -> None:
    image = Image.new("RGBA", (32, 32), (200, 0, 0, 0))
    image.paste((0, 0, 200, 128), (0, 0, 16, 32))
    found = decoded(encoded(image, name, quality=100)).first
    assert found.mode == "RGB"
    assert found.getpixel((28, 16)) == pytest.approx((255, 255, 255), abs=3)
    assert found.getpixel((4, 16)) == pytest.approx((127, 127, 227), abs=6)


@pytest.mark.parametrize("name", ["png", "webp", "avif", "tiff"])
def test_degrees_of_transparency_are_kept(name: FormatName) -> None:
    found = decoded(encoded(cutout(), name, quality=100)).first
    assert found.mode == "RGBA"
    assert apart(found.getchannel("A"), cutout().getchannel("A")) < 1


def test_gif_shows_what_is_at_least_half_opaque() -> None:
    found = decoded(encoded(cutout(), "gif")).first.getchannel("A")
    expected = cutout().getchannel("A").point(lambda alpha: 255 * (alpha >= 128))
    assert found.tobytes() == expected.tobytes()


@pytest.mark.parametrize("name", QUALITIES)
def test_more_quality_is_more_bytes_and_fewer_errors(name: FormatName) -> None:
    image = photo((256, 192))
    files = [encoded(image, name, quality=quality) for quality in (1, 20, 40, 60, 75, 85, 100)]
    sizes = [len(data) for data in files]
    errors = [apart(decoded(data).first, image) for data in files]
    assert sizes == sorted(set(sizes))
    assert errors == sorted(errors, reverse=True)


@pytest.mark.parametrize("name", ["webp", "png", "tiff"])
@pytest.mark.parametrize("image", [photo(), cutout()], ids=["opaque", "transparent"])
def test_lossless_keeps_every_pixel(name: FormatName, image: Image.Image) -> None:
    assert decoded(encoded(image, name, lossless=True)).first.tobytes() == image.tobytes()


@pytest.mark.parametrize("name", ["webp", "png"])
def test_lossless_animations_keep_every_pixel_that_shows(name: FormatName) -> None:
    found = decoded(encoded(film(), name, lossless=True), moving=True)
    assert [image.tobytes() for image in found.images] == [image.tobytes() for image in film()]


@pytest.mark.parametrize("name", PALETTED)
@pytest.mark.parametrize("colors", [2, 3, 16, 255, 256])
@pytest.mark.parametrize("image", [photo(), photo().convert("L"), cutout()], ids=["colour", "gray", "transparent"])
def test_there_are_no_more_colours_than_asked_for(name: FormatName, colors: int, image: Image.Image) -> None:
    found = decoded(encoded(image, name, colors=colors)).first
    distinct = found.getcolors(1 << 16)
    assert distinct is not None
    assert len(distinct) <= colors
    assert apart(found.convert("RGB"), image.convert("RGB")) < 100


@pytest.mark.parametrize("name", PALETTED)
@pytest.mark.parametrize("colors", [2, 16])
@pytest.mark.parametrize("frames", [film(), pierced_film()], ids=["opaque", "transparent"])
def test_every_frame_has_no_more_colours_than_asked_for(
    name: FormatName, colors: int, frames: list[Image.Image]
) -> None:
    found = decoded(encoded(frames, name, colors=colors), moving=True)
    for image in found.images:
        assert len(image.getcolors(256) or range(257)) <= colors


@pytest.mark.parametrize("name", PALETTED)
def test_few_colours_are_kept_exactly(name: FormatName) -> None:
    image = Image.new("RGB", (64, 64))
    for at in range(64):
        image.paste((4 * at, at, 255 - at), (at, 0, at + 1, 64))
    assert decoded(encoded(image, name, colors=64)).first.tobytes() == image.tobytes()


def test_a_still_gif_of_a_photograph_looks_like_it() -> None:
    image = photo((256, 192))
    found = decoded(encoded(image, "gif")).first
    small = (32, 24)
    # Dithering leaves the mean of a place as it is.
    box = Image.Resampling.BOX
    assert apart(found.resize(small, box), image.resize(small, box)) < 2


def test_frames_of_many_colours_share_one_palette() -> None:
    frames = [photo((120, 90)), photo((120, 90)).rotate(180)]
    data = encoded(frames, "gif")
    found = decoded(data, moving=True)
    used = {colour for image in found.images for _, colour in image.getcolors(256) or ()}
    assert len(used) <= 255
    assert all(apart(one, other) < 8 for one, other in zip(found.images, frames, strict=True))


def test_a_palette_is_found_for_more_pixels_than_are_looked_at() -> None:
    side = int(MOST_STACKED**0.5) + 1
    large = Image.new("RGB", (side, side), (10, 20, 30))
    large.paste((200, 100, 50), (0, 0, side // 2, side))
    (found,) = paletted([large], 8)
    assert sorted(colour for _, colour in found.convert("RGB").getcolors() or ()) == [(10, 20, 30), (200, 100, 50)]


def test_a_wholly_transparent_picture_can_have_a_palette() -> None:
    for found in (decoded(encoded(Image.new("RGBA", (8, 8)), name, colors=2)).first for name in PALETTED):
        assert found.getchannel("A").getextrema() == (0, 0)


@pytest.mark.parametrize("name", ["webp", "gif", "jpg"])
def test_a_side_longer_than_the_format_can_say_is_refused(name: FormatName) -> None:
    most = FORMATS[name].side
    with pytest.raises(TooLarge) as caught:
        encoded(Image.new("L", (most + 1, 1)), name)
    assert caught.value.facts == {"limit": "side", "max": most, "actual": most + 1}
    with opened(encoded(Image.new("L", (most, 1)), name), bounds=Limits(source_side=most)) as picture:
        assert picture.size.width == most


def test_one_pixel_can_be_written_by_every_format() -> None:
    for name in ROUND_TRIP:
        for mode in ("L", "RGB", "RGBA"):
            with opened(encoded(Image.new(mode, (1, 1)), name)) as picture:
                assert picture.size == (1, 1)


def test_frames_are_not_changed_by_being_written() -> None:
    frames = pierced_film()
    for name in WRITTEN:
        encoded(frames, name)
        encoded(frames, name, **({"colors": 4} if "colors" in FORMATS[name].can else {}))
    assert [image.tobytes() for image in frames] == [image.tobytes() for image in pierced_film()]
    assert all(image.info == {} for image in frames)


def test_of_several_formats_the_smallest_file_is_taken_and_of_equal_ones_the_first() -> None:
    image = photo((160, 120))
    frames = Frames((image,), Size(*image.size))
    sizes = {name: len(encoded(image, name)) for name in ("png", "jpg", "webp", "avif")}
    body, name = codecs.encode_smallest(frames, Output(), tuple(sizes))
    assert (len(body), name) == min((size, name) for name, size in sizes.items())
    assert body == encoded(image, name)
    assert codecs.encode_smallest(frames, Output(), ("pjpg", "pjpg", "jpg"))[1] in {"pjpg", "jpg"}


def test_of_several_formats_one_that_does_not_fit_is_passed_over_unless_none_does() -> None:
    image = photo((160, 120))
    frames, most = Frames((image,), Size(*image.size)), len(encoded(image, "png")) - 1
    assert codecs.encode_smallest(frames, Output(max_bytes=most), ("png", "webp"))[1] == "webp"
    with pytest.raises(TooLarge, match="PNG has no quality to lower"):
        codecs.encode_smallest(frames, Output(max_bytes=100), ("png", "webp"))
