"""The chunks of a PNG: the walk stops at the pixels, damage to metadata is passed over, damage to meaning is not."""

import struct
from io import BytesIO

import pytest

from handler.codecs.scanners import png
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from handler.errors import Corrupt
from tests.support.images.image_files import chunk, chunks, film, photo, png_of, saved

HEAD, *REST = chunks(saved(photo(), "png"))
PALETTED = chunks(saved(photo().quantize(16), "png"))


def walked(data: bytes, **bounds: int) -> png.PngChunks:
    return png.walk(BytesIO(data), Meter(Limits(**bounds)))


def spoiled(name: bytes, data: bytes) -> bytes:
    """Return a chunk whose checksum is wrong."""
    whole = chunk(name, data)
    return whole[:-1] + bytes([whole[-1] ^ 1])


def test_a_still_picture_is_read_up_to_its_pixels() -> None:
    found = walked(png_of([HEAD, *REST]))
    assert (found.header, found.claimed, found.ended) == (HEAD[1], 0, False)
    assert len(found.still) == 1
    png.walk_rest(found)
    assert found.ended


def test_an_animation_tells_its_frames_and_where_their_pixels_are() -> None:
    data = saved(film()[0], "png", save_all=True, append_images=film()[1:], duration=50, loop=3)
    found = walked(data)
    assert (found.claimed, found.plays, len(found.controls), len(found.spans)) == (5, 3, 5, 5)
    (start, length), *_ = found.spans[1]
    assert data[start - 8 : start - 4] == b"fdAT"  # its sequence number lies between
    assert int.from_bytes(data[start - 12 : start - 8], "big") == length + 4


def test_no_more_frames_are_looked_at_than_count() -> None:
    data = saved(film(9)[0], "png", save_all=True, append_images=film(9)[1:])
    assert len(walked(data, frames=3).controls) == 5


def test_metadata_before_the_pixels_is_kept_once_where_its_checksum_is_right() -> None:
    gamma, other = struct.pack(">I", 45_455), struct.pack(">I", 100_000)
    signed = png_of([HEAD])
    rest = png_of(REST)[8:]
    assert walked(signed + chunk(b"gAMA", gamma) + chunk(b"gAMA", other) + rest).metadata == {b"gAMA": gamma}
    assert walked(signed + spoiled(b"gAMA", gamma) + chunk(b"gAMA", other) + rest).metadata == {b"gAMA": other}
    assert walked(png_of([HEAD, REST[0], (b"gAMA", gamma), *REST[1:]])).metadata == {}


def test_a_damaged_palette_is_corrupt_where_pixels_need_it_and_passed_over_elsewhere() -> None:
    (head, palette, *rest) = PALETTED
    assert walked(png_of(PALETTED)).shared == chunk(*palette)
    with pytest.raises(Corrupt, match="palette"):
        walked(png_of([head]) + spoiled(*palette) + png_of(rest)[8:])
    assert walked(png_of([HEAD]) + spoiled(*palette) + png_of(REST)[8:]).shared == b""


@pytest.mark.parametrize(
    "data",
    [
        png_of(REST),
        png_of([HEAD]),
        png_of([]) + spoiled(*HEAD) + png_of(REST)[8:],
        png_of([(b"IHDR", HEAD[1][:-1]), *REST]),
    ],
    ids=["no header", "no pixels", "a damaged header", "a short header"],
)
def test_without_header_or_pixels_there_is_no_picture(data: bytes) -> None:
    with pytest.raises(Corrupt, match="the PNG file is damaged"):
        walked(data)


def test_a_chunk_that_is_written_is_one_that_is_read() -> None:
    assert png.chunk(b"teXt", b"hello") == chunk(b"teXt", b"hello")
