"""Corner cases of TIFF about layout and compression; part of test_corner_tiff.py."""

import struct

import pytest
from PIL import Image

from handler.errors import Corrupt, UnacceptedKind
from tests.support.format_cases.checked_rows import Corners
from tests.support.images.flat_jpeg import Component, flat
from tests.support.images.image_files import corners, decoded, opened, photo, saved
from tests.support.images.tiff_tags import (
    ASCII,
    BIG,
    BIG_BIG_ENDIAN,
    BITS,
    BYTE,
    COMPRESSION,
    LONG,
    ORIENTATION,
    ROWS,
    STRIPS,
    described,
    tiff,
)

CASES = Corners()
BLACK_IS_ZERO, YCBCR = 1, 6


def seen(data: bytes) -> list[object]:
    """Return the pixels."""
    image = decoded(data).first
    step = len(image.getbands())
    flat_ = image.tobytes()
    return list(flat_) if step == 1 else [tuple(flat_[at : at + step]) for at in range(0, len(flat_), step)]


def refused(data: bytes, *, match: str = "TIFF") -> None:
    with pytest.raises(UnacceptedKind, match=match):
        decoded(data)


@CASES.add("packed by LZW, Deflate, PackBits, Group 4, Zstandard, LZMA", "shown")
def compressions() -> None:
    picture = photo((40, 30))
    for name in ("tiff_lzw", "tiff_adobe_deflate", "tiff_deflate", "packbits", "zstd", "lzma"):
        assert decoded(saved(picture, "tiff", compression=name)).first.tobytes() == picture.tobytes()
    two = picture.convert("1")
    assert decoded(saved(two, "tiff", compression="group4")).first.tobytes() == two.convert("L").tobytes()


@CASES.add("old-style JPEG (compression 6)", "shown where the file holds a whole JPEG; else 422")
def old_jpeg() -> None:
    tags = {**described((8, 8), [8] * 3, YCBCR), COMPRESSION: (3, [6])}
    jpeg = flat([Component(1, 76), Component(2, 85), Component(3, 255)], (8, 8))
    assert seen(tiff(tags, jpeg))[0] == pytest.approx((254, 0, 0), abs=2)
    with pytest.raises(Corrupt):
        decoded(tiff(tags, jpeg[200:]))


@CASES.add("BigTIFF", "shown; big-endian 415")
def big() -> None:
    tags = described((2, 1), 8, BLACK_IS_ZERO)
    assert seen(tiff(tags, b"\x10\xf0", layout=BIG)) == [16, 240]
    refused(tiff(tags, b"\x10\xf0", layout=BIG_BIG_ENDIAN), match="BigTIFF")


@CASES.add("the orientations 1 to 8, and nonsense", "shown upright; nonsense is 1")
def orientations() -> None:
    stored = corners()
    for turn in range(11):
        with opened(saved(stored, "tiff", tiffinfo={ORIENTATION: turn})) as picture:
            upright = picture.decode(picture.size, moving=False).first
            assert picture.size == upright.size == ((32, 48) if turn in {5, 6, 7, 8} else (48, 32))


@CASES.add("several pages, the first a thumbnail or not", "the first is shown; `page` names another")
def pages() -> None:
    small = Image.new("RGB", (8, 6), "blue")
    data = saved(small, "tiff", save_all=True, append_images=[photo((40, 30))])
    assert decoded(data).first.size == (8, 6)
    assert decoded(data, frame=1).first.size == (40, 30)


@CASES.add("tags that nobody knows, and bytes behind the end", "passed over")
def junk() -> None:
    tags = {**described((2, 1), 8, BLACK_IS_ZERO), 65_000: (BYTE, [1] * 100), 65_001: (ASCII, [255] * 9)}
    assert seen(tiff(tags, b"\x10\xf0", after=b"junk" * 99)) == [16, 240]


@CASES.add("EXIF, GPS or a further page that lies nowhere or is garbage", "passed over")
def nowhere() -> None:
    for turn in (1, 6):
        for tag in (34665, 34853, 40965):
            for place in (0, 8, 9, 99_999):
                tags = {**described((2, 1), 8, BLACK_IS_ZERO, orientation=turn), tag: (LONG, [place])}
                assert seen(tiff(tags, b"\x10\xf0")) == [16, 240]
    bomb = struct.pack("<H", 60_000) + struct.pack("<HHII", 40_000, 7, 1_000_000, 8) * 60_000
    tags = {**described((2, 1), 8, BLACK_IS_ZERO, orientation=6), 34665: (LONG, [1000])}
    assert seen(tiff(tags, b"\x10\xf0").ljust(1000, b"\0") + bomb) == [16, 240]
    whole = tiff(described((2, 1), 8, BLACK_IS_ZERO), b"\x10\xf0")
    for place in (3, len(whole) - 1, 99_999):
        assert seen(whole[:-4] + struct.pack("<I", place)) == [16, 240]


@CASES.add("no rows per strip, no compression, no bits: the defaults of the specification", "shown")
def defaults() -> None:
    gray, bit = (8, b"\x10", [16]), (1, b"\x80", [255])
    for missing, (bits, pixels, wanted) in ((ROWS, gray), (COMPRESSION, gray), (BITS, bit)):
        tags = {tag: value for tag, value in described((1, 1), bits, BLACK_IS_ZERO).items() if tag != missing}
        assert seen(tiff(tags, pixels)) == wanted


@CASES.add("a strip that lies behind the end of the file, or is cut", "422")
def missing_strip() -> None:
    gone = {**described((2, 1), 8, BLACK_IS_ZERO), STRIPS: (LONG, [9999])}
    with pytest.raises(Corrupt):
        decoded(tiff(gone, b"\x10\xf0"))
    whole = saved(photo((40, 30)), "tiff", compression="tiff_lzw")
    with pytest.raises(Corrupt):
        decoded(whole[:1000])
