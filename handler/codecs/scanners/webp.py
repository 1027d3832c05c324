"""The chunks of a WebP, and a new file made of only those that the pixels need (RFC 9649, 2.3 to 2.7).

Sizes are those of the picture, not those that the header claims. A wrong total size, a missing byte of padding or a
wrong flag in the header does not refuse a picture that can be read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from struct import pack, unpack_from
from typing import BinaryIO, NamedTuple

from handler.codecs.pixels.compositing import Disposal, Patch, transparent
from handler.codecs.scanners.buffer import held
from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size
from handler.errors import Corrupt

ANIMATED, ALPHA = 0x02, 0x10
"""Flags of the extended header, VP8X."""

FILE_HEAD, CHUNK_HEAD, FRAME_HEAD = 12, 8, 16
"""Bytes: of the file header, of a chunk's name and size, and of a frame's own header before its pixels."""

STARTS = 16
"""Bytes that are kept of a chunk of pixels: enough to read its size."""

METADATA = frozenset({b"ICCP", b"EXIF", b"XMP "})
PIXELS = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ANMF"})
NAMES = METADATA | PIXELS | {b"VP8X", b"ANIM"}
"""Names of chunks: of metadata, of pixels, and all that are known."""


class Piece(NamedTuple):
    """A chunk: its name, and the offsets at which its data starts and stops, at the latest the end of the file."""

    name: bytes
    start: int
    stop: int


@dataclass
class WebpChunks:
    """Result of a walk over the chunks of one file.

    chunks: data of the first chunk of each name; of pixels only the start. still: the chunks of a still picture.
    frames: the chunks of all complete frames, and the first in any case. patches: position and timing of each.
    """

    chunks: dict[bytes, bytes] = field(default_factory=dict)
    still: list[Piece] = field(default_factory=list)
    frames: list[Piece] = field(default_factory=list)
    patches: list[Patch] = field(default_factory=list)

    @property
    def alpha(self) -> bool:
        """Whether there may be transparency: judged by the pixels' chunks, since the header's flag is often wrong."""
        return transparent(self.canvas(), self.patches) if self.patches else _may_be_transparent(self.chunks)

    def canvas(self) -> Size:
        """Return the size in pixels: an animation's from the extended header, else that of the picture itself."""
        if (extended := self.chunks.get(b"VP8X")) and not self.still:
            width, height = (int.from_bytes(extended[at : at + 3], "little") + 1 for at in (4, 7))
            return Size(width, height)
        if lossless := self.chunks.get(b"VP8L"):
            bits = int.from_bytes(lossless[1:5], "little")
            return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        lossy = self.chunks.get(b"VP8 ", b"")
        width, height = (int.from_bytes(lossy[at : at + 2], "little") & 0x3FFF for at in (6, 8))
        if not width or not height:
            raise Corrupt("the WebP file is damaged or cut short")
        return Size(width, height)


def walk(blob: BinaryIO, meter: Meter) -> WebpChunks:
    """Walk a whole file. Frames are counted up to one more than the limit; chunks behind them count all the same."""
    data, walked = held(blob), WebpChunks()
    at, end = FILE_HEAD, CHUNK_HEAD + int.from_bytes(data[4:8], "little")
    for _ in range(meter.bounds.chunks + meter.enough):
        # Chunks behind the declared end count only while no picture has been found.
        if at + CHUNK_HEAD > len(data) or (at >= end and (walked.still or walked.frames)):
            break
        name, size = unpack_from("<4sI", data, at)
        piece = Piece(name, at + CHUNK_HEAD, min(at + CHUNK_HEAD + size, len(data)))
        _note(walked, meter, data, piece, whole=piece.stop - piece.start == size)
        if name not in PIXELS:
            meter.add("metadata", piece.stop - piece.start)
        at = _next(data, at + CHUNK_HEAD + size, odd=bool(size % 2))
    meter.side(walked.canvas())
    return walked


def _next(data: memoryview, at: int, *, odd: bool) -> int:
    """Return the offset of the next chunk: some writers forget the byte of padding behind an odd size."""
    return at + 1 if odd and bytes(data[at : at + 4]) not in NAMES else at


