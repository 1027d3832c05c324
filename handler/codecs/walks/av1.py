"""The sequence header of AV1 (AV1 Bitstream & Decoding Process, 5.3 to 5.5): how large its frames may be."""

from handler.codecs.walks.meter import Meter
from handler.geometry import Size

SEQUENCE = 1
"""The type of the unit that is looked for."""

HEADER_BYTES = 512
"""More than stands before the size in the longest sequence header: 32 operating points of a hundred bits."""

TIERED = 7
"""The level from which a tier is told."""


def largest(data: memoryview, meter: Meter) -> Size:
    """Return the largest frame that the sequence headers among these units announce, 0 x 0 where there is none."""
    found, at = Size(0, 0), 0
    while at + 2 <= len(data):
        meter.add("blocks")
        kind, extended, sized = data[at] >> 3 & 15, data[at] >> 2 & 1, data[at] >> 1 & 1
        at += 1 + extended
        length, at = _leb128(data, at) if sized else (len(data) - at, at)
        if kind == SEQUENCE:
            size = _frame(Bits(bytes(data[at : at + min(length, HEADER_BYTES)])))
            found = Size(max(found.width, size.width), max(found.height, size.height))
        at += length
    return found


def _leb128(data: memoryview, at: int) -> tuple[int, int]:
    """Return a number, and where it ends."""
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
    """Numbers of some bits each, the highest first; zeros where there is nothing more."""

    def __init__(self, data: bytes) -> None:
        """Start at the first bit."""
        self.value, self.left = int.from_bytes(data, "big"), 8 * len(data)

    def take(self, bits: int) -> int:
        """Return the next number."""
        self.left -= bits
        return (self.value >> self.left if self.left >= 0 else self.value << -self.left) & (1 << bits) - 1


def _frame(bits: Bits) -> Size:
    bits.take(4)  # profile, and whether it is a still picture
    if bits.take(1):  # a header as short as can be
        bits.take(5)
    else:
        _points(bits)
    across, down = bits.take(4) + 1, bits.take(4) + 1
    return Size(bits.take(across) + 1, bits.take(down) + 1)


def _points(bits: Bits) -> None:
    """Pass times, models of decoders, and operating points."""
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
