"""Files written byte by byte, with headers that say what no picture behind them could hold."""

import struct
import zlib
from collections.abc import Sequence

from tests.support.images.image_files import chunk, png_of

SHORT, LONG, ASCII, UNDEFINED = 3, 4, 2, 7
Entry = tuple[int, int, int, int]
"""Tag, type, number of values, and the value or where it is."""


def riff(body: bytes) -> bytes:
    """Return a WebP of chunks."""
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def piece(name: bytes, data: bytes) -> bytes:
    """Return a chunk of a WebP."""
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def lossless(width: int, height: int) -> bytes:
    """Return a chunk of lossless pixels whose codes have no bits: ten bytes for any size."""
    return piece(b"VP8L", b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14) + b"\x88\x88\x08\0\0")


def extended(width: int, height: int, flags: int) -> bytes:
    """Return the extended header of a WebP."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return piece(b"VP8X", bytes([flags, 0, 0, 0]) + size)


def animation(width: int, height: int, frames: int, frame: tuple[int, int] | None = None) -> bytes:
    """Return a moving WebP; `frame` is the size of each frame, of the whole canvas if None."""
    across, down = frame or (width, height)
    head = bytes(6) + (across - 1).to_bytes(3, "little") + (down - 1).to_bytes(3, "little") + b"\x64\0\0\0"
    one = piece(b"ANMF", head + lossless(across, down))
    return riff(extended(width, height, 2) + piece(b"ANIM", bytes(6)) + one * frames)


def png(width: int, height: int, depth: int = 8, colour: int = 2, more: Sequence[tuple[bytes, bytes]] = ()) -> bytes:
    """Return a PNG of any size with hardly any pixels, with more chunks before them."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return png_of([(b"IHDR", header), *more, (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")])


def apng(frames: int, claimed: int | None = None, side: int = 1) -> bytes:
    """Return a moving PNG of one black pixel a frame, and the number of frames that it claims to have."""
    black = zlib.compress(b"\0" + bytes(3))
    first = zlib.compress((b"\0" + bytes(3 * side)) * side)
    header = (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    parts = [header, (b"acTL", struct.pack(">II", claimed or frames, 0))]
    for number in range(frames):
        size = side if number == 0 else 1
        at = 2 * number - (number > 0)
        parts.append((b"fcTL", struct.pack(">5I2H2B", at, size, size, 0, 0, 1, 10, 0, 0)))
        parts.append((b"IDAT", first) if number == 0 else (b"fdAT", struct.pack(">I", at + 1) + black))
    return png_of([*parts, (b"IEND", b"")])


def with_chunks(data: bytes, more: bytes) -> bytes:
    """Return a PNG with more chunks behind its header."""
    return data[:33] + more + data[33:]


def empty_chunks(number: int) -> bytes:
    """Return chunks with nothing in them."""
    return chunk(b"teSt", b"") * number


def segment(marker: int, data: bytes) -> bytes:
    """Return a segment of a JPEG."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def with_segments(data: bytes, more: bytes) -> bytes:
    """Return a JPEG with more behind its first segment."""
    at = 4 + int.from_bytes(data[4:6], "big")
    return data[:at] + more + data[at:]


def scans(side: int, number: int) -> bytes:
    """Return a gray progressive JPEG that goes over all its pixels many times and finds nothing there."""
    blocks = (-(-side // 8)) ** 2
    frame = segment(0xC2, struct.pack(">BHHB", 8, side, side, 1) + b"\1\x11\0")
    steady = segment(0xDB, b"\0" + b"\x10" * 64)
    # One code of one bit in each table: no difference, and an end of 16,384 blocks at once.
    one = b"\1" + bytes(15)
    codes = segment(0xC4, b"\0" + one + b"\0") + segment(0xC4, b"\x10" + one + b"\xe0")
    first = segment(0xDA, b"\1\1\0\0\0\0") + bytes(-(-blocks // 8))
    again = segment(0xDA, b"\1\1\0\1\x3f\0") + bytes(-(-(-(-blocks // 16384) * 15) // 8))
    return b"\xff\xd8" + steady + frame + codes + first + again * (number - 1) + b"\xff\xd9"


def jpeg_header(width: int, height: int) -> bytes:
    """Return a JPEG that ends where its pixels should begin."""
    parts = b"\1\x22\0\2\x11\1\3\x11\1"
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 3) + parts)
    tables = segment(0xDB, b"\0" + b"\x10" * 64) + segment(0xDB, b"\1" + b"\x10" * 64)
    return b"\xff\xd8" + tables + frame + segment(0xDA, b"\3\1\0\2\x11\3\x11\0\x3f\0") + b"\xff\xd9"


def tiff(entries: Sequence[Entry], data: bytes = b"", following: int = 0) -> bytes:
    """Return a TIFF of one directory, its entries sorted; `data` lies at the eighth byte."""
    rows = b"".join(struct.pack("<HHII", *entry) for entry in sorted(entries))
    place = 8 + len(data)
    return (
        b"II*\0"
        + struct.pack("<I", place)
        + data
        + struct.pack("<H", len(entries))
        + rows
        + struct.pack("<I", following)
    )


def gray_tiff(side: int, *more: Entry, data: bytes | None = None, compression: int = 1) -> bytes:
    """Return a gray TIFF in one strip, with more entries."""
    pixels = bytes(side * side) if data is None else data
    plain = [(256, SHORT, 1, side), (257, SHORT, 1, side), (258, SHORT, 1, 8), (259, SHORT, 1, compression)]
    rest = [
        (262, SHORT, 1, 1),
        (273, LONG, 1, 8),
        (277, SHORT, 1, 1),
        (278, LONG, 1, side),
        (279, LONG, 1, len(pixels)),
    ]
    return tiff([*plain, *rest, *more], pixels)


def pages(number: int) -> bytes:
    """Return a TIFF of so many pages, all of them the same pixels."""
    first = gray_tiff(8)
    (place,) = struct.unpack_from("<I", first, 4)
    directory = first[place:-4]
    step = len(directory) + 4
    rest = (directory + struct.pack("<I", place + (at + 1) * step if at + 1 < number else 0) for at in range(number))
    return first[:place] + b"".join(rest)


def box(name: bytes, data: bytes) -> bytes:
    """Return a box of an ISO base media file."""
    return struct.pack(">I", len(data) + 8) + name + data
