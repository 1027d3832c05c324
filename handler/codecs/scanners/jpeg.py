"""The segments of a JPEG (ITU-T T.81, B.1): up to the pixels, and where there are several scans, to the end."""

import re
from dataclasses import dataclass, replace
from io import SEEK_END
from typing import BinaryIO, NamedTuple

from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size
from handler.errors import Corrupt, UnacceptedKind

MARKER = re.compile(rb"\xff[^\x00\xff]")
AFTER_PIXELS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""A marker among compressed pixels, where 00 says that FF was a number, and restarts are part of them."""
SEGMENT = re.compile(rb"\xff+([^\x00\xff])")
"""A marker with the fill bytes that may stand before it."""

END = b"\xff\xd9"
TAIL = 4096
"""Bytes that are looked at for an end marker before all of a file is."""

SOI, EOI, SOS, COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
BARE = frozenset({0x01, 0xC8, *range(0xD0, SOS), *range(0xF0, COMMENT)})
"""Markers that nothing belongs to; Pillow reads on behind those that are reserved as if it were so."""

FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
STRANGE = {
    frozenset({0xC3, 0xC7, 0xCB, 0xCF}): "lossless JPEG",
    frozenset({0xC5, 0xC6, 0xCD, 0xCE}): "hierarchical JPEG",
}
HEIGHT_0 = re.compile(rb".\0\0(?!\0\0)", re.DOTALL)
"""Of a frame: its height is 0, but not its width."""

TWELVE = 12
"""Bits of a sample, as medical pictures have."""

HUFFMAN = frozenset({0xC0, 0xC1, 0xC2})
MOST_OF_A_BYTE = 1024
"""Pixels that a byte of Huffman codes may stand for: one bit a block of 64, and the strangest sampling of colours
leaves half as many blocks as the pixels would fill."""

LAST = FRAMES | {SOI, EOI}
"""What no scan of the same picture follows."""

METADATA = frozenset({*range(0xE0, 0xF0), COMMENT})


BLOCK = 4096
"""Bytes of a block of a disk."""

ALL = (1 << 64) - 1
"""A bit for each of a block's coefficients."""


class Scan(NamedTuple):
    """Where a scan's header stands, past its length, and where its pixels start."""

    head: int
    pixels: int


@dataclass(frozen=True)
class JpegSegments:
    """What the segments say.

    planes: colour components; names: what scans call them. scans: passes over the pixels. buffered: whether the decoder
    keeps the coefficients of all blocks until the last scan has been read. hollow: whether the file is too short for so
    many pixels, however little they show. first: the first scan. single: whether it is
    the only one, in Huffman codes.
    """

    size: Size
    planes: int
    scans: int
    progressive: bool
    buffered: bool
    hollow: bool
    names: frozenset[int]
    first: Scan
    single: bool


def walk(blob: BinaryIO, meter: Meter) -> JpegSegments:
    """Walk a file from its start; it is read past the header only where it has several scans."""
    blob.seek(2)
    size, planes, kind, names = Size(0, 0), 0, 0, frozenset[int]()
    while (marker := _marker(blob, meter)) != SOS:
        meter.add("chunks")
        if marker in BARE:
            continue
        length = max(0, int.from_bytes(_exactly(blob, 2), "big") - 2)
        after = blob.tell() + length
        if marker in METADATA:
            meter.add("metadata", length)
        if marker in FRAMES:
            frame = _exactly(blob, 6)
            size = Size(int.from_bytes(frame[3:5], "big"), int.from_bytes(frame[1:3], "big"))
            planes, kind = frame[5], marker
            _accept(kind, frame)
            names = frozenset(blob.read(3 * planes)[::3])
            meter.side(size)
        blob.seek(after)
    head = _exactly(blob, 3)
    first = Scan(blob.tell() - 1, blob.tell() + int.from_bytes(head[:2], "big") - len(head))
    progressive = kind in PROGRESSIVE
    buffered = progressive or head[2] < planes
    hollow = kind in HUFFMAN and blob.seek(0, SEEK_END) - first.pixels < size.area // MOST_OF_A_BYTE
    walked = JpegSegments(
        size, planes, 1, progressive, buffered, hollow, names, first, not buffered and kind in HUFFMAN
    )
    return _scanned(walked, blob, meter) if buffered else walked


