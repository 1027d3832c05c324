"""The boxes of an AVIF or HEIC: counted, and compared with the coded pictures (ISO/IEC 14496-12, 4.2; 23008-12, 6).

A coded picture may be larger than the boxes say: libavif decodes it all the same and scales it down afterwards. So the
headers of the coded data are read too. Both formats have the same boxes; how pictures are coded in them is a `Coding`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from struct import unpack_from
from typing import BinaryIO, NamedTuple

from handler.codecs.scanners import hevc
from handler.codecs.scanners.av1 import Sequence, sequence
from handler.codecs.scanners.avif_properties import TRACKS, Shown
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
    b"edts": 0,
    b"stbl": 0,
    b"stsd": 8,
    **dict.fromkeys((b"av01", b"hvc1", b"hev1"), 78),
    b"iref": 4,
}
"""Boxes that contain boxes, with the bytes before the first of those."""

PIXELS, LEFT_OUT = frozenset({b"mdat", b"idat"}), frozenset({b"free", b"skip"})
"""Boxes that do not count as metadata: coded data, and empty space."""

MOST_DEEP = 8
"""Levels of nested boxes that are read; a real file has seven."""

SAMPLES = {b"stsz": 8, b"stts": 4, b"stsc": 4, b"stco": 4, b"co64": 4, b"stss": 4}
"""Lists about the frames of an animation, with the offset at which each says how many entries it has."""

KEPT = frozenset({b"iloc", b"stsz", b"stsc", b"stco", b"co64"})
"""Boxes that say where coded data lies."""

MOST_READ = 8192
"""Bytes of a box that are read here; enough for the properties of a thousand items."""

SHORT = 0
"""Version of an `iinf` box whose count has 16 bits; later ones have 32."""

SLACK = 64
"""Pixels by which a coded side may be longer than the declared one: encoders fill up whole blocks."""


class Coding(NamedTuple):
    """How the pictures of a format are coded. label: of the format. sequence: reads the headers of coded data.

    config: the box that holds headers beside the data, and `configured` what makes data of them; none if empty.
    """

    label: str
    sequence: Callable[[memoryview, Meter], Sequence]
    config: bytes = b""
    configured: Callable[[memoryview], memoryview] = memoryview


AV1 = Coding("AVIF", sequence)
HEVC = Coding("HEIC", hevc.coded_size, b"hvcC", hevc.configured)


@dataclass
class AvifBoxes:
    """State of a walk over the boxes of one file.

    data: the whole file. declared: the largest size in any box. idat: offset of the data that items may have within
    `meta`. tables: boxes that say where coded data lies. configs: those that hold headers. shown: how the picture is to
    be shown.
    """

    data: bytes
    meter: Meter
    coding: Coding = AV1
    declared: Size = field(default_factory=lambda: Size(0, 0))
    idat: int = 0
    tables: list[Table] = field(default_factory=list)
    configs: list[Table] = field(default_factory=list)
    shown: Shown = field(default_factory=Shown)


def walk(blob: BinaryIO, meter: Meter, coding: Coding = AV1) -> Shown:
    """Walk a whole file; Corrupt where coded data is larger than any size that the boxes declare."""
    walked = AvifBoxes(blob.read(), meter, coding)
    _boxes(walked, 0, len(walked.data), b"")
    told = set[Size]()
    for coded in _configured(walked):
        told.add(coding.sequence(coded, meter).size)
    for coded in chain(_configured(walked), _coded(walked)):
        size, colours = coding.sequence(coded, meter)
        if coding.config and size.area and size not in told:
            raise Corrupt(f"the {coding.label} file is damaged: it holds another picture than it says")
        walked.shown.coded = walked.shown.coded or colours
        if size.width > walked.declared.width + SLACK or size.height > walked.declared.height + SLACK:
            raise Corrupt(f"the {coding.label} file is damaged: it holds a larger picture than it says")
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
    """Note what a box says: a size, the length of a list, or where data lies."""
    data, meter = walked.data, walked.meter
    if name == b"ispe":
        _declare(walked, Size(*unpack_from(">II", data, start + 4)))
    elif name in TRACKS:
        _declare(walked, Size(*unpack_from(">HH", data, start + 24)))
    elif name == b"idat":
        walked.idat = start
    elif name == b"iinf":
        meter.entries(unpack_from(">H" if data[start] == SHORT else ">I", data, start + 4)[0])
    elif name in SAMPLES:
        meter.add("chunks", unpack_from(">I", data, start + SAMPLES[name])[0])
    if name in KEPT:
        walked.tables.append(Table(name, start, end))
    elif name == walked.coding.config:
        walked.configs.append(Table(name, start, end))


def _declare(walked: AvifBoxes, size: Size) -> None:
    walked.meter.side(size)
    walked.declared = Size(max(walked.declared.width, size.width), max(walked.declared.height, size.height))


def _configured(walked: AvifBoxes) -> Iterator[memoryview]:
    """Yield what the boxes of headers hold, as coded data."""
    view = memoryview(walked.data)
    return (walked.coding.configured(view[table.start : table.stop]) for table in walked.configs)


def _coded(walked: AvifBoxes) -> Iterator[memoryview]:
    """Yield the coded data of every item and every frame."""
    view = memoryview(walked.data)
    for table in walked.tables:
        if table.name == b"iloc":
            yield from items(view, table, walked.idat, walked.meter)
    yield from samples(view, walked.tables)
