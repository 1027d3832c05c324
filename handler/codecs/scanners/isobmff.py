"""Where the data of items and of frames lies in an ISO base media file (ISO/IEC 14496-12, 8.7 and 8.11.3)."""

from collections.abc import Iterator
from itertools import islice
from struct import unpack_from
from typing import NamedTuple

from handler.codecs.scanners.meter import Meter
from handler.errors import Corrupt


class Table(NamedTuple):
    """A box that says where something is: its name, and where its content starts and stops."""

    name: bytes
    start: int
    stop: int


class Reader:
    """Numbers of some bytes each, one after the other."""

    def __init__(self, data: memoryview, at: int) -> None:
        """Start at a place."""
        self.data, self.at = data, at

    def take(self, size: int) -> int:
        """Return the next number, the highest byte first; 0 where it has no bytes."""
        self.at += size
        if self.at > len(self.data):
            raise Corrupt("the AVIF file is damaged or cut short")
        return int.from_bytes(self.data[self.at - size : self.at], "big")


def items(data: memoryview, table: Table, idat: int, meter: Meter) -> Iterator[memoryview]:
    """Give the data of every item that an `iloc` box lists, its parts put together."""
    reader = Reader(data, table.start)
    version, _ = reader.take(1), reader.take(3)
    sizes = reader.take(2)
    offset, length, base, index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    wide = 4 if version > 1 else 2
    number = reader.take(wide)
    meter.entries(number)
    for _ in range(number):
        reader.take(wide)  # its id
        method = reader.take(2) & 15 if version else 0
        reader.take(2)  # a file of its own, which nobody has
        start = reader.take(base) + (idat if method else 0)
        parts, total = [], 0
        extents = reader.take(2)
        meter.add("chunks", extents)
        for _ in range(extents):
            reader.take(index if version else 0)
            place, size = start + reader.take(offset), reader.take(length)
            parts.append(data[place : place + size] if size else data[place:])
            total += len(parts[-1])
            if total > len(data):
                raise Corrupt("the AVIF file is damaged: an item is larger than the file")
        yield parts[0] if len(parts) == 1 else memoryview(b"".join(parts))


def samples(data: memoryview, tables: list[Table]) -> Iterator[memoryview]:
    """Give the data of every frame of every track: of each, three boxes stand together."""
    found: dict[bytes, Table] = {}
    for table in tables:
        name = b"stco" if table.name == b"co64" else table.name
        found[name] = table
        if name != b"iloc" and found.keys() >= {b"stsz", b"stsc", b"stco"}:
            yield from _track(data, found.pop(b"stsz"), found.pop(b"stsc"), found.pop(b"stco"))


def _track(data: memoryview, sizes: Table, groups: Table, places: Table) -> Iterator[memoryview]:
    lengths = _lengths(data, sizes)
    number = unpack_from(">I", data, groups.start + 4)[0]
    runs = [unpack_from(">II", data, groups.start + 8 + 12 * at) for at in range(number)]
    wide = 8 if places.name == b"co64" else 4
    reader = Reader(data, places.start + 4)
    run = 0
    for chunk in range(1, reader.take(4) + 1):
        while run + 1 < len(runs) and runs[run + 1][0] <= chunk:
            run += 1
        at = reader.take(wide)
        for length in islice(lengths, runs[run][1] if runs else 0):
            yield data[at : at + length]
            at += length


def _lengths(data: memoryview, sizes: Table) -> Iterator[int]:
    """Give the bytes of every frame: one number for all, or a number each."""
    reader = Reader(data, sizes.start + 4)
    same, number = reader.take(4), reader.take(4)
    for _ in range(number):
        yield same or reader.take(4)
