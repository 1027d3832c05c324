"""AV1 sequence headers: the size and colour space of the coded frames (AV1 specification, 5.3 to 5.5)."""

from typing import NamedTuple

from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size

SEQUENCE = 1
"""`obu_type` of a sequence header."""

HEADER_BYTES = 512
"""Bytes of a header that are read: more than precede the size in the longest, with 32 operating points of 100 bits."""

HIGH, PROFESSIONAL = 1, 2
"""`seq_profile`: High has full colour resolution (4:4:4), Professional also 12 bits and 4:2:2."""

TIERED = 7
"""`seq_level_idx` above which a header has a `seq_tier`."""


class Sequence(NamedTuple):
    """Facts from sequence headers. size: the largest frame, pixels. colours: CICP primaries and transfer, or None."""

    size: Size = Size(0, 0)
    colours: tuple[int, int] | None = None


def sequence(data: memoryview, meter: Meter) -> Sequence:
    """Return the largest size and the first colours that the sequence headers among these OBUs announce."""
    found, at = Sequence(), 0
    while at + 2 <= len(data):
        meter.add("blocks")
        kind, extended, sized = data[at] >> 3 & 15, data[at] >> 2 & 1, data[at] >> 1 & 1
        at += 1 + extended
        length, at = _leb128(data, at) if sized else (len(data) - at, at)
        if kind == SEQUENCE:
            size, colours = _header(Bits(bytes(data[at : at + min(length, HEADER_BYTES)])))
            largest = Size(max(found.size.width, size.width), max(found.size.height, size.height))
            found = Sequence(largest, found.colours or colours)
        at += length
    return found


def _leb128(data: memoryview, at: int) -> tuple[int, int]:
    """Return a leb128 number (4.10.5) and the offset behind it."""
    value = 0
    for place in range(8):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << 7 * place
        if not byte & 0x80:
            break
    return value, at


class Bits:
    """Reads numbers of a few bits each, the highest bit first; past the end, zeros."""

    def __init__(self, data: bytes) -> None:
        """Start at the first bit."""
        self.value, self.left = int.from_bytes(data, "big"), 8 * len(data)

    def take(self, bits: int) -> int:
        """Return the number in the next `bits` bits."""
        self.left -= bits
        return (self.value >> self.left if self.left >= 0 else self.value << -self.left) & (1 << bits) - 1


def _header(bits: Bits) -> Sequence:
    profile = bits.take(3)
    bits.take(1)  # whether it is a still picture
    short = bits.take(1)  # reduced_still_picture_header
    if short:
        bits.take(5)
    else:
        _skip_operating_points(bits)
    across, down = bits.take(4) + 1, bits.take(4) + 1
    size = Size(bits.take(across) + 1, bits.take(down) + 1)
    if not short and bits.take(1):
        bits.take(7)  # lengths of frame ids
    bits.take(3)
    if not short:
        _skip_tools(bits)
    bits.take(3)
    return Sequence(size, _colours(bits, profile))


def _skip_tools(bits: Bits) -> None:
    """Skip the flags of coding tools."""
    bits.take(4)
    ordered = bits.take(1)
    bits.take(2 * ordered)
    screen = bits.take(1) or bits.take(1)  # screen content tools: chosen by each frame, or for all
    if screen and not bits.take(1):
        bits.take(1)
    bits.take(3 * ordered)


def _colours(bits: Bits, profile: int) -> tuple[int, int] | None:
    deep = bits.take(1)
    bits.take(1 if profile == PROFESSIONAL and deep else 0)
    bits.take(0 if profile == HIGH else 1)  # monochrome
    return (bits.take(8), bits.take(8)) if bits.take(1) else None


def _skip_operating_points(bits: Bits) -> None:
    """Skip timing, decoder model and operating points."""
    delay = 0
    if bits.take(1):
        bits.take(64)
        if bits.take(1):
            _uvlc(bits)
        if bits.take(1):
            delay = bits.take(5) + 1
            bits.take(42)
    delayed = bits.take(1)
    for _ in range(bits.take(5) + 1):
        bits.take(12)
        if bits.take(5) > TIERED:
            bits.take(1)
        if delay and bits.take(1):
            bits.take(2 * delay + 1)
        if delayed and bits.take(1):
            bits.take(4)


def _uvlc(bits: Bits) -> None:
    zeros = 0
    while zeros < 32 and not bits.take(1):  # noqa: PLR2004 - the longest there is
        zeros += 1
    bits.take(zeros)
