"""EXIF: orientation, artist, copyright and colour space are read; a block with rights alone is written.

A block is laid out as a TIFF file (TIFF 6.0, section 2) and may come from anyone, so nothing here raises on a strange
one. Only the first directory is read, and those below it that name the colour space, or that facts tell.
"""

import struct
from typing import NamedTuple

from handler.core.frames import Rights

PREFIX = b"Exif\0\0"
"""What JPEG puts before a block."""

ORIENTATION, ARTIST, COPYRIGHT = 0x0112, 0x013B, 0x8298
EXIF_IFD, GPS_IFD, INTEROPERABILITY, COLOUR_SPACE, INDEX = 0x8769, 0x8825, 0xA005, 0xA001, 0x0001
"""Tags (EXIF 3.0, 4.6)."""

NOT_SRGB = frozenset({2, 0xFFFF})
"""Values of COLOUR_SPACE that cameras write for Adobe RGB."""

THUMBNAILS = ((0x0201, 0x0202), (0x0111, 0x0117))
"""Pairs of tags that give start and length of a thumbnail: of a JPEG, and of a single strip of raw pixels."""

ASCII, SHORT, LONG = 2, 3, 4
"""Types of value."""

INTEGERS = {1: "B", SHORT: "H", LONG: "I"}
"""Types of integer, with their `struct` formats."""

HEADER, ROW, NEAR = 8, 12, 4
"""Bytes: of the header, of a row of a directory, and of the longest value that is stored in the row itself."""

MOST_ROWS = 1000
"""Rows. A directory with more is not read: cameras write about fifty, and each costs time."""

LONGEST = 500
"""Characters of an artist or copyright that are kept; the rest is cut off."""


class DirectoryEntry(NamedTuple):
    """One row of a directory.

    at: its offset in the block. kind: type of its values. length: their number. value: offset of the first.
    """

    at: int
    kind: int
    length: int
    value: int


class Directory(NamedTuple):
    """A directory of a block.

    order: byte order for `struct`. start, end: offsets of the directory and of the end of its rows. entries: the first
    row of each tag.
    """

    order: str
    start: int
    end: int
    entries: dict[int, DirectoryEntry]


class Directories(NamedTuple):
    """A bare block, its first directory, and below it that of the exposure and that of the place."""

    block: bytes
    first: Directory
    exif: Directory
    gps: Directory


def directories(raw: bytes | None) -> Directories:
    """Return what facts look into; of a block that cannot be read, directories without entries."""
    block = bare_block(raw or b"")
    first = _directory(block)
    return Directories(block, first, *(_sub_directory(block, first, tag) for tag in (EXIF_IFD, GPS_IFD)))


def bare_block(raw: bytes) -> bytes:
    """Return the block without the prefix that JPEG puts before it; some programs write it twice."""
    return raw.removeprefix(PREFIX).removeprefix(PREFIX)


def orientation(raw: bytes | None) -> int:
    """Return the EXIF orientation, 1 to 8; 1 (upright) where it is missing or invalid."""
    block = bare_block(raw or b"")
    order, _, _, entries = _directory(block)
    entry = entries.get(ORIENTATION)
    if entry is None or entry.length != 1 or entry.kind not in INTEGERS:
        return 1
    (value,) = struct.unpack_from(order + INTEGERS[entry.kind], block, entry.value)
    return value if value in range(1, 9) else 1


def is_adobe_rgb(raw: bytes | None) -> bool:
    """Return whether a camera marks its colours as Adobe RGB: colour space uncalibrated and index R03 (DCF 2.0)."""
    block = bare_block(raw or b"")
    first = _directory(block)
    inner = _sub_directory(block, first, EXIF_IFD)
    entry = inner.entries.get(COLOUR_SPACE)
    if entry is None or entry.kind != SHORT or entry.length != 1:
        return False
    (space,) = struct.unpack_from(first.order + "H", block, entry.value)
    index = _sub_directory(block, inner, INTEROPERABILITY).entries.get(INDEX)
    return space in NOT_SRGB and index is not None and block[index.value : index.value + 3] == b"R03"


def rights(raw: bytes | None) -> Rights:
    """Return artist and copyright, each as one printable line of at most 500 characters."""
    block = bare_block(raw or b"")
    entries = _directory(block).entries
    return Rights(entry_text(block, entries.get(ARTIST)), entry_text(block, entries.get(COPYRIGHT)))


def printable(text: str) -> str:
    """Return a text on one line, without control characters, cut to 500 characters."""
    # In EXIF's copyright a NUL separates photographer and editor.
    plain = "".join(char if char.isprintable() else " " for char in text.strip("\0 ").replace("\0", "; "))
    return " ".join(plain.split())[:LONGEST]


