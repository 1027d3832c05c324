"""The directory of an ICO: each picture with the size that it really has, whatever the directory says.

Its own widths are bytes, in which 256 and more cannot be said, and a picture may be a whole PNG of any size.
"""

from struct import calcsize, unpack_from
from typing import NamedTuple

from handler.codecs.scanners.further.bmp import bitmap_at
from handler.codecs.scanners.meter import Meter
from handler.codecs.scanners.png import SIGNATURE
from handler.core.geometry import Size
from handler.errors import Corrupt

HEAD, ENTRY = 6, "<8xII"
"""Bytes before the directory, and the layout of an entry: of its last two numbers, length and offset."""

PNG_SIZE = 16
"""Where in a PNG its size stands."""


class IconPicture(NamedTuple):
    """One picture of an icon. start, stop: where it lies. bits: of a pixel. drawn: whether it is a PNG."""

    size: Size
    bits: int
    start: int
    stop: int
    drawn: bool


def icons_of(data: memoryview, meter: Meter) -> list[IconPicture]:
    """Return the pictures, the largest first; Corrupt where there is none, or one of them lies outside of the file."""
    (number,) = unpack_from("<H", data, 4)
    meter.entries(number)
    meter.add("chunks", number)
    found = [_icon(data, HEAD + at * calcsize(ENTRY), meter) for at in range(number)]
    if not found:
        raise Corrupt("the ICO file holds no picture")
    return sorted(found, key=lambda icon: (-icon.size.area, -icon.bits, icon.start))


def _icon(data: memoryview, at: int, meter: Meter) -> IconPicture:
    length, start = unpack_from(ENTRY, data, at)
    if start + length > len(data):
        raise Corrupt("the ICO file is damaged or cut short")
    if data[start : start + len(SIGNATURE)] == SIGNATURE:
        size = Size(*unpack_from(">II", data, start + PNG_SIZE))
        meter.side(size)
        return IconPicture(size, 32, start, start + length, drawn=True)
    bitmap = bitmap_at(data, start, meter, icon=True)
    return IconPicture(bitmap.size, bitmap.bits, start, start + length, drawn=False)