def _scanned(walked: JpegSegments, blob: BinaryIO, meter: Meter) -> JpegSegments:
    """Return what has been read with its scans: how many there are, and whether they bring all that there should be."""
    blob.seek(walked.first.head)
    data, number, seen = blob.read(), 1, dict.fromkeys(walked.names, 0)
    scan = Scan(0, walked.first.pixels - walked.first.head)
    while True:
        _see(data[scan.head : scan.pixels], seen, progressive=walked.progressive)
        found = AFTER_PIXELS.search(data, scan.pixels)
        after = _next_scan(data, found.start(), meter) if found else None
        if after is None:
            break
        number, scan = number + 1, after
        meter.scan(number, walked.size.area)
    lacking = any(coefficients != ALL for coefficients in seen.values())
    return replace(walked, scans=number, hollow=walked.hollow or lacking)


def _accept(kind: int, frame: bytes) -> None:
    """Refuse what is whole and right, but what the decoder has no way for (T.81, tables B.1 and B.2)."""
    strange = [
        *(name for kinds, name in STRANGE.items() if kind in kinds),
        *(["JPEG of 12 bits"] if frame[0] == TWELVE else []),
        *(["JPEG that tells its height behind its pixels"] if HEIGHT_0.match(frame) else []),
        *([f"JPEG of {frame[5]} components"] if frame[5] not in {0, 1, 3, 4} else []),
    ]
    if strange:
        name = strange[0]
        raise UnacceptedKind(f"this is a {name}, which is not a kind of picture that is read here", kind=name)


def ended(blob: BinaryIO) -> int | None:
    """Return where the end marker stands that ends the file, zeros aside, as one does almost all; else None."""
    start = max(0, blob.seek(0, SEEK_END) - TAIL)
    blob.seek(start)
    tail = blob.read(TAIL).rstrip(b"\0")
    return start + len(tail) - len(END) if tail.endswith(END) else None


def unended(blob: BinaryIO, walked: JpegSegments) -> bytes | None:
    """Return the file up to the end of its pixels where no end marker stands behind them, else None.

    What follows the pixels, where anything does, is what cameras and servers append: zeros, a film, another picture.
    """
    blob.seek(0)
    data, scan = blob.read(), walked.first
    while True:
        found = AFTER_PIXELS.search(data, scan.pixels)
        if found and found[0] == END:
            return None
        after = _next_scan(data, found.start()) if found and walked.buffered else None
        if after is None:
            return _pixels(data[: found.start()] if found else data)
        scan = after


def _see(head: bytes, seen: dict[int, int], *, progressive: bool) -> None:
    """Note which coefficients of which components a scan brings to their last bit.

    In a progressive file they are `Ss` to `Se`, where `Al` is 0; in any other all, whatever is said (Samsung's cameras
    have written nonsense there).
    """
    if len(head) < 1 + 2 * head[0] + 3:
        return
    first, last, precision = head[1 + 2 * head[0] :][:3]
    bits = ALL if not progressive else 0 if precision & 15 else ((2 << last) - (1 << first)) & ALL
    for name in head[1 : 1 + 2 * head[0] : 2]:
        seen[name] = seen.get(name, 0) | bits


def _pixels(data: bytes) -> bytes:
    """Return the data without half a marker at its end, and without a block of zeros, left by copying that broke off.

    Fewer zeros may be pixels of a flat picture; one behind an FF says that this is a number.
    """
    bare = data.rstrip(b"\0")
    if len(data) - len(bare) < BLOCK:
        return data.rstrip(b"\xff")
    return bare + b"\0" if bare.endswith(b"\xff") else bare


def _marker(blob: BinaryIO, meter: Meter) -> int:
    """Return the next marker. Fill bytes are allowed before it; whatever else stands there decoders pass over."""
    start = blob.tell()
    near = blob.read(2)
    if not MARKER.match(near):
        near += blob.read(meter.left("padding"))
    found = MARKER.search(near)
    meter.add("padding", found.start() if found else len(near))
    if found is None:
        raise Corrupt("the JPEG file is damaged or cut short")
    blob.seek(start + found.end())
    return near[found.end() - 1]


def _next_scan(data: bytes, at: int, meter: Meter | None = None) -> Scan | None:
    """Return the next scan: segment follows segment up to it, else there is none."""
    while (found := SEGMENT.match(data, at)) and found[1][0] not in LAST:
        if meter:
            meter.add("chunks")
        marker, start = found[1][0], found.end()
        at = start if marker in BARE else start + int.from_bytes(data[start : start + 2], "big")
        if marker == SOS:
            return Scan(start + 2, at) if start + 3 <= at <= len(data) else None
    return None


def _exactly(blob: BinaryIO, size: int) -> bytes:
    data = blob.read(size)
    if len(data) < size:
        raise Corrupt("the JPEG file is damaged or cut short")
    return data
