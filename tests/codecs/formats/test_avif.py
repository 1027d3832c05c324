"""AVIF: what Pillow writes of it, and what it does not; edges of transparency stay sharp at any quality."""

import pytest
from PIL import Image

from handler.codecs.formats.avif import FULL_COLOUR
from tests.support.images.image_files import (
    EXIF_ORIENTATION,
    apart,
    decoded,
    encoded,
    exif_block,
    film,
    opened,
    photo,
    pierced_film,
    saved,
)


@pytest.mark.parametrize("plays", [0, 1, 2, 7, 65_535, 2**31 - 1])
def test_it_plays_as_often_as_asked_without_transparency_and_with_it(plays: int) -> None:
    for images in (film(3), pierced_film(3)):
        assert decoded(encoded(images, "avif", loop=plays, durations=(100, 70, 30)), moving=True).loop == plays


def test_a_file_without_an_edit_list_plays_for_ever_and_one_whose_edit_is_not_repeated_once() -> None:
    data = encoded(film(3), "avif", loop=3)
    assert decoded(data.replace(b"edts", b"free"), moving=True).loop == 0
    at = data.index(b"elst") + 7
    assert data[at] == 1
    assert decoded(data[:at] + b"\0" + data[at + 1 :], moving=True).loop == 1


def test_how_often_it_plays_changes_no_picture_and_no_time() -> None:
    often, ever = (decoded(encoded(film(3), "avif", loop=loop), moving=True) for loop in (5, 0))
    assert [image.tobytes() for image in often.images] == [image.tobytes() for image in ever.images]
    assert often.durations == ever.durations


def test_a_moving_file_does_not_tell_when_it_was_made() -> None:
    data = encoded(film(3), "avif")
    for name in (b"mvhd", b"tkhd", b"mdhd"):
        at = data.index(name) + 4
        times = 16 if data[at] == 1 else 8
        assert data[at + 4 : at + 4 + times] == bytes(times)


@pytest.mark.parametrize("quality", [20, 40, 80])
def test_an_edge_stays_where_it_is_whatever_the_quality_of_colours(quality: int) -> None:
    image = Image.new("RGBA", (64, 64), (200, 40, 40, 0))
    image.paste((200, 40, 40, 255), (0, 0, 31, 64))
    found = decoded(encoded(image, "avif", quality=quality)).first.getchannel("A")
    assert apart(found, image.getchannel("A")) < 1


def test_colour_keeps_its_resolution_at_high_quality() -> None:
    lines = Image.new("RGB", (64, 64), (255, 0, 0))
    for at in range(0, 64, 2):
        lines.paste((0, 0, 255), (at, 0, at + 1, 64))
    rough = apart(decoded(encoded(lines, "avif", quality=FULL_COLOUR - 1)).first, lines)
    fine = apart(decoded(encoded(lines, "avif", quality=FULL_COLOUR)).first, lines)
    assert fine < rough / 4


def test_boxes_turn_the_picture_and_exif_does_not_turn_it_again() -> None:
    with opened(saved(photo(), "avif", exif=exif_block({EXIF_ORIENTATION: 6}))) as picture:
        assert (picture.orientation, picture.size) == (6, (64, 96))
        assert picture.decode(picture.size, moving=False).first.size == (64, 96)
