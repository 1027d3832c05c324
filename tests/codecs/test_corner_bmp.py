"""BMP in the corners: what Windows, OS/2 and old programs write, by Microsoft's pages and Jason Summers' bmpsuite."""

import struct
from typing import Any

import pytest

from handler.errors import Corrupt
from tests.support.format_cases.checked_rows import Corner, Corners
from tests.support.format_cases.tiff_layout import refused, seen
from tests.support.images.further_files import bmp
from tests.support.images.image_files import decoded, opened, photo, profile, saved

CASES = Corners()
RED, GREEN, BLUE, WHITE, BLACK = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0)
COLOURS = b"\0\0\0\0" + b"\0\0\xff\0" + b"\0\xff\0\0" + b"\xff\0\0\0"
"""Black, red, green and blue."""


@CASES.add("1, 2, 4 and 8 bits with a palette", "shown")
def with_a_palette() -> None:
    for bits, pixels in ((2, b"\x1b"), (4, b"\x01\x23"), (8, b"\0\1\2\3")):
        assert seen(bmp((4, 1), bits, pixels.ljust(4, b"\0"), palette=COLOURS)) == [BLACK, RED, GREEN, BLUE]
    assert seen(bmp((4, 1), 1, b"\x50\0\0\0", palette=COLOURS[:8])) == [BLACK, RED] * 2


@CASES.add("a palette of grays in 8 bits", "gray, in L")
def gray_palette() -> None:
    grays = b"".join(bytes([level] * 3 + [0]) for level in range(256))
    assert seen(bmp((2, 1), 8, b"\x10\xf0\0\0", palette=grays)) == [16, 240]


@CASES.add("a place in the palette where no colour is", "black")
def past_the_palette() -> None:
    assert seen(bmp((2, 1), 8, b"\1\x90\0\0", palette=COLOURS)) == [RED, BLACK]


@CASES.add("a palette that says it has more colours than 256, or than fit", "the colours that are there")
def vast_palette() -> None:
    assert seen(bmp((2, 1), 8, b"\1\2\0\0", palette=COLOURS, colours=70_000)) == [RED, GREEN]


@CASES.add("rows from the top down (a negative height)", "put in order")
def top_down() -> None:
    rows = b"\0\0\xff\0" + b"\xff\0\0\0"
    assert seen(bmp((1, 2), 24, rows)) == [BLUE, RED]
    assert seen(bmp((1, -2), 24, rows)) == [RED, BLUE]


@CASES.add("16 bits: 5 for each colour, 5-6-5, 4 and alpha", "spread to 8")
def sixteen_bits() -> None:
    white_red = struct.pack("<HH", 0x7FFF, 0x7C00)
    assert seen(bmp((2, 1), 16, white_red)) == [WHITE, RED]
    assert seen(bmp((2, 1), 16, struct.pack("<HH", 0xFFFF, 0x07E0), compression=3, masks=(0xF800, 0x7E0, 0x1F))) == [
        WHITE,
        GREEN,
    ]
    masks = (0xF00, 0xF0, 0xF, 0xF000)
    four = bmp((2, 1), 16, struct.pack("<HH", 0x8F00, 0xF00F), compression=3, masks=masks, length=56)
    assert seen(four) == [(255, 0, 0, 136), (0, 0, 255, 255)]


@CASES.add("32 bits with any masks, as 10 bits a colour", "shown, in 8")
def any_masks() -> None:
    masks = (0x3FF << 20, 0x3FF << 10, 0x3FF)
    pixel = struct.pack("<I", 1023 << 20 | 512 << 10)
    assert seen(bmp((1, 1), 32, pixel, compression=3, masks=masks))[0] == pytest.approx((255, 128, 0), abs=1)
    swapped = bmp((1, 1), 32, b"\x01\x02\x03\x04", compression=3, masks=(0xFF, 0xFF00, 0xFF0000))
    assert seen(swapped) == [(1, 2, 3)]


@CASES.add("32 bits without masks", "opaque: the fourth byte means nothing")
def fourth_byte() -> None:
    assert seen(bmp((1, 1), 32, b"\x01\x02\x03\x80")) == [(3, 2, 1)]