def decoded_text(raw: bytes) -> str:
    """Return the printable text of some bytes: UTF-8, as most programs write it, else Latin-1."""
    try:
        return printable(raw.decode())
    except UnicodeDecodeError:
        return printable(raw.decode("latin-1"))


def without_orientation(raw: bytes | None) -> bytes | None:
    """Return the block without prefix and without the orientation tag; all offsets in it stay valid."""
    if raw is None:
        return None
    block = bare_block(raw)
    order, start, end, entries = _directory(block)
    if ORIENTATION not in entries:
        return block
    rows = [block[at : at + ROW] for at in range(start + 2, end, ROW)]
    kept = [row for row in rows if struct.unpack_from(order + "H", row) != (ORIENTATION,)]
    room = bytes(ROW * (len(rows) - len(kept)))
    count = struct.pack(order + "H", len(kept))
    return b"".join((block[:start], count, *kept, block[end : end + 4], room, block[end + 4 :]))


def without_thumbnail(block: bytes | None) -> bytes | None:
    """Return the block without its second directory and the thumbnail in it; None where the block cannot be read.

    A thumbnail may still show what was cropped away. Offsets stay valid: zeros take its place.
    """
    first = _directory(block or b"")
    if block is None or not first.entries:
        return None
    cleared = bytearray(block)
    cleared[first.end : first.end + 4] = bytes(4)
    second = _directory(block, first.end)
    for start, length in THUMBNAILS:
        if start in second.entries and length in second.entries:
            _clear(cleared, _long(block, second, start), _long(block, second, length))
    if second.entries:
        _clear(cleared, second.start, second.end + 4 - second.start)
    # A forged thumbnail may overlap the first directory: then nothing of the block is kept.
    return bytes(cleared) if _directory(bytes(cleared)).entries == first.entries else None


def _long(block: bytes, directory: Directory, tag: int) -> int:
    (value,) = struct.unpack_from(directory.order + "I", block, directory.entries[tag].at + 8)
    return int(value)


def _clear(block: bytearray, start: int, length: int) -> None:
    """Overwrite these bytes with zeros; where they reach the end of the block, cut them off."""
    if start + length >= len(block):
        del block[start:]
    else:
        block[start : start + length] = bytes(length)


def rights_block(rights: Rights) -> bytes | None:
    """Return a new block with artist and copyright alone; None where both are empty."""
    said = ((ARTIST, rights.artist), (COPYRIGHT, rights.copyright))
    texts = [(tag, printable(text).encode() + b"\0") for tag, text in said if printable(text)]
    if not texts:
        return None
    # Header, number of entries, the entries, no further directory; then the texts, on even offsets.
    at = HEADER + 2 + ROW * len(texts) + 4
    entries, data = b"", b""
    for tag, text in texts:
        near = len(text) <= NEAR
        entries += struct.pack("<HHI", tag, ASCII, len(text))
        entries += text.ljust(NEAR, b"\0") if near else struct.pack("<I", at + len(data))
        data += b"" if near else text + b"\0" * (len(text) % 2)
    return struct.pack("<2sHIH", b"II", 42, 8, len(texts)) + entries + bytes(4) + data


def _directory(block: bytes, link: int = 4) -> Directory:
    """Return the directory whose offset is stored at `link`; one without entries where it cannot be read."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(block[:4], "")
    start = struct.unpack_from(order + "I", block, link)[0] if order and len(block) >= link + 4 else 0
    rows = struct.unpack_from(order + "H", block, start)[0] if HEADER <= start <= len(block) - 2 else 0
    rows = rows if rows <= MOST_ROWS else 0
    end = start + 2 + ROW * min(rows, max(0, len(block) - start - 2) // ROW)
    entries: dict[int, DirectoryEntry] = {}
    for at in range(start + 2, end, ROW):
        tag, kind, length, value = struct.unpack_from(order + "HHII", block, at)
        far = length * {SHORT: 2, LONG: 4}.get(kind, 1) > NEAR
        entries.setdefault(tag, DirectoryEntry(at, kind, length, value if far else at + 8))
    return Directory(order, start, end, entries)


def _sub_directory(block: bytes, directory: Directory, tag: int) -> Directory:
    """Return the directory that an entry points to; one without entries where there is none."""
    entry = directory.entries.get(tag)
    return _directory(block, entry.at + 8) if entry else Directory(directory.order, 0, 0, {})


def entry_text(block: bytes, entry: DirectoryEntry | None) -> str:
    """Return the printable text of an entry, empty where it has none."""
    if entry is None or entry.kind not in {ASCII, 129}:  # 129: the UTF-8 of EXIF 3.0
        return ""
    return decoded_text(block[entry.value : entry.value + min(entry.length, 4 * LONGEST)])