def _note(walked: WebpChunks, meter: Meter, data: memoryview, piece: Piece, *, whole: bool) -> None:
    name, start, stop = piece
    if name == b"ANMF":
        if len(walked.frames) < meter.enough and (whole or not walked.frames):
            walked.frames.append(piece)
            walked.patches.append(_patch(data, piece))
        return
    meter.add("chunks")
    # One picture, and the chunk of alpha that may precede it.
    if name in PIXELS and (not walked.still or walked.still[-1].name == b"ALPH"):
        walked.still.append(piece)
    kept = bytes(data[start : stop if name in METADATA else min(stop, start + STARTS)])
    if piece in walked.still or (whole and name not in PIXELS):
        walked.chunks.setdefault(name, kept)


def _patch(data: memoryview, piece: Piece) -> Patch:
    """Return position and timing of a frame."""
    head = bytes(data[piece.start : min(piece.stop, piece.start + FRAME_HEAD)]).ljust(FRAME_HEAD, b"\0")
    left, top, width, height, duration = (int.from_bytes(head[at : at + 3], "little") for at in range(0, 15, 3))
    flags, at = head[15], piece.start + FRAME_HEAD
    # The first chunk of a frame is its alpha, where it has one, else its pixels.
    first = bytes(data[at : at + 4]), bytes(data[at + CHUNK_HEAD : at + CHUNK_HEAD + STARTS])
    disposal: Disposal = "clear" if flags & 1 else "keep"
    size, clear = Size(width + 1, height + 1), _may_be_transparent(dict([first]))
    return Patch(2 * left, 2 * top, size, duration, disposal, over=not flags & 2, clear=clear)


def _may_be_transparent(chunks: Mapping[bytes, bytes]) -> bool:
    """Return whether pixels may be transparent. chunks: the first bytes of each chunk, by name."""
    return b"ALPH" in chunks or bool(int.from_bytes(chunks.get(b"VP8L", b"")[1:5], "little") >> 28 & 1)


def bare(data: memoryview, walked: WebpChunks) -> memoryview | None:
    """Return the chunks of a still picture where they lie, which libwebp reads without a header before them.

    None where they are cut short, or something lies between them.
    """
    first, last = walked.still[0], walked.still[-1]
    ends = [_ends(data, piece) for piece in walked.still]
    whole = ends[-1] - 1 <= last.stop <= len(data)
    together = len(walked.still) == 1 or ends[0] == last.start - CHUNK_HEAD
    return data[first.start - CHUNK_HEAD : last.stop] if whole and together else None


def _ends(data: memoryview, piece: Piece) -> int:
    """Return where a chunk ends by its own size, with the byte of padding behind an odd one."""
    return piece.start + (int.from_bytes(data[piece.start - 4 : piece.start], "little") + 1 & ~1)


def mended(data: memoryview, walked: WebpChunks, frames: int) -> bytes:
    """Return a new file of the still picture, or of the first `frames` frames, with a correct header."""
    pieces = walked.frames[:frames] or walked.still
    size = walked.canvas()
    flags = (ALPHA if walked.alpha else 0) | (ANIMATED if walked.frames else 0)
    sides = b"".join((side - 1).to_bytes(3, "little") for side in size)
    head = _chunk(b"VP8X", bytes([flags, 0, 0, 0]) + sides)
    head += _chunk(b"ANIM", bytes(6)) if walked.frames else []
    parts = [*head, *(part for piece in pieces for part in _chunk(piece.name, data[piece.start : piece.stop]))]
    return b"".join([b"RIFF", pack("<I", 4 + sum(map(len, parts))), b"WEBP", *parts])


def flagged(data: bytes) -> bytes:
    """Return an animation with the alpha flag set in its header.

    libwebp sets it where a frame has alpha, but not where only the area that no frame covers is transparent.
    """
    at = FILE_HEAD + CHUNK_HEAD
    return data[:at] + bytes([data[at] | ALPHA]) + data[at + 1 :]


def _chunk(name: bytes, data: bytes | memoryview) -> list[bytes | memoryview]:
    """Return a chunk in parts, to be joined later: a large one is not copied here."""
    return [name + pack("<I", len(data)), data, bytes(len(data) % 2)]
