"""The blocks of a GIF (GIF89a specification): everything but the pixels."""

import struct
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size
from handler.errors import Corrupt

TABLE = 0x80
"""The flag that a colour table follows; the three lowest bits tell its size."""

EXTENSION, IMAGE, CONTROL, APPLICATION = 0x21, 0x2C, 0xF9, 0xFF
LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
SCREEN_BYTES = 13


class FrameLocation(NamedTuple):
    """A frame in the file.

    control: four bytes of its graphic control extension. start and stop: where its pixels are. own: its flags and its
    colour table. cut: whether the file ends before the frame does.
    """

    left: int
    top: int
    size: Size
    control: bytes
    own: bytes
    start: int
    stop: int
    cut: bool


@dataclass
class GifBlocks:
    """What has been read so far.

    control: of the extension for the next frame. table: flags and global colours. cut: whether the file has ended
    within something.
    """

    data: bytes
    meter: Meter
    screen: Size
    table: bytes
    frames: list[FrameLocation] = field(default_factory=list)
    loop: int = 1
    cut: bool = False
    control: bytes = bytes(4)


def walk(blob: BinaryIO, meter: Meter) -> GifBlocks:
    """Walk a file from its start, until there are frames enough."""
    data = blob.read()
    screen = Size(*struct.unpack_from("<HH", data, 6))
    meter.side(screen)
    at = SCREEN_BYTES + colours(data[10])
    walked = GifBlocks(data, meter, screen, data[10:11] + data[SCREEN_BYTES:at])
    while len(walked.frames) < meter.enough:
        kind = data[at : at + 1]
        if kind == bytes([EXTENSION]):
            at = _extension(walked, at + 1)
        elif kind == bytes([IMAGE]):
            at = _image(walked, at + 1)
        else:
            break  # the trailer, the end, or what browsers take for it
        meter.add("chunks")
    if not walked.frames:
        raise Corrupt("the GIF file holds no picture")
    walked.data = b""
    return walked


def _extension(walked: GifBlocks, at: int) -> int:
    """Note what an extension says, and return where it ends."""
    data, label, first = walked.data, walked.data[at : at + 1], at + 1
    end = _passed(walked, first)
    if label == bytes([CONTROL]) and data[first : first + 1] == b"\4" and end >= first + 6:
        walked.control = data[first + 1 : first + 5]
    else:
        walked.meter.add("metadata", end - first)
    # A loop count of n repeats n times what was played once; zero is for ever.
    loops = label == bytes([APPLICATION]) and data[first + 1 : first + 12] in LOOPS
    if loops and data[first + 12 : first + 14] == b"\3\1":
        repeats = int.from_bytes(data[first + 14 : first + 16], "little")
        walked.loop = repeats + 1 if repeats else 0
    return end


def _image(walked: GifBlocks, at: int) -> int:
    """Note where a frame is, and return where it ends."""
    head = walked.data[at : at + 9]
    if len(head) < struct.calcsize("<HHHHB"):
        return len(walked.data)
    left, top, width, height, flags = struct.unpack("<HHHHB", head)
    # Browsers show a frame without a size all over the screen.
    size = Size(width, height) if width and height else walked.screen
    if not size.area:
        raise Corrupt("the GIF file has a frame without pixels")
    walked.meter.side(Size(left + size.width, top + size.height))
    start = at + 9 + colours(flags)
    end = _passed(walked, start + 1)
    own = walked.data[at + 8 : start]
    walked.frames.append(FrameLocation(left, top, size, walked.control, own, start, end, walked.cut))
    walked.control = bytes(4)
    return end


def _passed(walked: GifBlocks, at: int) -> int:
    """Return where a chain of sub-blocks ends. There may be millions: nothing is done for one but to step over it."""
    data, room, number = walked.data, walked.meter.left("blocks"), 0
    try:
        while (length := data[at]) and number <= room:
            at += length + 1
            number += 1
    except IndexError:
        walked.cut, at = True, len(data) - 1
    walked.meter.add("blocks", number)
    return at + 1


def colours(flags: int) -> int:
    """Return the bytes of a colour table."""
    return 3 << (flags & 7) + 1 if flags & TABLE else 0
