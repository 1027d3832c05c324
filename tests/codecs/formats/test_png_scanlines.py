"""The last pixel of a PNG: where rows are missing it was never decoded, whatever the mode and the order of rows."""

import struct
import zlib

import pytest

from handler.codecs.formats._png_scanlines import LEVELS, OTHERS, PASSES, last
from handler.core.geometry import Size
from handler.errors import Corrupt
from tests.support.images.image_files import decoded, png_of

KINDS = {
    "1": (1, 0),
    "L": (8, 0),
    "I;16": (16, 0),
    "RGB": (8, 2),
    "deep": (16, 2),
    "P": (8, 3),
    "LA": (8, 4),
    "RGBA": (8, 6),
}
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
TABLE = (b"PLTE", bytes(range(256)) * 3)


def rows(width: int, height: int, bits: int, *, interlaced: bool, level: int) -> list[bytes]:
    """Return the rows of a picture of one level, each with its filter."""
    passes = reversed(PASSES) if interlaced else [(0, 0, 1, 1)]
    found = []
    for left, top, across, down in passes:
        length = -(-max(0, width - left) // across) * bits
        found += [b"\0" + bytes([level]) * -(-length // 8) for _ in range(top, height, down) if length > 0]
    return found


def file(kind: str, size: Size, missing: int, *, interlaced: bool, level: int = 0) -> bytes:
    """Return a PNG of which some rows are missing, though its stream is sound."""
    depth, colour = KINDS[kind]
    header = struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, int(interlaced))
    all_of_it = rows(*size, depth * CHANNELS[colour], interlaced=interlaced, level=level)
    data = zlib.compress(b"".join(all_of_it[: len(all_of_it) - missing]))
    return png_of([(b"IHDR", header), TABLE, (b"IDAT", data), (b"IEND", b"")])


@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize("size", [Size(1, 2), Size(2, 1), Size(3, 3), Size(5, 2), Size(9, 8)])
@pytest.mark.parametrize("kind", KINDS)
def test_a_row_that_is_missing_is_missed(kind: str, size: Size, *, interlaced: bool) -> None:
    assert decoded(file(kind, size, 0, interlaced=interlaced)).first.size == size
    if size.height == 1 and not interlaced:
        return
    with pytest.raises(Corrupt):
        decoded(file(kind, size, 1, interlaced=interlaced))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("level", [0, 255, *OTHERS, 0x5B, 0xA4])
def test_a_picture_that_looks_like_the_mark_is_whole(kind: str, level: int) -> None:
    assert decoded(file(kind, Size(4, 4), 0, interlaced=False, level=level)).first.size == (4, 4)


@pytest.mark.parametrize("height", range(1, 10))
@pytest.mark.parametrize("width", range(1, 10))
def test_the_last_pixel_is_the_last_of_the_last_pass_that_has_any(width: int, height: int) -> None:
    order = [
        (x, y)
        for left, top, across, down in reversed(PASSES)
        for y in range(top, height, down)
        for x in range(left, width, across)
    ]
    assert last(Size(width, height), interlaced=True) == order[-1]
    assert last(Size(width, height), interlaced=False) == (width - 1, height - 1)


def test_every_mode_has_two_marks() -> None:
    assert all(one != other for one, other in zip(LEVELS[0].values(), LEVELS[1].values(), strict=True))
    assert OTHERS[0] != OTHERS[1]
