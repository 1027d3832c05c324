"""Pauses in a GIF: invisible frames by which a picture is shown for longer than its delay can say, 655.35 s."""

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PIL import Image

from handler.codecs.scanners.gif import CONTROL, EXTENSION, IMAGE, SCREEN_BYTES, colours
from handler.codecs.writing import NamedBuffer

KEEP, CLEAR = 1, 2
"""Two of the disposals."""

DESCRIPTOR = 10
"""Bytes of a frame's descriptor: what it is, its place, its flags."""

PIXEL = struct.pack("<4H", 0, 0, 1, 1)
"""Left, top, width and height of the smallest frame there can be."""


class Written(NamedTuple):
    """Where in a file of our own a frame's control is, and its descriptor, and where it ends."""

    control: int
    descriptor: int
    end: int


def lengthened(data: bytes, times: Sequence[Sequence[int]]) -> bytes:
    """Return a GIF with an invisible frame for each time but the first of every frame; data says the first already.

    times: for each frame of the picture the pieces that its time was cut into, in milliseconds. Where a frame was to be
    cleared away, that is left to the last of its pauses.
    """
    if all(len(pieces) == 1 for pieces in times):
        return data
    result, at = bytearray(), 0
    for frame, (_, *more) in zip(_frames(data), times, strict=True):
        result += data[at : frame.end]
        at = frame.end
        flags = data[frame.control + 3]
        clears = flags >> 2 & 7 == CLEAR
        if more and clears:
            result[frame.control - frame.end + 3] = flags & 3 | KEEP << 2
        place = data[frame.descriptor + 1 : frame.descriptor + 9] if clears else PIXEL
        for number, time in enumerate(more, 1):
            result += _pause(place, CLEAR if clears and number == len(more) else KEEP, time)
    return bytes(result + data[at:])


def _frames(data: bytes) -> Iterator[Written]:
    at, control = SCREEN_BYTES + colours(data[10]), 0
    while data[at] in {EXTENSION, IMAGE}:
        start = at
        if data[at] == IMAGE:
            at = _behind(data, at + DESCRIPTOR + colours(data[at + 9]) + 1)
            yield Written(control, start, at)
        else:
            control = start if data[at + 1] == CONTROL else control
            at = _behind(data, at + 2)


def _behind(data: bytes, at: int) -> int:
    """Return where a chain of sub-blocks ends."""
    while data[at]:
        at += data[at] + 1
    return at + 1


def _pause(place: bytes, disposal: int, time: int) -> bytes:
    """Return a frame that is transparent all over."""
    file = NamedBuffer("gif")
    Image.new("P", struct.unpack_from("<2H", place, 4)).save(file)
    data = file.getvalue()
    frame = next(_frames(data))
    control = struct.pack("<3B BHB B", EXTENSION, CONTROL, 4, disposal << 2 | 1, time // 10, 0, 0)
    return control + bytes([IMAGE]) + place + b"\0" + data[frame.descriptor + DESCRIPTOR : frame.end]
