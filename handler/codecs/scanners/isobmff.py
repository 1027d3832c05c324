"""ISO base media files: the data of items and frames, found by the tables (ISO/IEC 14496-12, 8.7 and 8.11.3)."""

from collections.abc import Iterator
from itertools import islice
from struct import unpack_from
from typing import NamedTuple

from handler.codecs.scanners.meter import Meter
from handler.errors import Corrupt


class Table(NamedTuple):
    """A box that says where data lies: its name, and the offsets at which its content starts and stops."""

    name: bytes
    start: int
    stop: int


class Reader:
    """Reads unsigned big-endian numbers, one after another."""

    def __init__(self, data: memoryview, at: int) -> None:
        """Start at an offset."""
        self.data, self.at = data, at

    def take(self, size: int) -> int:
        """Return the number in the next `size` bytes, 0 for no bytes; Corrupt past the end."""
        self.at += size
        if self.at > len(self.data):
            raise Corrupt("the file is damaged or cut short")
        return int.from_bytes(self.data[self.at - size : self.at], "big")


def items(data: memoryview, table: Table, idat: int, meter: Meter) -> Iterator[memoryview]:
    """Yield the data of every item of an `iloc` box, its parts joined. idat: offset of the data within `meta`."""
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
        reader.take(2)  # data_reference_index: another file, which is not supported
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
                raise Corrupt("the file is damaged: an item is larger than the file")
        yield parts[0] if len(parts) == 1 else memoryview(b"".join(parts))


def samples(data: memoryview, tables: list[Table]) -> Iterator[memoryview]:
    """Yield the data of every frame of every track; each track has three tables, which follow one another."""
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
    """Yield the size of every frame, in bytes: one number for all, or one for each."""
    reader = Reader(data, sizes.start + 4)
    same, number = reader.take(4), reader.take(4)
    for _ in range(number):
        yield same or reader.take(4)
