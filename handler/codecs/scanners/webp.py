"""The chunks of a WebP (RFC 9649, 2.3 to 2.7), and from them a file of nothing but what the pixels need.

Sizes are taken for what they are, not for what the file says of itself. Neither a wrong size of the whole, nor a byte
of padding too few, nor a flag of the header refuses a picture that is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from struct import pack, unpack_from
from typing import BinaryIO, NamedTuple

from handler.codecs.pixels.compositing import Disposal, Patch, transparent
from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size
from handler.errors import Corrupt

ANIMATED, ALPHA = 0x02, 0x10
"""Two flags of the extended header."""

FILE_HEAD, CHUNK_HEAD, FRAME_HEAD = 12, 8, 16
"""Bytes of the file's own header, of a chunk's name and size, and of what a frame's chunk says before its pixels."""

STARTS = 16
"""Bytes of other chunks that are kept: all that their sizes take."""

METADATA = frozenset({b"ICCP", b"EXIF", b"XMP "})
PIXELS = frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ANMF"})
NAMES = METADATA | PIXELS | {b"VP8X", b"ANIM"}


class Piece(NamedTuple):
    """A chunk of pixels: its name, and where its data starts and stops, which may be before it should."""

    name: bytes
    start: int
    stop: int


@dataclass
class WebpChunks:
    """What has been read.

    chunks: the first of each kind, of pixels only the start. still: the chunks of a picture that does not move.
    frames: the chunks of frames that are whole, and the first, whatever it is. patches: what those say.
    """

    chunks: dict[bytes, bytes] = field(default_factory=dict)
    still: list[Piece] = field(default_factory=list)
    frames: list[Piece] = field(default_factory=list)
    patches: list[Patch] = field(default_factory=list)

    @property
    def alpha(self) -> bool:
        """Whether there may be transparency: by what there is, for the flags of files are often wrong."""
        return transparent(self.canvas(), self.patches) if self.patches else _clear(self.chunks)

    def canvas(self) -> Size:
        """Return the size: of an animation from the extended header, else from the one picture."""
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
    """Walk a file from its start. Frames past those that are enough are not counted; what lies behind them is."""
    data = blob.read()
    walked = WebpChunks()
    at, end = FILE_HEAD, CHUNK_HEAD + int.from_bytes(data[4:8], "little")
    for _ in range(meter.bounds.chunks + meter.enough):
        # What lies behind the end is not looked at, but where no picture has come before it.
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


def _next(data: bytes, at: int, *, odd: bool) -> int:
    """Return where the next chunk starts: some writers forget the byte that makes a size even."""
    return at + 1 if odd and data[at : at + 4] not in NAMES else at


def _note(walked: WebpChunks, meter: Meter, data: bytes, piece: Piece, *, whole: bool) -> None:
    name, start, stop = piece
    if name == b"ANMF":
        if len(walked.frames) < meter.enough and (whole or not walked.frames):
            walked.frames.append(piece)
            walked.patches.append(_patch(data, piece))
        return
    meter.add("chunks")
    # One picture, and the alpha that comes before it.
    if name in PIXELS and (not walked.still or walked.still[-1].name == b"ALPH"):
        walked.still.append(piece)
    kept = data[start : stop if name in METADATA else min(stop, start + STARTS)]
    if piece in walked.still or (whole and name not in PIXELS):
        walked.chunks.setdefault(name, kept)


def _patch(data: bytes, piece: Piece) -> Patch:
    """Return what a frame says of itself."""
    head = data[piece.start : min(piece.stop, piece.start + FRAME_HEAD)].ljust(FRAME_HEAD, b"\0")
    left, top, width, height, duration = (int.from_bytes(head[at : at + 3], "little") for at in range(0, 15, 3))
    flags, at = head[15], piece.start + FRAME_HEAD
    # Alpha comes before the pixels it belongs to, which otherwise come first.
    first = data[at : at + 4], data[at + CHUNK_HEAD : at + CHUNK_HEAD + STARTS]
    disposal: Disposal = "clear" if flags & 1 else "keep"
    size, clear = Size(width + 1, height + 1), _clear(dict([first]))
    return Patch(2 * left, 2 * top, size, duration, disposal, over=not flags & 2, clear=clear)


def _clear(chunks: Mapping[bytes, bytes]) -> bool:
    """Return whether pixels, of which each chunk's first bytes are given, may be transparent."""
    return b"ALPH" in chunks or bool(int.from_bytes(chunks.get(b"VP8L", b"")[1:5], "little") >> 28 & 1)


def mended(data: bytes, walked: WebpChunks, frames: int) -> bytes:
    """Return a file of the picture, or of so many frames, whose header tells the truth."""
    pieces = walked.frames[:frames] or walked.still
    size = walked.canvas()
    flags = (ALPHA if walked.alpha else 0) | (ANIMATED if walked.frames else 0)
    sides = b"".join((side - 1).to_bytes(3, "little") for side in size)
    head = _chunk(b"VP8X", bytes([flags, 0, 0, 0]) + sides)
    head += _chunk(b"ANIM", bytes(6)) if walked.frames else []
    view = memoryview(data)
    parts = [*head, *(part for piece in pieces for part in _chunk(piece.name, view[piece.start : piece.stop]))]
    return b"".join([b"RIFF", pack("<I", 4 + sum(map(len, parts))), b"WEBP", *parts])


def flagged(data: bytes) -> bytes:
    """Return an animation whose header says that there is transparency.

    libwebp says so where a frame has alpha, but not where all that is clear is what no frame covers.
    """
    at = FILE_HEAD + CHUNK_HEAD
    return data[:at] + bytes([data[at] | ALPHA]) + data[at + 1 :]


def _chunk(name: bytes, data: bytes | memoryview) -> list[bytes | memoryview]:
    """Return the parts of a chunk: a large one is not copied."""
    return [name + pack("<I", len(data)), data, bytes(len(data) % 2)]
