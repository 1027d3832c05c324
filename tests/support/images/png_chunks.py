"""PNG and APNG files put together chunk by chunk."""

import struct
import zlib
from collections.abc import Sequence

from tests.support.format_cases.expected_facts import BLUE, GREEN, RED
from tests.support.images.image_files import chunk, png_of

Chunk = tuple[bytes, bytes]
GRAY, RGB, PALETTE, RGBA = 0, 2, 3, 6
END = (b"IEND", b"")
COLOURS: Chunk = (b"PLTE", bytes([255, 0, 0, 0, 255, 0, 0, 0, 255]))
PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Where the passes of Adam7 start, and their steps."""


def header(width: int, height: int, depth: int = 8, kind: int = GRAY, interlaced: int = 0) -> Chunk:
    """Return the first chunk."""
    return b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlaced)


def packed(*rows: bytes) -> bytes:
    """Return rows as pixels are stored."""
    return zlib.compress(b"".join(b"\0" + row for row in rows))


def still(first: Chunk, row: bytes, *more: Chunk) -> bytes:
    """Return a PNG of one row, with more chunks before it."""
    return png_of([first, *more, (b"IDAT", packed(row)), END])


def interlaced(side: int) -> bytes:
    """Return a square whose gray tells where it is."""
    rows = [
        bytes(16 * x + y for x in range(left, side, across))
        for left, top, across, down in PASSES
        for y in range(top, side, down)
    ]
    return png_of([header(side, side, interlaced=1), (b"IDAT", packed(*filter(None, rows))), END])


DATA = packed(b"\x10\x20", b"\x30\x40")
SEEN = {"size": (2, 2), "pixels": {(0, 0, 0): (16, 16, 16, 255), (0, 1, 1): (64, 64, 64, 255)}}


def gray(*chunks: Chunk, behind: bytes = b"", end: bool = True) -> bytes:
    """Return 2 x 2 of gray: the pixels are given, or whole and in one chunk."""
    pixels = chunks if any(name == b"IDAT" for name, _ in chunks) else (*chunks, (b"IDAT", DATA))
    return png_of([header(2, 2), *pixels, *([END] if end else [])]) + behind


def damaged(name: bytes, data: bytes) -> bytes:
    """Return 2 x 2 of gray with a chunk before its pixels whose checksum is wrong."""
    wrong = chunk(name, data)[:-1] + bytes([chunk(name, data)[-1] ^ 1])
    return gray().replace(chunk(*header(2, 2)), chunk(*header(2, 2)) + wrong)


def spoiled(data: bytes, name: bytes) -> bytes:
    """Return a PNG with the checksum of its first chunk of a name wrong."""
    at = data.index(name)
    end = at + 4 + int.from_bytes(data[at - 4 : at], "big")
    return data[:end] + bytes([data[end] ^ 1]) + data[end + 1 :]


Box = tuple[int, int, int, int]
ALL, DOT = (0, 0, 2, 2), (1, 1, 1, 1)
HALF_GREEN = (0, 255, 0, 128)


def control(number: int, box: Box = ALL, delay: tuple[int, int] = (1, 10), disposal: int = 0, blend: int = 0) -> Chunk:
    """Return what is said of a frame."""
    left, top, width, height = box
    return b"fcTL", struct.pack(">5I2H2B", number, width, height, left, top, *delay, disposal, blend)


def solid(colour: Sequence[int], box: Box = ALL) -> bytes:
    """Return pixels of one colour."""
    return packed(*[bytes(colour) * box[2]] * box[3])


def moving(*chunks: Chunk, claimed: int = 2, plays: int = 0, kind: int = RGBA) -> bytes:
    """Return an APNG of 2 x 2."""
    return png_of([header(2, 2, kind=kind), (b"acTL", struct.pack(">II", claimed, plays)), *chunks, END])


def later(number: int, colour: Sequence[int], box: Box = ALL) -> Chunk:
    """Return the pixels of a frame that is not the first."""
    return b"fdAT", struct.pack(">I", number) + solid(colour, box)


RED_FIRST = [control(0), (b"IDAT", solid(RED))]
GREEN_NEXT = [control(1), later(2, GREEN)]
TURN = moving(*RED_FIRST, *GREEN_NEXT)


def combined(disposal: int, blend: int) -> bytes:
    """Return red, then half green at a corner that is blended and disposed of, then a blue dot elsewhere."""
    middle = [control(1, DOT, disposal=disposal, blend=blend), later(2, HALF_GREEN, DOT)]
    last = [control(3, (0, 0, 1, 1)), later(4, BLUE, (0, 0, 1, 1))]
    return moving(*RED_FIRST, *middle, *last, claimed=3)
