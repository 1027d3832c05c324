"""The boxes of an AVIF (ISO/IEC 14496-12, 4.2; 23008-12, 6; AVIF 1.1): what they list, and how large they say it is.

What is coded may be larger than the boxes say: libavif decodes it all the same, and then scales it down. So the headers
of what is coded are looked at too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import unpack_from
from typing import BinaryIO

from handler.codecs.scanners.av1 import sequence
from handler.codecs.scanners.avif_properties import Shown
from handler.codecs.scanners.isobmff import Table, items, samples
from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size
from handler.errors import Corrupt

INSIDE = {
    b"meta": 4,
    b"iinf": 6,
    b"iprp": 0,
    b"ipco": 0,
    b"moov": 0,
    b"trak": 0,
    b"mdia": 0,
    b"minf": 0,
    b"stbl": 0,
    b"stsd": 8,
    b"av01": 78,
}
"""Boxes of boxes, and the bytes before the first of these."""

PIXELS, LEFT_OUT = frozenset({b"mdat", b"idat"}), frozenset({b"free", b"skip"})
MOST_DEEP = 8
SAMPLES = {b"stsz": 8, b"stts": 4, b"stsc": 4, b"stco": 4, b"co64": 4, b"stss": 4}
"""Lists about the frames of an animation, and where in each the number of its entries stands."""

PROPERTIES, ENTRY = b"ipco", b"av01"
"""Whose boxes say how the pictures of items, and of tracks, are to be shown."""

KEPT = frozenset({b"iloc", b"stsz", b"stsc", b"stco", b"co64"})
"""Boxes that say where things are."""

MOST_READ = 8192
"""Bytes of a box that are looked into here; of a list of properties, those of a thousand items."""

SHORT = 0
"""The version of a list whose count has 16 bits."""

SLACK = 64
"""Pixels by which a coded side may be longer than a picture's: what encoders fill blocks up with."""


@dataclass
class AvifBoxes:
    """What has been read.

    declared: the largest picture that a box tells of. idat: where the data of items starts. shown: how the picture is
    to be shown.
    """

    data: bytes
    meter: Meter
    declared: Size = field(default_factory=lambda: Size(0, 0))
    idat: int = 0
    tables: list[Table] = field(default_factory=list)
    shown: Shown = field(default_factory=Shown)


def walk(blob: BinaryIO, meter: Meter) -> Shown:
    """Walk a file from its start. Corrupt where something coded is larger than anything that is told of."""
    walked = AvifBoxes(blob.read(), meter)
    _boxes(walked, 0, len(walked.data), b"")
    for coded in _coded(walked):
        size, colours = sequence(coded, meter)
        walked.shown.coded = walked.shown.coded or colours
        if size.width > walked.declared.width + SLACK or size.height > walked.declared.height + SLACK:
            raise Corrupt("the AVIF file is damaged: it holds a larger picture than it says")
    return walked.shown


def _boxes(walked: AvifBoxes, at: int, stop: int, nest: bytes, depth: int = 0) -> None:
    data = walked.data
    while at + 8 <= stop:
        walked.meter.add("chunks")
        size, name = unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and at + 16 <= stop:
            size, head = unpack_from(">Q", data, at + 8)[0], 16
        end = min(at + size, stop) if size else stop
        if end < at + head:
            return
        if name in INSIDE and depth < MOST_DEEP:
            longer = 2 if name == b"iinf" and data[at + head : at + head + 1] != b"\0" else 0  # its count has 32 bits
            _boxes(walked, at + head + INSIDE[name] + longer, end, name, depth + 1)
        elif name not in PIXELS and name not in LEFT_OUT:
            walked.meter.add("metadata", end - at)
        _note(walked, name, at + head, end)
        walked.shown.note(nest, name, data[at + head : min(end, at + head + MOST_READ)], at + head)
        at = end


def _note(walked: AvifBoxes, name: bytes, start: int, end: int) -> None:
    """Note a size, count a list, or remember where it is."""
    data, meter = walked.data, walked.meter
    if name == b"ispe":
        _declare(walked, Size(*unpack_from(">II", data, start + 4)))
    elif name == b"av01":
        _declare(walked, Size(*unpack_from(">HH", data, start + 24)))
    elif name == b"idat":
        walked.idat = start
    elif name == b"iinf":
        meter.entries(unpack_from(">H" if data[start] == SHORT else ">I", data, start + 4)[0])
    elif name in SAMPLES:
        meter.add("chunks", unpack_from(">I", data, start + SAMPLES[name])[0])
    if name in KEPT:
        walked.tables.append(Table(name, start, end))


def _declare(walked: AvifBoxes, size: Size) -> None:
    walked.meter.side(size)
    walked.declared = Size(max(walked.declared.width, size.width), max(walked.declared.height, size.height))


def _coded(walked: AvifBoxes) -> Iterator[memoryview]:
    """Give the data of every item and of every frame."""
    view = memoryview(walked.data)
    for table in walked.tables:
        if table.name == b"iloc":
            yield from items(view, table, walked.idat, walked.meter)
    yield from samples(view, walked.tables)
