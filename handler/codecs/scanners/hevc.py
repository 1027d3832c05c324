"""HEVC parameter sets: the size of the coded frames (ITU-T H.265, 7.3.1 and 7.3.2; ISO/IEC 14496-15, 8.3.3)."""

from typing import NamedTuple

from handler.codecs.scanners.av1 import Bits, Sequence
from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size
from handler.errors import Corrupt

PARAMETERS = 33
"""`nal_unit_type` of a sequence parameter set."""

SET_BYTES = 512
"""Bytes of a set that are read: more than precede the size in the longest."""

ARRAYS = 22
"""Bytes of the configuration before its arrays of sets."""

BROKEN = "the HEIC file is damaged: its configuration is"

LENGTH = 4
"""Bytes of the length before each unit, as every writer known has it; the format allows fewer."""


class SampleLayout(NamedTuple):
    """How samples are stored. chroma: `chroma_format_idc`. luma, colour: how many bits more than 8 they have."""

    chroma: int
    luma: int
    colour: int


def configured(data: memoryview) -> memoryview:
    """Return the sets in the content of a configuration (`hvcC`) as coded data: each with its length before it.

    Corrupt where a set says another number of bits, or other colours, than the configuration: libheif makes room as
    that says, and its caller writes as far as the coded picture goes.
    """
    if len(data) <= ARRAYS or (data[ARRAYS - 1] & 3) + 1 != LENGTH:
        raise Corrupt(BROKEN)
    said = SampleLayout(data[16] & 3, data[17] & 7, data[18] & 7)
    found, at = bytearray(), ARRAYS + 1
    for _ in range(data[ARRAYS]):
        number, at = int.from_bytes(data[at + 1 : at + 3], "big"), at + 3
        for _ in range(number):
            size = int.from_bytes(data[at : at + 2], "big")
            unit = bytes(data[at + 2 : at + 2 + size])
            at += 2 + size
            if at > len(data) or (unit and unit[0] >> 1 & 63 == PARAMETERS and _set(unit[:SET_BYTES])[1] != said):
                raise Corrupt(BROKEN)
            found += size.to_bytes(LENGTH, "big") + unit
    return memoryview(found)


def coded_size(data: memoryview, meter: Meter) -> Sequence:
    """Return the largest size that the parameter sets among these units announce."""
    largest, at = Size(0, 0), 0
    while at + LENGTH + 2 <= len(data):
        meter.add("blocks")
        length, kind = int.from_bytes(data[at : at + LENGTH], "big"), data[at + LENGTH] >> 1 & 63
        at += LENGTH
        if kind == PARAMETERS:
            size, _ = _set(bytes(data[at : at + min(length, SET_BYTES)]))
            largest = Size(max(largest.width, size.width), max(largest.height, size.height))
        at += length
    return Sequence(largest)


def _plain(data: bytes) -> bytes:
    """Return a unit without the bytes that keep it from looking like a start (7.3.1.1)."""
    return data.replace(b"\0\0\3", b"\0\0")


def _set(unit: bytes) -> tuple[Size, SampleLayout]:
    """Return the size that a set announces, and how samples are stored (7.3.2.2)."""
    bits = Bits(_plain(unit[2:]))
    bits.take(4)
    layers = bits.take(3)
    bits.take(1)
    bits.take(96)  # profile, tier and level
    if layers:
        flags = [(bits.take(1), bits.take(1)) for _ in range(8)]
        for profiled, levelled in flags[:layers]:
            bits.take(88 * profiled + 8 * levelled)
    _golomb(bits)  # its id
    chroma = _golomb(bits)
    if chroma == 3:  # noqa: PLR2004 - all of colour, where each may be a plane
        bits.take(1)
    size = Size(_golomb(bits), _golomb(bits))
    if bits.take(1):
        for _ in range(4):  # the window that is shown
            _golomb(bits)
    return size, SampleLayout(chroma, _golomb(bits), _golomb(bits))


def _golomb(bits: Bits) -> int:
    """Return an Exp-Golomb number (9.2)."""
    zeros = 0
    while zeros < 32 and not bits.take(1):  # noqa: PLR2004 - the longest there is
        zeros += 1
    return (1 << zeros) - 1 + bits.take(zeros)
