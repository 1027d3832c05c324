"""The chunks of a PNG (W3C PNG, third edition, section 5): up to the pixels, and of an APNG to the end."""

import struct
import zlib
from dataclasses import dataclass, field
from typing import BinaryIO

from handler.codecs.walks.meter import Meter
from handler.geometry import Size

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHUNK_HEAD = 8
"""Bytes of a chunk's length and name."""

MOST_READ = 1024
"""Bytes of a chunk that is looked into; a palette has 768."""

MOST_COLOUR = 32
"""Bytes of a chunk about colour that are kept: a cHRM has as many; a profile Pillow reads."""

COLOUR = frozenset({b"cICP", b"iCCP", b"sRGB", b"gAMA", b"cHRM"})
"""Chunks about colour, of which the first counts."""

CRITICAL = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT"})
"""What is not metadata."""


@dataclass
class Walk:
    """What has been read: the chunks that every frame of an APNG shares, and for each its control and its data.

    colour: the chunks that say what colours are meant. at: where the walk goes on. claimed: frames, as the file says.
    spans: start and length of pieces of pixels.
    """

    blob: BinaryIO
    meter: Meter
    at: int = len(SIGNATURE)
    plays: int = 0
    claimed: int = 0
    shared: bytes = b""
    colour: dict[bytes, bytes] = field(default_factory=dict)
    header: bytes = b""
    controls: list[bytes] = field(default_factory=list)
    spans: list[list[tuple[int, int]]] = field(default_factory=list)

    @property
    def moving(self) -> bool:
        """Whether there are frames to be found behind the first pixels."""
        return self.claimed > 0


def walk(blob: BinaryIO, meter: Meter) -> Walk:
    """Walk a file from its start to its pixels, of an APNG until there are frames enough."""
    walked = Walk(blob, meter)
    while (name := _step(walked)) is not None:
        if name == b"IDAT" and not walked.moving:
            break
        if len(walked.controls) > meter.enough:
            break
    return walked


def finish(walked: Walk) -> None:
    """Walk the rest, which is for counting alone.

    Pillow reads it when it decodes, and no earlier does it have to come from the store.
    """
    while _step(walked) is not None:
        pass


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _step(walked: Walk) -> bytes | None:
    """Pass one chunk; return its name, None where there is no more."""
    walked.blob.seek(walked.at)
    head = walked.blob.read(CHUNK_HEAD)
    if len(head) < CHUNK_HEAD or head[4:] == b"IEND":
        return None
    walked.meter.add("chunks")
    length, name = int.from_bytes(head[:4], "big"), head[4:]
    start = walked.at + CHUNK_HEAD
    if name in {b"IHDR", b"acTL", b"fcTL", b"PLTE", b"tRNS"}:
        _note(walked, name, walked.blob.read(min(length, MOST_READ)))
    elif name in {b"IDAT", b"fdAT"} and walked.spans:
        skip = 4 if name == b"fdAT" else 0  # its sequence number
        walked.spans[-1].append((start + skip, length - skip))
    elif name not in CRITICAL:
        walked.meter.add("metadata", length)
        if name in COLOUR:
            walked.colour.setdefault(name, walked.blob.read(min(length, MOST_COLOUR)))
    walked.at = start + length + 4
    return name


def _note(walked: Walk, name: bytes, data: bytes) -> None:
    if name == b"IHDR":
        walked.header = data
        walked.meter.side(Size(*struct.unpack_from(">II", data)))
    elif name == b"acTL":
        walked.claimed, walked.plays = struct.unpack_from(">II", data)
    elif name == b"fcTL":
        walked.controls.append(data)
        walked.spans.append([])
    else:
        walked.shared += chunk(name, data)