@CASES.add("a mask of alpha", "transparent; opaque where all of it is 0, as in browsers")
def veiled() -> None:
    masks = (0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    for length, compression in ((56, 3), (108, 3), (124, 3), (40, 6)):
        options: dict[str, Any] = {"compression": compression, "masks": masks, "length": length}
        assert seen(bmp((1, 1), 32, b"\x01\x02\x03\x80", **options)) == [(3, 2, 1, 128)]
        assert seen(bmp((1, 1), 32, b"\x01\x02\x03\0", **options)) == [(3, 2, 1)]


@CASES.add("runs of one colour (RLE8, RLE4), with ends of rows and jumps", "shown; what is jumped over has colour 0")
def runs() -> None:
    wanted = [BLUE, GREEN, RED, BLACK, RED, RED, BLACK, GREEN]
    eight = b"\2\1\0\2\1\0\1\2" + b"\0\0" + b"\0\4\3\2\1\0" + b"\0\1"
    assert seen(bmp((4, 2), 8, eight, compression=1, palette=COLOURS)) == wanted
    four = b"\3\x12\0\0" + b"\0\3\x12\x30\0\1"
    assert seen(bmp((3, 2), 4, four, compression=2, palette=COLOURS)) == [RED, GREEN, BLUE, RED, GREEN, RED]


@CASES.add("a run that is longer than its row", "cut at the end of the row")
def long_run() -> None:
    assert seen(bmp((2, 2), 8, b"\x09\1\0\0\2\2\0\1", compression=1, palette=COLOURS)) == [GREEN, GREEN, RED, RED]


@CASES.add("runs without an end, all pixels there; and cut before", "shown; 422")
def runs_without_end() -> None:
    whole = bmp((2, 2), 8, b"\2\1\0\0\2\2", compression=1, palette=COLOURS)
    assert seen(whole) == [GREEN, GREEN, RED, RED]
    with pytest.raises(Corrupt):
        decoded(whole[:-2])


@CASES.add("pixels that are missing", "422")
def missing_pixels() -> None:
    with pytest.raises(Corrupt):
        decoded(saved(photo(), "bmp")[:-1])


@CASES.add("OS/2's short header, whose colours have three bytes", "shown")
def os2() -> None:
    three = b"".join(COLOURS[at : at + 3] for at in range(0, 16, 4))
    assert seen(bmp((4, 1), 8, b"\0\1\2\3", palette=three, length=12)) == [BLACK, RED, GREEN, BLUE]


@CASES.add("OS/2's Huffman codes and 24-bit runs; a JPEG or PNG inside", "415, and says why")
def foreign_pixels() -> None:
    for length, compression, bits in ((64, 3, 1), (64, 4, 24), (40, 4, 24), (40, 5, 24)):
        data = bmp((1, 1), bits, bytes(8), compression=compression, length=40)
        data = data[:14] + struct.pack("<I", length) + data[18:54] + bytes(length - 40) + data[54:]
        refused(data, match="BMP of pixels")


@CASES.add("an ICC profile in the newest header, and one that lies nowhere", "is found; passed over")
def embedded_profile() -> None:
    data = bmp((1, 1), 24, b"\1\2\3\0", length=124, profile=profile("Own"))
    with opened(data) as picture:
        assert picture.profile == "Own"
    assert seen(data[:-9]) == [(3, 2, 1)]


@CASES.add("a length of the file that is wrong, and bytes behind the pixels", "not looked at")
def wrong_length() -> None:
    data = bmp((1, 1), 24, b"\1\2\3\0")
    for number in (0, 1, 0xFFFFFFFF):
        assert seen(data[:2] + struct.pack("<I", number) + data[6:] + b"<html>") == [(3, 2, 1)]


@CASES.add("no pixels, or a negative width", "422")
def no_pixels() -> None:
    for size in ((0, 1), (1, 0), (-1, 1)):
        with pytest.raises(Corrupt):
            decoded(bmp(size, 24, bytes(8)))


@pytest.mark.parametrize("corner", CASES, ids=lambda corner: corner.slug)
def test_it_happens_as_the_page_says(corner: Corner) -> None:
    corner.holds()
