"""JPEG XL: written and read by libjxl, with its header read here first."""

from io import BytesIO

import pytest
from PIL import Image

from handler.codecs.formats.jxl import WRITER
from handler.codecs.scanners.jxl import BARE
from handler.core.frames import Rights
from handler.errors import Corrupt, UnacceptedKind
from tests.support.images.image_files import apart, corners, decoded, encoded, opened, photo, saved


def written(image: Image.Image, data: bytes | None = None, *, jpeg: bool = False, **options: object) -> bytes:
    """Return a file by the library's own means."""
    usual = {"lossless": True, "quality": 100.0, "decoding_speed": 0, "effort": 3, "use_container": False}
    encoder = WRITER(mode=image.mode, **{**usual, "use_original_profile": True, "num_threads": 0, **options})
    found: bytes = encoder(data or image.tobytes(), image.width, image.height, jpeg_encode=jpeg)
    return found


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_lossless_keeps_every_pixel(mode: str) -> None:
    image = photo().convert(mode)
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    found = decoded(encoded(image, "jxl", lossless=True)).first
    assert (found.mode, found.tobytes()) == (mode, image.tobytes())


def test_the_highest_quality_is_not_refused_by_the_library() -> None:
    assert apart(decoded(encoded(photo(), "jxl", quality=100)).first, photo()) < 2


def test_degrees_of_transparency_are_kept() -> None:
    image = photo().convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    found = decoded(encoded(image, "jxl", quality=90)).first
    assert apart(found.getchannel("A"), image.getchannel("A")) < 1


def test_artist_and_copyright_go_with_it_and_come_back() -> None:
    said = Rights("Ada", "2026 Ada")
    with opened(encoded(photo(), "jxl", rights=said)) as picture:
        assert picture.rights == said
    assert decoded(encoded(photo(), "jxl", xmp=b"<x/>", metadata="keep")).xmp == b"<x/>"


def test_a_jpeg_in_another_coding_is_that_jpeg_turned_as_it_says() -> None:
    for turn, size in ((1, (48, 32)), (6, (32, 48))):
        exif = Image.Exif()
        exif[0x0112] = turn
        data = saved(corners(), "jpg", exif=exif.tobytes(), quality=95)
        with opened(written(corners(), data, jpeg=True)) as picture, Image.open(BytesIO(data)) as stored:
            assert picture.size == size
            found = picture.decode(picture.size, moving=False).first
            expected = {1: stored, 6: stored.transpose(Image.Transpose.ROTATE_270)}[turn]
            assert apart(found, expected.convert("RGB")) < 1


def test_sixteen_bits_are_shown_in_eight_by_their_own_profile() -> None:
    """The library's writer says that 16 bits are linear light: 40 of 255 are 110 of sRGB."""
    wide = Image.new("I;16", (2, 1))
    wide.putdata([257 * 40, 65_535])
    assert list(decoded(written(wide)).first.tobytes()) == [110, 255]


def test_what_moves_is_refused_by_name() -> None:
    """Its reader would give the last frame."""
    head = encoded(photo(), "jxl")
    bits = int.from_bytes(head[2:20], "little")
    assert head[:2] == BARE
    # Behind 9 bits of size: not all as usual, with more fields, not turned, no size, no preview, and it moves.
    moving = (bits & (1 << 9) - 1 | 0b1_0_0_000_1_0 << 9).to_bytes(18, "little")
    with pytest.raises(UnacceptedKind, match="moving JPEG XL"), opened(BARE + moving + head[20:]):
        pass


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_missing_pixels_are_an_error(part: float) -> None:
    data = encoded(photo((320, 240)), "jxl")
    with pytest.raises(Corrupt):
        decoded(data[: int(part * len(data))])
