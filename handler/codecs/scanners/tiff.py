"""The directories of a TIFF (TIFF 6.0, section 2; BigTIFF): how many pages there are, and what reading one takes."""

from struct import calcsize, unpack_from
from typing import BinaryIO, NamedTuple

from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size

BIG = 43
"""The version number of BigTIFF, whose offsets have eight bytes."""

WIDTH, HEIGHT = 256, 257
SHORT = 3
PIECES = frozenset({273, 279, 324, 325})
"""Tags that list where the strips or tiles are, and how long."""

BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
"""What one value of each type takes."""


class NumberLayout(NamedTuple):
    """How numbers lie in a file: the byte order, then the formats of numbers of entries and of offsets."""

    order: str
    number: str
    offset: str

    def read(self, kind: str, data: bytes, at: int) -> int:
        """Return a number; struct.error where the file has ended."""
        (value,) = unpack_from(self.order + kind, data, at)
        return int(value)

    @property
    def entry(self) -> int:
        """Bytes of an entry: a tag, a type, a count, and a value or where it is."""
        return 4 + 2 * calcsize(self.offset)


def pages_of(blob: BinaryIO, meter: Meter) -> int:
    """Walk a file from its start; return its pages, counted until there are enough. Their chain may bite its tail.

    Pillow reads the directories of all pages up to the one that is wanted, with all values: these are counted.
    """
    data = blob.read()
    order = "<" if data[:2] == b"II" else ">"
    big = unpack_from(order + "H", data, 2)[0] == BIG
    layout = NumberLayout(order, "Q", "Q") if big else NumberLayout(order, "H", "I")
    place, seen = layout.read(layout.offset, data, 8 if big else 4), set[int]()
    last = len(data) - calcsize(layout.number)
    # A page that lies nowhere is damage where it is wanted; behind that one the chain has ended.
    while place and place not in seen and len(seen) < meter.enough and (place <= last or len(seen) <= meter.page):
        if len(seen) <= meter.page:
            _directory(data, place, layout, meter)
        seen.add(place)
        after = place + calcsize(layout.number) + layout.read(layout.number, data, place) * layout.entry
        whole = after + calcsize(layout.offset) <= len(data)
        place = layout.read(layout.offset, data, after) if whole else 0
    return max(1, len(seen))


def _directory(data: bytes, place: int, layout: NumberLayout, meter: Meter) -> None:
    """Count what a directory holds. Those that are listed in it, as EXIF's, nobody reads."""
    entries = layout.read(layout.number, data, place)
    meter.entries(entries)
    meter.add("chunks", entries)
    sides = {WIDTH: 0, HEIGHT: 0}
    first = place + calcsize(layout.number)
    for at in range(first, first + entries * layout.entry, layout.entry):
        tag, kind, number = unpack_from(f"{layout.order}HH{layout.offset}", data, at)
        value = at + 4 + calcsize(layout.offset)
        if tag in sides:
            sides[tag] = layout.read("H" if kind == SHORT else "I", data, value)
        elif tag in PIECES:
            meter.add("chunks", number)
        else:
            meter.add("metadata", number * BYTES.get(kind, 1))
    meter.side(Size(sides[WIDTH], sides[HEIGHT]))
