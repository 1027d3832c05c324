"""The clock in a moving AVIF: when it was made, which nobody is told, and how long all of its plays last.

libavif writes the time, and the same picture must give the same bytes. It can write how often an animation plays, but
Pillow does not ask it to: then all plays last for ever.
"""

from collections.abc import Iterator
from struct import pack_into, unpack_from

NESTS = {b"moov", b"trak", b"mdia", b"edts"}
STAMPED = {b"mvhd", b"tkhd", b"mdhd"}

LASTING = {b"mvhd": 24, b"tkhd": 28}
"""Boxes that say how long all plays last, and where: ISO/IEC 14496-12, 8.2.2 and 8.3.2, version 1."""

EDIT = 8
"""Where an edit list (8.6.6) says how long one play lasts."""

FOR_EVER = 2**64 - 1


def unstamped(data: bytes) -> bytes:
    """Return a file of ISO base media boxes with the times of creation and change set to 0, which means unknown.

    Boxes and fields: ISO/IEC 14496-12, 4.2 and 8.2 to 8.4. A still AVIF has none of them.
    """
    result = bytearray(data)
    for name, body in _boxes(data, 0, len(data)):
        if name in STAMPED:
            times = 16 if data[body] == 1 else 8  # two of 64 bit in version 1, of 32 in version 0
            result[body + 4 : body + 4 + times] = bytes(times)
    return bytes(result)


def playing(data: bytes, plays: int) -> bytes:
    """Return a file that libavif wrote to be played for ever, to be played so often; 0 is for ever.

    The length of all plays becomes that of one, which the edit list says, times their number (AVIF 1.1, 3).
    """
    result, found = bytearray(data), list(_boxes(data, 0, len(data)))
    once = next((unpack_from(">Q", data, body + EDIT)[0] for name, body in found if name == b"elst"), 0)
    if not plays or not once:
        return data
    for name, body in found:
        if name in LASTING and data[body] == 1:
            pack_into(">Q", result, body + LASTING[name], min(plays * once, FOR_EVER - 1))
    return bytes(result)


def _boxes(data: bytes, start: int, stop: int) -> Iterator[tuple[bytes, int]]:
    """Give the boxes with their names and where what is in them begins, those of NESTS gone into."""
    while start + 8 <= stop:
        size, name = unpack_from(">I4s", data, start)
        header = 8
        if size == 1:
            size, header = unpack_from(">Q", data, start + 8)[0], 16
        end = start + size if size else stop
        if size and size < header:
            return
        body = start + header
        if name in NESTS:
            yield from _boxes(data, body, end)
        else:
            yield name, body
        start = end
