"""The chunks of a WebP (RFC 9649, 2.3 to 2.7)."""

from dataclasses import dataclass, field
from struct import unpack_from
from typing import BinaryIO

from handler.codecs.walks.meter import Meter
from handler.errors import Corrupt
from handler.geometry import Size

ALPHA = 0x10
"""The flag of the extended header."""

FILE_HEAD, CHUNK_HEAD = 12, 8
STARTS = 16
"""Bytes of other chunks that are kept: all that their sizes take."""

METADATA = frozenset({b"ICCP", b"EXIF", b"XMP "})
PIXELS = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ANMF"})


@dataclass
class Walk:
    """What has been read. chunks: the first of each kind, of pixels only the start."""

    frames: int = 0
    chunks: dict[bytes, bytes] = field(default_factory=dict)

    def canvas(self) -> tuple[Size, bool]:
        """Return size and whether there may be alpha: from the extended header, else from the one picture."""
        if extended := self.chunks.get(b"VP8X"):
            width, height = (int.from_bytes(extended[at : at + 3], "little") + 1 for at in (4, 7))
            return Size(width, height), bool(extended[0] & ALPHA)
        if lossless := self.chunks.get(b"VP8L"):
            bits = int.from_bytes(lossless[1:5], "little")
            return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1), bool(bits >> 28 & 1)
        lossy = self.chunks.get(b"VP8 ", b"")
        width, height = (int.from_bytes(lossy[at : at + 2], "little") & 0x3FFF for at in (6, 8))
        if not width or not height:
            raise Corrupt("the WebP file is damaged or cut short")
        return Size(width, height), False


def walk(blob: BinaryIO, meter: Meter) -> Walk:
    """Walk a file from its start. Frames past those that are enough are not counted; what lies behind them is."""
    data = blob.read()
    walked = Walk()
    at, end = FILE_HEAD, min(len(data), CHUNK_HEAD + int.from_bytes(data[4:8], "little"))
    for _ in range(meter.bounds.chunks + meter.enough):
        if at + CHUNK_HEAD > end:
            break
        name, size = unpack_from("<4sI", data, at)
        _note(walked, meter, name, data[at + CHUNK_HEAD : at + CHUNK_HEAD + (size if name in METADATA else STARTS)])
        if name not in PIXELS:
            meter.add("metadata", size)
        at += CHUNK_HEAD + size + size % 2
    meter.side(walked.canvas()[0])
    return walked


def _note(walked: Walk, meter: Meter, name: bytes, data: bytes) -> None:
    if name == b"ANMF":
        walked.frames = min(walked.frames + 1, meter.enough)
    else:
        meter.add("chunks")
        walked.chunks.setdefault(name, data)
