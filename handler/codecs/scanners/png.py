"""The chunks of a PNG: read up to the pixels, those of an APNG to the last frame (W3C PNG, third edition, section 5).

Damaged metadata does not refuse a picture: a chunk with a wrong checksum is dropped. A damaged chunk that the pixels
need does. Checksums of pixels are not checked: their zlib stream has an end and a checksum of its own.
"""

import struct
import zlib
from dataclasses import dataclass, field
from io import SEEK_END
from typing import BinaryIO

from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size
from handler.errors import Corrupt

SIGNATURE = b"\x89PNG\r\n\x1a\n"
"""The first bytes of every PNG."""

CHUNK_HEAD, CHECKSUM = 8, 4
"""Bytes of a chunk's length and name, and of its checksum."""

MOST_READ = 1024
"""Bytes of a critical chunk that are read; the longest, a palette, has 768."""

MOST_CLAIMED = 1 << 31
"""Number of frames from which acTL is invalid, and the file a still picture."""

HEADER, ANIMATION, CONTROL, PIXELS, MORE_PIXELS, END = b"IHDR", b"acTL", b"fcTL", b"IDAT", b"fdAT", b"IEND"
PALETTE, TRANSPARENCY = b"PLTE", b"tRNS"
CRITICAL = frozenset({HEADER, PALETTE, PIXELS, END, TRANSPARENCY, ANIMATION, CONTROL, MORE_PIXELS})
"""Chunks that are not metadata."""

TEXT, XMP = b"iTXt", b"XML:com.adobe.xmp\0"
LOOKED_AT = frozenset({b"cICP", b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"mDCV", b"cLLI", b"eXIf", TEXT})
"""Metadata that is used: colour space, orientation, rights and XMP. Behind the pixels it is ignored, as in browsers."""

MEANS: dict[bytes, frozenset[int]] = {PALETTE: frozenset({3}), TRANSPARENCY: frozenset({0, 2, 3})}
"""For a palette and for transparency: the colour types that need them; other types ignore them."""

CONTROL_BYTES = 26
"""Bytes of an fcTL chunk."""

Span = tuple[int, int]
"""Offset and length of a piece of compressed pixels."""


@dataclass
class PngChunks:
    """State and result of a walk over the chunks of one file.

    at: offset at which the walk goes on. size: bytes of the file. plays: how often an animation plays, 0 for ever.
    claimed: number of frames by acTL, 0 for a still picture. metadata: data of the first sound chunk of each name in
    LOOKED_AT. shared: chunks that the pixels of every frame need. header: data of IHDR. controls, spans: for each frame
    its fcTL data and its pixels. still: pixels of the default image. ended: whether IEND was reached.
    """

    blob: BinaryIO
    meter: Meter
    at: int = len(SIGNATURE)
    size: int = 0
    plays: int = 0
    claimed: int = 0
    metadata: dict[bytes, bytes] = field(default_factory=dict)
    shared: bytes = b""
    header: bytes = b""
    controls: list[bytes] = field(default_factory=list)
    spans: list[list[Span]] = field(default_factory=list)
    still: list[Span] = field(default_factory=list)
    ended: bool = False


def walk(blob: BinaryIO, meter: Meter) -> PngChunks:
    """Walk a file from its start to its pixels; an APNG until one frame more than counts has been found.

    Corrupt where there are no pixels, or where a chunk that they need is damaged.
    """
    walked = PngChunks(blob, meter, size=blob.seek(0, SEEK_END))
    while (name := _step(walked)) is not None:
        if name == PIXELS and not walked.claimed:
            break
        if len(walked.controls) > meter.enough:
            break
    if not walked.header or not walked.still:
        raise Corrupt("the PNG file is damaged or cut short")
    return walked


def walk_rest(walked: PngChunks) -> None:
    """Walk the rest of the file, to count its chunks and to find all pixels.

    It is called when the pixels are decoded, so that probing need not read the whole file from the store.
    """
    while _step(walked) is not None:
        pass


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk as stored: length, name, data, checksum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _step(walked: PngChunks) -> bytes | None:
    """Read one chunk; return its name, None at the end."""
    walked.blob.seek(walked.at)
    head = walked.blob.read(CHUNK_HEAD)
    length, name = int.from_bytes(head[:4], "big"), head[4:]
    if len(head) < CHUNK_HEAD or name == END:
        walked.ended = name == END
        return None
    walked.meter.add("chunks")
    start = walked.at + CHUNK_HEAD
    walked.at = start + length + CHECKSUM
    if name in {PIXELS, MORE_PIXELS}:
        _note_pixels(walked, name, start, length)
    elif name in CRITICAL:
        _note(walked, name, _checked_data(walked, name, min(length, MOST_READ)))
    else:
        walked.meter.add("metadata", min(length, max(0, walked.size - start)))
        wanted = name in LOOKED_AT and not walked.still and walked.header
        data = _checked_data(walked, name, length) if wanted else None
        if data is not None and (name != TEXT or data.startswith(XMP)):
            walked.metadata.setdefault(name, data)
    return name


def _checked_data(walked: PngChunks, name: bytes, length: int) -> bytes | None:
    """Return the data of the chunk at the current position, None where it is cut short or its checksum is wrong."""
    data, checksum = walked.blob.read(length), walked.blob.read(CHECKSUM)
    return data if checksum == struct.pack(">I", zlib.crc32(name + data)) else None


def _note_pixels(walked: PngChunks, name: bytes, start: int, length: int) -> None:
    """Note a piece of pixels: it belongs to the frame whose fcTL came last."""
    if name == PIXELS:
        walked.still.append((start, length))
    skip = 4 if name == MORE_PIXELS else 0  # the sequence number of fdAT
    if walked.spans and length >= skip:
        walked.spans[-1].append((start + skip, length - skip))


def _note(walked: PngChunks, name: bytes, data: bytes | None) -> None:
    if name == HEADER and not walked.header:
        if data is None or len(data) != struct.calcsize(">II5B"):
            raise Corrupt("the PNG file is damaged: its header is")
        walked.header = data
        walked.meter.side(Size(*struct.unpack_from(">II", data)))
    elif not walked.header:
        raise Corrupt("the PNG file is damaged: it does not start with its header")
    elif walked.header[9] in MEANS.get(name, ()) and not walked.still:
        if data is None:
            raise Corrupt(f"the PNG file is damaged: its {'palette' if name == PALETTE else 'transparency'} is")
        walked.shared += chunk(name, data)
    elif name == ANIMATION and data is not None and len(data) == struct.calcsize(">II") and not walked.still:
        claimed, walked.plays = struct.unpack(">II", data)
        walked.claimed = claimed if claimed < MOST_CLAIMED else 0
    elif name == CONTROL:
        # A damaged one is noted as empty and ends the animation.
        walked.controls.append(data if data is not None and len(data) == CONTROL_BYTES else b"")
        walked.spans.append([])
