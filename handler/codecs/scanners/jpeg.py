"""The segments of a JPEG: read up to the pixels, or to the end of a file with several scans (ITU-T T.81, B.1)."""

import re
from dataclasses import dataclass, replace
from io import SEEK_END
from typing import BinaryIO, NamedTuple

from handler.codecs.scanners.buffer import held
from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size
from handler.errors import Corrupt, UnacceptedKind

MARKER = re.compile(rb"\xff[^\x00\xff]")
"""A marker in the header."""

AFTER_PIXELS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""A marker behind compressed pixels, in which 00 marks an FF as data, and restart markers may stand."""

SEGMENT = re.compile(rb"\xff+([^\x00\xff])")
"""A marker with the fill bytes that may precede it."""

END = b"\xff\xd9"
"""The marker that ends a file."""

TAIL = 4096
"""Bytes at the end of a file that are searched for the end marker before the whole file is."""

SOI, EOI, SOS, COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
"""Markers: start of image, end of image, start of scan, comment."""

BARE = frozenset({0x01, 0xC8, *range(0xD0, SOS), *range(0xF0, COMMENT)})
"""Markers without a segment; Pillow treats the reserved ones as such, and so does this walk."""

FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
"""Markers of frame headers, and those of progressive frames among them."""

STRANGE = {
    frozenset({0xC3, 0xC7, 0xCB, 0xCF}): "lossless JPEG",
    frozenset({0xC5, 0xC6, 0xCD, 0xCE}): "hierarchical JPEG",
}
HEIGHT_0 = re.compile(rb".\0\0(?!\0\0)", re.DOTALL)
"""Pattern of a frame header whose height is 0 and whose width is not: the height follows behind the pixels."""

TWELVE = 12
"""Bits of a sample in medical pictures, which the decoder cannot read."""

HUFFMAN = frozenset({0xC0, 0xC1, 0xC2})
"""Frames whose pixels are in Huffman codes."""

MOST_OF_A_BYTE = 1024
"""Pixels that one byte of Huffman codes can encode at most: one bit for each block of 64, and subsampling may halve the
number of blocks."""

LAST = FRAMES | {SOI, EOI}
"""Markers behind which no scan of the same picture follows."""

METADATA = frozenset({*range(0xE0, 0xF0), COMMENT})
"""Markers of segments that hold metadata."""

BLOCK = 4096
"""Bytes of a disk block: so many zeros at least are left where copying a file broke off."""

ALL = (1 << 64) - 1
"""Bit mask of all 64 coefficients of a block."""


class Scan(NamedTuple):
    """Offsets of a scan: its header, behind the length, and its compressed pixels."""

    head: int
    pixels: int


@dataclass(frozen=True)
class JpegSegments:
    """Facts from the segments of one file.

    size: pixels. planes: number of colour components; names: their ids. scans: passes over the pixels. progressive:
    whether scans refine the picture. buffered: whether the decoder keeps all coefficients until the last scan. hollow:
    whether data is missing: the file is too short for its pixels, or no scan brings some of the coefficients. first:
    the first scan. single: whether it is the only one, in Huffman codes.
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
    """Walk a file from its start; past the header only where it has several scans."""
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
            _check_kind(kind, frame)
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
    return _with_all_scans(walked, blob, meter) if buffered else walked


def _with_all_scans(walked: JpegSegments, blob: BinaryIO, meter: Meter) -> JpegSegments:
    """Return the facts with the number of scans, and whether these bring all coefficients."""
    data, number, seen = held(blob)[walked.first.head :], 1, dict.fromkeys(walked.names, 0)
    scan = Scan(0, walked.first.pixels - walked.first.head)
    while True:
        _note_coefficients(data[scan.head : scan.pixels], seen, progressive=walked.progressive)
        found = AFTER_PIXELS.search(data, scan.pixels)
        after = _next_scan(data, found.start(), meter) if found else None
        if after is None:
            break
        number, scan = number + 1, after
        meter.scan(number, walked.size.area)
    lacking = any(coefficients != ALL for coefficients in seen.values())
    return replace(walked, scans=number, hollow=walked.hollow or lacking)


def _check_kind(kind: int, frame: bytes) -> None:
    """Raise UnacceptedKind for valid kinds of JPEG that the decoder cannot read (T.81, tables B.1 and B.2)."""
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
    """Return the offset of the end marker with which the file ends, zeros aside; None where it ends with none."""
    start = max(0, blob.seek(0, SEEK_END) - TAIL)
    blob.seek(start)
    tail = blob.read(TAIL).rstrip(b"\0")
    return start + len(tail) - len(END) if tail.endswith(END) else None


def unended(blob: BinaryIO, walked: JpegSegments) -> bytes | None:
    """Return the file up to the end of its pixels where no end marker follows them, else None.

    What may follow instead is what cameras and servers append: zeros, a video, another picture.
    """
    blob.seek(0)
    data, scan = blob.read(), walked.first
    while True:
        found = AFTER_PIXELS.search(data, scan.pixels)
        if found and found[0] == END:
            return None
        after = _next_scan(data, found.start()) if found and walked.buffered else None
        if after is None:
            return _without_padding(data[: found.start()] if found else data)
        scan = after


def _note_coefficients(head: memoryview, seen: dict[int, int], *, progressive: bool) -> None:
    """Note which coefficients of which components a scan completes.

    In a progressive file these are `Ss` to `Se`, if `Al` is 0. In any other they are all, whatever the header says:
    some Samsung cameras write nonsense there.
    """
    if len(head) < 1 + 2 * head[0] + 3:
        return
    first, last, precision = head[1 + 2 * head[0] :][:3]
    bits = ALL if not progressive else 0 if precision & 15 else ((2 << last) - (1 << first)) & ALL
    for name in head[1 : 1 + 2 * head[0] : 2]:
        seen[name] = seen.get(name, 0) | bits


def _without_padding(data: bytes) -> bytes:
    """Return the data without half a marker at its end, and without the zeros that an interrupted copy left.

    Fewer zeros than a disk block may be pixels of a flat picture. A zero behind an FF marks that FF as data.
    """
    bare = data.rstrip(b"\0")
    if len(data) - len(bare) < BLOCK:
        return data.rstrip(b"\xff")
    return bare + b"\0" if bare.endswith(b"\xff") else bare


def _marker(blob: BinaryIO, meter: Meter) -> int:
    """Return the next marker. Fill bytes, and whatever else precedes it, are skipped as decoders do, and counted."""
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


def _next_scan(data: bytes | memoryview, at: int, meter: Meter | None = None) -> Scan | None:
    """Return the next scan, to which segments lead one after another; None where there is none."""
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
