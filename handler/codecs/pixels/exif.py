"""EXIF, as far as it is wanted: orientation, artist and copyright, read and written by hand.

A block is a TIFF file (TIFF 6.0, section 2) that may come from anyone: nothing here raises on a strange one, and
nothing but the first directory is walked, and two below it where colours are told.
"""

import struct
from typing import NamedTuple

from handler.core.frames import Rights

PREFIX = b"Exif\0\0"
ORIENTATION, ARTIST, COPYRIGHT = 0x0112, 0x013B, 0x8298
EXIF_IFD, INTEROPERABILITY, COLOUR_SPACE, INDEX = 0x8769, 0xA005, 0xA001, 0x0001
NOT_SRGB = frozenset({2, 0xFFFF})
"""Colour spaces that cameras write for Adobe RGB."""

THUMBNAILS = ((0x0201, 0x0202), (0x0111, 0x0117))
"""Where a thumbnail starts and how long it is: as JPEG, and as one strip of bare pixels."""

ASCII, SHORT, LONG = 2, 3, 4
INTEGERS = {1: "B", SHORT: "H", LONG: "I"}
HEADER, ROW, NEAR = 8, 12, 4
"""Bytes of a block's header and of a row of its directory; values of up to four stand in the row itself."""

MOST_ROWS = 1000
"""A directory of more is not read: cameras write some fifty rows, and each costs time."""

LONGEST = 500
"""Characters of an artist or a copyright that are kept."""


class DirectoryEntry(NamedTuple):
    """One row of a directory: where it stands in the block, its type, how many values, and where those are."""

    at: int
    kind: int
    length: int
    value: int


class Directory(NamedTuple):
    """A directory of a block: byte order, where it starts, where its rows end, and the first row of each tag."""

    order: str
    start: int
    end: int
    entries: dict[int, DirectoryEntry]


def bare_block(raw: bytes) -> bytes:
    """Return the block without the marker, or two, that JPEG puts before it."""
    return raw.removeprefix(PREFIX).removeprefix(PREFIX)


def orientation(raw: bytes | None) -> int:
    """Return how the picture has to be turned, 1 to 8; 1 where nothing, or nothing sensible, is said."""
    block = bare_block(raw or b"")
    order, _, _, entries = _directory(block)
    entry = entries.get(ORIENTATION)
    if entry is None or entry.length != 1 or entry.kind not in INTEGERS:
        return 1
    (value,) = struct.unpack_from(order + INTEGERS[entry.kind], block, entry.value)
    return value if value in range(1, 9) else 1


def is_adobe_rgb(raw: bytes | None) -> bool:
    """Return whether a camera says that its colours are Adobe RGB (DCF 2.0: index R03, and a colour space of none)."""
    block = bare_block(raw or b"")
    first = _directory(block)
    inner = _below(block, first, EXIF_IFD)
    entry = inner.entries.get(COLOUR_SPACE)
    if entry is None or entry.kind != SHORT or entry.length != 1:
        return False
    (space,) = struct.unpack_from(first.order + "H", block, entry.value)
    index = _below(block, inner, INTEROPERABILITY).entries.get(INDEX)
    return space in NOT_SRGB and index is not None and block[index.value : index.value + 3] == b"R03"


def rights(raw: bytes | None) -> Rights:
    """Return artist and copyright: printable characters, at most 500 each."""
    block = bare_block(raw or b"")
    entries = _directory(block).entries
    return Rights(_text(block, entries.get(ARTIST)), _text(block, entries.get(COPYRIGHT)))


def printable(text: str) -> str:
    """Return a text on one line, without control characters, cut to 500 characters."""
    # A NUL parts photographer and editor in EXIF's copyright.
    plain = "".join(char if char.isprintable() else " " for char in text.strip("\0 ").replace("\0", "; "))
    return " ".join(plain.split())[:LONGEST]


def decoded_text(raw: bytes) -> str:
    """Return a text that is UTF-8, as most programs write it, or else Latin-1, printable."""
    try:
        return printable(raw.decode())
    except UnicodeDecodeError:
        return printable(raw.decode("latin-1"))


def without_orientation(raw: bytes | None) -> bytes | None:
    """Return the bare block without the orientation tag; every offset in it stays where it was."""
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
    """Return the bare block without the picture that may stand in its second directory, and without that directory.

    A thumbnail shows what the picture was before it was cropped. Nothing else moves. None where nothing can be read.
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
    # What claimed to be a thumbnail may have been the first directory itself.
    return bytes(cleared) if _directory(bytes(cleared)).entries == first.entries else None


def _long(block: bytes, directory: Directory, tag: int) -> int:
    (value,) = struct.unpack_from(directory.order + "I", block, directory.entries[tag].at + 8)
    return int(value)


def _clear(block: bytearray, start: int, length: int) -> None:
    """Put zeros there, or end the block where it reaches to the end."""
    if start + length >= len(block):
        del block[start:]
    else:
        block[start : start + length] = bytes(length)


def rights_block(rights: Rights) -> bytes | None:
    """Return a fresh block that says who made and owns the picture and nothing else; None where nobody is named."""
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
    """Return the directory whose offset stands at `link`, without entries where there is none."""
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


def _below(block: bytes, directory: Directory, tag: int) -> Directory:
    """Return the directory that an entry leads to, without entries where there is none."""
    entry = directory.entries.get(tag)
    return _directory(block, entry.at + 8) if entry else Directory(directory.order, 0, 0, {})


def _text(block: bytes, entry: DirectoryEntry | None) -> str:
    if entry is None or entry.kind not in {ASCII, 129}:  # 129: the UTF-8 of EXIF 3.0
        return ""
    return decoded_text(block[entry.value : entry.value + min(entry.length, 4 * LONGEST)])
