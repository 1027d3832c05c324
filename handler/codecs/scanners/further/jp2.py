"""JPEG 2000: the boxes around a codestream (ISO/IEC 15444-1, annex I), which say its colours; `j2k` reads the rest."""

from collections.abc import Iterator
from struct import calcsize, iter_unpack, unpack_from

from handler.codecs.scanners.further.j2k import J2kHeader, read_stream
from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size
from handler.errors import Corrupt

SIGNATURE = b"\0\0\0\x0cjP  "
"""The first bytes of a file of boxes."""

NAMED, BY_PROFILE = 1, frozenset({2, 3})
"""How a box of colours says which: by a number, or by an ICC profile, restricted or any."""

COLOUR, PREMULTIPLIED_ALPHA = 0, 2
"""What a component is (I.5.3.6)."""


def walk(data: memoryview, meter: Meter) -> J2kHeader:
    """Walk over the boxes to the codestream, and over all of its headers."""
    found, start = J2kHeader(), 0
    if data[: len(SIGNATURE)] == SIGNATURE:
        start = _boxes(data, found, meter)
    read_stream(data, start, found, meter)
    if found.said and found.said != found.size:
        raise Corrupt("the JPEG 2000 file says two sizes")
    return found


def _boxes(data: memoryview, found: J2kHeader, meter: Meter) -> int:
    """Read the boxes of a file; return the offset of its codestream."""
    for name, start, stop in _each(data, 0, len(data), meter):
        if name == b"jp2c":
            return start
        if name == b"jp2h":
            for inner, at, end in _each(data, start, stop, meter):
                _described(data, inner, at, end, found)
        meter.add("metadata", stop - start)
    raise Corrupt("the JPEG 2000 file holds no picture")


def _each(data: memoryview, at: int, stop: int, meter: Meter) -> Iterator[tuple[bytes, int, int]]:
    """Give the boxes that lie between two offsets: of each its name, and where its content starts and stops."""
    while at + 8 <= stop:
        length, name = unpack_from(">I4s", data, at)
        start = at + 8
        if length == 1:
            (length,) = unpack_from(">Q", data, start)
            start += 8
        end = at + length if length else stop
        if end < start or (end > stop and name != b"jp2c"):
            raise Corrupt("the JPEG 2000 file is damaged or cut short")
        meter.add("chunks")
        yield name, start, min(end, stop)
        at = end


def _described(data: memoryview, name: bytes, at: int, stop: int, found: J2kHeader) -> None:
    """Read a box of the file's header (I.5.3)."""
    if name == b"ihdr":
        height, width = unpack_from(">II", data, at)
        found.said = Size(width, height)
    elif name == b"pclr":
        found.palette = True
    elif name == b"cmap":
        found.moved |= any(entry != (0, 1, place) for place, entry in enumerate(_entries(">HBB", data, at, stop)))
    elif name == b"cdef":
        for number, kind, place in _entries(">3H", data, at + 2, stop):
            found.moved |= kind == COLOUR and place != number + 1
            found.premultiplied |= kind == PREMULTIPLIED_ALPHA
    elif name == b"colr" and found.colours is None and found.profile is None:
        if data[at] == NAMED:
            (found.colours,) = unpack_from(">I", data, at + 3)
        elif data[at] in BY_PROFILE:
            found.profile = bytes(data[at + 3 : stop])


def _entries(layout: str, data: memoryview, at: int, stop: int) -> Iterator[tuple[int, ...]]:
    """Give the entries of a box that is a list of them."""
    yield from iter_unpack(layout, data[at : at + (stop - at) // calcsize(layout) * calcsize(layout)])
