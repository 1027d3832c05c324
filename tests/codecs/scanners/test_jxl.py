"""The header of a JPEG XL's codestream, from bits written here by hand, and the boxes around it."""

import struct
from io import BytesIO

import pytest

from handler.codecs.scanners.jxl import BARE, Codestream, walk
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from handler.errors import Corrupt, TooLarge
from tests.support.hostile import raw
from tests.support.images.image_files import encoded, photo

SIGNATURE = raw.box(b"JXL ", b"\r\n\x87\n") + raw.box(b"ftyp", b"jxl \0\0\0\0jxl ")


def bits(*fields: tuple[int, int]) -> bytes:
    """Return numbers, each with how many bits it has, the lowest bit first, and room behind them."""
    value, at = 0, 0
    for number, size in fields:
        value |= number << at
        at += size
    return value.to_bytes(at // 8 + 40, "little")


def size(width: int, height: int) -> list[tuple[int, int]]:
    """Return a size, each side in 18 bits."""
    return [(0, 1), (2, 2), (height - 1, 18), (0, 3), (2, 2), (width - 1, 18)]


DEPTH = [(0, 1), (0, 2)]
"""Eight bits a sample."""


def header(*fields: tuple[int, int], **bounds: int) -> Codestream:
    """Return what a bare codestream of these bits says."""
    return walk(BytesIO(BARE + bits(*fields)), Meter(Limits(**bounds))).header


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ([(1, 1), (3, 5), (0, 3), (7, 5)], (64, 32)),
        ([(1, 1), (31, 5), (1, 3)], (256, 256)),
        ([(1, 1), (31, 5), (5, 3)], (455, 256)),
        ([(0, 1), (0, 2), (99, 9), (2, 3)], (120, 100)),
        ([(0, 1), (1, 2), (4999, 13), (7, 3)], (10_000, 5000)),
        (size(6000, 4000), (6000, 4000)),
    ],
)
def test_every_way_to_write_a_size_is_read(fields: list[tuple[int, int]], expected: tuple[int, int]) -> None:
    assert header(*fields, (1, 1)) == Codestream(expected)  # type: ignore[arg-type]


def test_a_turned_picture_has_the_size_that_it_has_when_it_is_upright() -> None:
    said = header(*size(60, 40), (0, 1), (1, 1), (5, 3), (0, 3), *DEPTH, (0, 1), (0, 2), (1, 1), (1, 1))
    assert (said.size, said.orientation, said.alpha) == ((40, 60), 6, False)


def test_animation_preview_and_intrinsic_size_are_passed() -> None:
    intrinsic, preview = [(1, 1), *size(7, 7)], [(1, 1), (1, 1), (2, 2), (3, 5), (1, 3)]
    clock = [(1, 1), (0, 2), (0, 2), (1, 2), (5, 3), (0, 1)]
    said = header(*size(9, 9), (0, 1), (1, 1), (0, 3), *intrinsic, *preview, *clock, *DEPTH, (0, 1), (1, 2), (1, 1))
    assert (said.moves, said.channels, said.alpha) == (True, 1, True)


def test_what_channels_there_are_is_told() -> None:
    """An alpha that colours are multiplied by, in floats; black ink with a name; a colour of its own; a mosaic's."""
    multiplied = [(0, 1), (0, 2), (1, 1), (1, 2), (4, 4), (0, 2), (0, 2), (1, 1)]
    black = [(0, 1), (2, 2), (2, 4), *DEPTH, (0, 2), (1, 2), (3, 4), (0x616263, 24)]
    spot = [(0, 1), (2, 2), (0, 4), *DEPTH, (0, 2), (0, 2), (0, 64)]
    mosaic = [(0, 1), (2, 2), (3, 4), *DEPTH, (0, 2), (0, 2), (1, 2), (2, 2)]
    channels = [*multiplied, *black, *spot, *mosaic]
    gray = [(0, 1), (0, 1), (0, 1), (1, 2)]
    said = header(*size(9, 9), (0, 1), (0, 1), *DEPTH, (0, 1), (2, 2), (2, 4), *channels, *gray)
    assert said == Codestream(said.size, channels=4, alpha=True, multiplied=True, gray=True, inks=True)


def test_sides_and_channels_are_judged() -> None:
    with pytest.raises(TooLarge, match="source-side"):
        header(*size(100_000, 9), (1, 1))
    with pytest.raises(TooLarge, match="entries"):
        header(*size(9, 9), (0, 1), (0, 1), *DEPTH, (0, 1), (3, 2), (3000, 12))


@pytest.mark.parametrize("form", ["whole", "parts", "long", "open"])
def test_the_codestream_is_found_in_boxes(form: str) -> None:
    data = BARE + bits(*size(300, 200), (1, 1))
    boxes = {
        "whole": raw.box(b"jxlc", data),
        "parts": raw.box(b"jxlp", bytes(4) + data[:3]) + raw.box(b"jxlp", b"\x80\0\0\1" + data[3:]),
        "long": struct.pack(">I4sQ", 1, b"jxlc", 16 + len(data)) + data,
        "open": struct.pack(">I4s", 0, b"jxlc") + data,
    }[form]
    exif = raw.box(b"Exif", struct.pack(">I", 2) + b"??II*\0")
    walked = walk(BytesIO(SIGNATURE + exif + raw.box(b"xml ", b"<x/>") + boxes), Meter(Limits()))
    assert (walked.header.size, walked.exif, walked.xmp, walked.jpeg) == ((300, 200), b"II*\0", b"<x/>", False)


def test_boxes_and_metadata_are_counted() -> None:
    data = SIGNATURE + raw.box(b"jxlc", BARE + bits(*size(9, 9), (1, 1)))
    with pytest.raises(TooLarge, match="chunks"):
        walk(BytesIO(data + raw.box(b"free", b"") * 100), Meter(Limits(chunks=50)))
    with pytest.raises(TooLarge, match="metadata"):
        walk(BytesIO(data + raw.box(b"xml ", bytes(500))), Meter(Limits(metadata=400)))


@pytest.mark.parametrize("data", [SIGNATURE, SIGNATURE + raw.box(b"jxlc", b"??"), SIGNATURE + b"\0\0\0\5jxlc", BARE])
def test_a_file_without_a_picture_is_corrupt(data: bytes) -> None:
    with pytest.raises(Corrupt):
        walk(BytesIO(data), Meter(Limits()))


def test_a_file_of_our_own_says_what_it_is() -> None:
    for image, alpha, gray in (
        (photo((50, 31)), False, False),
        (photo((50, 31)).convert("L"), False, True),
        (photo((50, 31)).convert("RGBA"), True, False),
    ):
        said = walk(BytesIO(encoded(image, "jxl")), Meter(Limits())).header
        assert (said.size, said.alpha, said.gray) == ((50, 31), alpha, gray)
