"""The segments of a JPEG (ITU-T T.81, B.1): up to the pixels, and where there are several scans, to the end."""

import re
from dataclasses import dataclass
from io import SEEK_END
from typing import BinaryIO

from handler.codecs.walks.meter import Meter
from handler.errors import Corrupt
from handler.geometry import Size

MARKER = re.compile(rb"\xff[^\x00\xff]")
AFTER_PIXELS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""A marker among compressed pixels, where 00 says that FF was a number, and restarts are part of them."""

SOI, EOI, SOS, COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
BARE = frozenset({0x01, 0xC8, *range(0xD0, SOS), *range(0xF0, COMMENT)})
"""Markers that nothing belongs to; Pillow reads on behind those that are reserved as if it were so."""

FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
HUFFMAN = frozenset({0xC0, 0xC1, 0xC2})
MOST_OF_A_BYTE = 1024
"""Pixels that a byte of Huffman codes may stand for: one bit a block of 64, and the strangest sampling of colours
leaves half as many blocks as the pixels would fill."""

METADATA = frozenset({*range(0xE0, 0xF0), COMMENT})


@dataclass(frozen=True)
class Walk:
    """What the segments say.

    planes: colour components. scans: passes over the pixels. buffered: whether the decoder keeps the coefficients of
    all blocks until the last scan has been read. hollow: whether the file is too short for so many pixels, however
    little they show.
    """

    size: Size
    planes: int
    scans: int
    progressive: bool
    buffered: bool
    hollow: bool


def walk(blob: BinaryIO, meter: Meter) -> Walk:
    """Walk a file from its start; it is read past the header only where it has several scans."""
    blob.seek(2)
    size, planes, kind = Size(0, 0), 0, 0
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
            meter.side(size)
        blob.seek(after)
    head = _exactly(blob, 3)
    start = blob.tell() + int.from_bytes(head[:2], "big") - len(head)
    progressive = kind in PROGRESSIVE
    buffered = progressive or head[2] < planes
    hollow = kind in HUFFMAN and blob.seek(0, SEEK_END) - start < size.area // MOST_OF_A_BYTE
    blob.seek(start)
    scans = _scans(blob.read(), size.area, meter) if buffered else 1
    return Walk(size, planes, scans, progressive, buffered, hollow)


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


def _scans(data: bytes, area: int, meter: Meter) -> int:
    """Return the number of scans, of which one has begun."""
    scans, at = 1, 0
    while (found := AFTER_PIXELS.search(data, at)) and found[0][1] != EOI:
        marker, at = found[0][1], found.end()
        meter.add("chunks")
        if marker == SOS:
            scans += 1
            meter.scan(scans, area)
        if marker not in BARE:
            at += int.from_bytes(data[at : at + 2], "big")
    return scans


def _exactly(blob: BinaryIO, size: int) -> bytes:
    data = blob.read(size)
    if len(data) < size:
        raise Corrupt("the JPEG file is damaged or cut short")
    return data
