"""The blocks of a GIF: frames, delays, loop count and extensions, without decoding a pixel (GIF89a specification)."""

import struct
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size
from handler.errors import Corrupt

TABLE = 0x80
"""Flag: a colour table follows, whose size the three lowest bits give."""

EXTENSION, IMAGE, CONTROL, APPLICATION = 0x21, 0x2C, 0xF9, 0xFF
"""Two kinds of block, and two labels of extensions."""

LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""Application extensions that hold the loop count."""

SCREEN_BYTES = 13
"""Bytes of the file header and the logical screen descriptor."""


class FrameLocation(NamedTuple):
    """One frame and where it lies in the file.

    left, top, size: its area, pixels. control: the four bytes of its graphic control extension. own: its flags and its
    own colour table. start and stop: offsets of its compressed pixels. cut: whether the file ends within the frame.
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
    """State and result of a walk over the blocks of one file.

    data: the file; empty when the walk is done. screen: size of the logical screen. table: its flags and the global
    colour table. loop: how often the animation plays, 0 for ever. cut: whether the file has ended within a block.
    control: the graphic control extension for the next frame.
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
    """Walk a file from its start until one frame more than counts has been found."""
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
            break  # the trailer, the end of the file, or an unknown block, at which browsers stop too
        meter.add("chunks")
    if not walked.frames:
        raise Corrupt("the GIF file holds no picture")
    walked.data = b""
    return walked


def _extension(walked: GifBlocks, at: int) -> int:
    """Read an extension; return the offset behind it."""
    data, label, first = walked.data, walked.data[at : at + 1], at + 1
    end = _skip_sub_blocks(walked, first)
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
    """Read the head of a frame; return the offset behind the frame."""
    head = walked.data[at : at + 9]
    if len(head) < struct.calcsize("<HHHHB"):
        return len(walked.data)
    left, top, width, height, flags = struct.unpack("<HHHHB", head)
    # Browsers draw a frame of no size over the whole screen.
    size = Size(width, height) if width and height else walked.screen
    if not size.area:
        raise Corrupt("the GIF file has a frame without pixels")
    walked.meter.side(Size(left + size.width, top + size.height))
    start = at + 9 + colours(flags)
    end = _skip_sub_blocks(walked, start + 1)
    own = walked.data[at + 8 : start]
    walked.frames.append(FrameLocation(left, top, size, walked.control, own, start, end, walked.cut))
    walked.control = bytes(4)
    return end


def _skip_sub_blocks(walked: GifBlocks, at: int) -> int:
    """Return the offset behind a chain of sub-blocks. There may be millions, so each is only stepped over."""
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
    """Return the size, in bytes, of the colour table that these flags announce."""
    return 3 << (flags & 7) + 1 if flags & TABLE else 0
