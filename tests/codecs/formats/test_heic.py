"""HEIC: read by libheif, as its boxes say it is to be shown."""

import struct

import pytest

from handler.codecs import upright
from handler.errors import Corrupt, TooLarge
from tests.support.hostile import raw
from tests.support.images.image_files import apart, corners, decoded, opened, photo, stored


@pytest.mark.parametrize(("name", "most"), [("photo", 5), ("ten-bits", 4), ("twelve-bits", 4)])
def test_it_looks_like_what_was_stored(name: str, most: float) -> None:
    found = decoded(stored(f"{name}.heic"))
    assert found.first.mode == "RGB"
    assert apart(found.first, photo()) < most


def test_gray_stays_gray_and_transparency_transparent() -> None:
    assert apart(decoded(stored("gray.heic")).first, photo().convert("L")) < 3
    found = decoded(stored("alpha.heic")).first
    assert found.mode == "RGBA"
    assert found.getchannel("A").getextrema() == (128, 128)


@pytest.mark.parametrize(("turn", "size"), [(6, (32, 48)), (2, (48, 32))])
def test_boxes_turn_and_mirror_and_exif_does_not_turn_again(turn: int, size: tuple[int, int]) -> None:
    with opened(stored(f"turned{turn}.heic")) as picture:
        assert (picture.size, picture.orientation) == (size, 1)
        assert (picture.rights.artist, picture.rights.copyright) == ("Ada", "2026 Ada")
        assert apart(picture.decode(picture.size, moving=False).first, upright(corners(), turn)) < 8


def test_colours_that_code_points_tell_are_converted() -> None:
    with opened(stored("p3.heic")) as picture:
        assert picture.profile == "Display P3"


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
def test_missing_pixels_are_an_error(part: float) -> None:
    data = stored("photo.heic")
    with pytest.raises(Corrupt):
        decoded(data[: int(part * len(data))])


def with_sides(data: bytes, width: int, height: int) -> bytes:
    """Return a file whose boxes say another size."""
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", width, height) + data[at + 8 :]


def test_a_larger_picture_than_the_boxes_say_is_never_decoded() -> None:
    data = stored("photo.heic")
    small = data.replace(struct.pack(">II", 96, 64), struct.pack(">II", 8, 8))
    assert small != data
    with pytest.raises(Corrupt, match="larger picture"):
        decoded(small)


def test_sides_and_lists_are_judged_before_the_decoder_sees_them() -> None:
    with pytest.raises(TooLarge, match="source-side"):
        decoded(with_sides(stored("photo.heic"), 100_000, 64))
    data = stored("photo.heic")
    at = data.index(b"iinf") + 8
    with pytest.raises(TooLarge, match="entries"):
        decoded(data[:at] + struct.pack(">H", 60_000) + data[at + 2 :])
    with pytest.raises(TooLarge, match="chunks"):
        decoded(data + raw.box(b"free", b"") * 20_000)
