"""The sections of a PSD up to its flattened picture (Adobe Photoshop File Formats Specification): none is decoded.

Layers are passed over as a whole; of the resources only the profile, XMP and whether there is a flattened picture are
looked at.
"""

from dataclasses import dataclass
from struct import unpack_from

from handler.codecs.header import unread
from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size
from handler.errors import Corrupt

LARGE, HEAD = 2, 26
"""Version of a large document (PSB); bytes of the file header."""

PROFILE, VERSION, XMP = 1039, 1057, 1060
"""Resources: the ICC profile, who wrote the file, XMP."""

BITMAP, GRAY, INDEXED, RGB, INKS, DUOTONE, LAB = 0, 1, 2, 3, 4, 8, 9
CHANNELS = {BITMAP: 1, GRAY: 1, INDEXED: 1, RGB: 3, INKS: 4, DUOTONE: 1, LAB: 3}
"""How many channels the colours of each mode have; others are not read."""

DEPTHS = {BITMAP: frozenset({1}), INDEXED: frozenset({8})}
PLAIN_DEPTHS = frozenset({8, 16})
RAW, PACKED = 0, 1
"""Ways to store pixels; the others are ZIP."""

PALETTE, MOST_CHANNELS = 768, 56
"""Bytes of a palette; channels that a file may have."""


@dataclass(frozen=True)
class Flattened:
    """Where the flattened picture of a file lies, and what it is.

    channels: of the colours. veiled: whether the channel after them is what of it can be seen. starts: offset of each
    channel's pixels. packed: whether they are packed by rows (PackBits). palette: 256 reds, greens and blues.
    """

    size: Size
    mode: int
    depth: int
    channels: int
    veiled: bool
    packed: bool
    starts: tuple[int, ...]
    palette: bytes = b""
    profile: bytes | None = None
    xmp: bytes | None = None


def walk(data: memoryview, meter: Meter) -> Flattened:
    """Walk over the sections; UnacceptedKind where there is no flattened picture, or one that nothing here reads."""
    version, channels, height, width, depth, mode = unpack_from(">H6xHIIHH", data, 4)
    if version == LARGE:
        raise unread("a large PSD (PSB)")
    if not 0 < channels <= MOST_CHANNELS:
        raise Corrupt("the PSD file is damaged")
    if mode not in CHANNELS or depth not in DEPTHS.get(mode, PLAIN_DEPTHS):
        raise unread(f"a PSD of {depth} bits in a colour mode that nothing here reads")
    size = Size(width, height)
    if min(size) <= 0 or channels < CHANNELS[mode]:
        raise Corrupt("the PSD file says that it has no pixels")
    meter.side(size)
    colours, after = _section(data, HEAD)
    resources, layers = _section(data, after)
    found = _resources(data[after + 4 : layers], meter) if resources else {}
    length, pixels = _section(data, layers)
    if found.get(VERSION, b"\0\0\0\0\1")[4:5] == b"\0":
        raise unread("a PSD that was saved without its flattened picture")
    # A negative number of layers says that the first channel beside the colours is what can be seen.
    clear = length >= 6 and unpack_from(">h", data, layers + 8)[0] < 0  # noqa: PLR2004 - two lengths before it
    wanted = CHANNELS[mode] + (clear and channels > CHANNELS[mode] and mode in {GRAY, RGB})
    packed, starts = _channels(data, pixels, Size((width * depth + 7) // 8, height), (channels, wanted))
    palette = bytes(data[HEAD + 4 : HEAD + 4 + PALETTE]) if colours >= PALETTE else b""
    return Flattened(
        size,
        mode,
        depth,
        CHANNELS[mode],
        wanted > CHANNELS[mode],
        packed,
        starts,
        palette,
        found.get(PROFILE),
        found.get(XMP),
    )


def _section(data: memoryview, at: int) -> tuple[int, int]:
    """Return the length of the section at an offset, and the offset behind it."""
    (length,) = unpack_from(">I", data, at)
    if at + 4 + length > len(data):
        raise Corrupt("the PSD file is damaged or cut short")
    return length, at + 4 + length


def _resources(data: memoryview, meter: Meter) -> dict[int, bytes]:
    """Return the resources that are of use; a damaged one ends them."""
    found, at = dict[int, bytes](), 0
    while at + 12 <= len(data) and data[at] == ord("8"):
        (number,) = unpack_from(">H", data, at + 4)
        name = at + 6
        at = name + (data[name] + 2) // 2 * 2
        if at + 4 > len(data):
            break
        (length,) = unpack_from(">I", data, at)
        meter.add("chunks")
        meter.add("metadata", length)
        if number in {PROFILE, VERSION, XMP}:
            found[number] = bytes(data[at + 4 : at + 4 + length])
        at += 4 + length + length % 2
    return found


def _channels(data: memoryview, at: int, stored: Size, numbers: tuple[int, int]) -> tuple[bool, tuple[int, ...]]:
    """Return whether the channels are packed, and where each that is wanted starts.

    stored: bytes of a row, and rows. numbers: how many channels there are, and how many of them are wanted.
    """
    (way,) = unpack_from(">H", data, at)
    at += 2
    (row, height), (channels, wanted) = stored, numbers
    if way == RAW:
        return False, tuple(at + each * row * height for each in range(wanted))
    if way != PACKED:
        raise unread("a PSD of pixels in ZIP")
    rows = channels * height
    if at + 2 * rows > len(data):
        raise Corrupt("the PSD file is damaged or cut short")
    start, starts = at + 2 * rows, []
    for each in range(wanted):
        starts.append(start)
        lengths = unpack_from(f">{height}H", data, at + 2 * each * height)
        start += sum(lengths)
    if start > len(data):
        raise Corrupt("the PSD file is damaged or cut short")
    return True, tuple(starts)
