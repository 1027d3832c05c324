"""The directories of a TIFF: pages are counted, and what reading one would take (TIFF 6.0, section 2; BigTIFF)."""

from struct import calcsize, unpack_from
from typing import BinaryIO, NamedTuple

from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size

BIG = 43
"""Version number of BigTIFF, whose offsets have eight bytes; that of TIFF is 42."""

WIDTH, HEIGHT = 256, 257
"""Tags of the size of a page."""

SHORT = 3
"""Type of 16-bit integers."""

PIECES = frozenset({273, 279, 324, 325})
"""Tags that list the offsets and lengths of strips or tiles."""

BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
"""Bytes of one value, by its type."""


class NumberLayout(NamedTuple):
    """How a file stores numbers.

    order: the byte order. number, offset: formats of a count of entries and of an offset. All for `struct`.
    """

    order: str
    number: str
    offset: str

    def read(self, kind: str, data: bytes | memoryview, at: int) -> int:
        """Return the number at an offset; struct.error where the file ends before it."""
        (value,) = unpack_from(self.order + kind, data, at)
        return int(value)

    @property
    def entry(self) -> int:
        """Bytes of an entry: tag, type, count, and the value or its offset."""
        return 4 + 2 * calcsize(self.offset)


def pages_of(blob: BinaryIO, meter: Meter) -> int:
    """Return the number of pages of a file, counted up to one more than the limit; a chain in a circle ends.

    Pillow reads all directories up to the wanted page, with all their values, so the pieces of these are counted.
    """
    data = blob.read()
    order = "<" if data[:2] == b"II" else ">"
    big = unpack_from(order + "H", data, 2)[0] == BIG
    layout = NumberLayout(order, "Q", "Q") if big else NumberLayout(order, "H", "I")
    place, seen = layout.read(layout.offset, data, 8 if big else 4), set[int]()
    last = len(data) - calcsize(layout.number)
    # An offset past the end is an error up to the wanted page; behind it, it ends the chain.
    while place and place not in seen and len(seen) < meter.enough and (place <= last or len(seen) <= meter.page):
        if len(seen) <= meter.page:
            _directory(data, place, layout, meter)
        seen.add(place)
        after = place + calcsize(layout.number) + layout.read(layout.number, data, place) * layout.entry
        whole = after + calcsize(layout.offset) <= len(data)
        place = layout.read(layout.offset, data, after) if whole else 0
    return max(1, len(seen))


def _directory(data: bytes, place: int, layout: NumberLayout, meter: Meter) -> None:
    """Count the pieces of a directory. Directories within it, such as EXIF's, are not read by anyone here."""
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
