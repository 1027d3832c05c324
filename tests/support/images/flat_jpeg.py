"""JPEGs of one flat colour with any sampling, written byte by byte (ITU-T T.81): only DC is coded."""

import struct
from collections.abc import Sequence
from typing import NamedTuple

SOI, EOI = b"\xff\xd8", b"\xff\xd9"
QUANTUM = 8
"""So that a DC coefficient is the value itself: it is eight times the mean of a block."""


class Component(NamedTuple):
    """A component: its id, its sampling factors, and its value, 0 to 255."""

    name: int
    value: int
    across: int = 1
    down: int = 1


def segment(marker: int, data: bytes) -> bytes:
    """Return a segment."""
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def scan(components: Sequence[Component], blocks: int) -> bytes:
    """Return an interleaved scan of so many units."""
    bits, last = "", dict.fromkeys(components, 0)
    for _ in range(blocks):
        for component in components:
            for _ in range(component.across * component.down):
                change, last[component] = component.value - 128 - last[component], component.value - 128
                size = abs(change).bit_length()
                number = change if change >= 0 else change + (1 << size) - 1
                bits += f"{size:04b}" + (f"{number:0{size}b}" if size else "") + "0"
    bits += "1" * (-len(bits) % 8)
    packed = int(bits or "0", 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\0")
    head = bytes([len(components)]) + b"".join(bytes([component.name, 0]) for component in components)
    return segment(0xDA, head + b"\0\x3f\0") + packed


def flat(  # noqa: PLR0913 - a file has as many parts
    components: Sequence[Component],
    size: tuple[int, int] = (16, 16),
    *,
    frame: int = 0xC0,
    precision: int = 8,
    before: bytes = b"",
    end: bytes = EOI,
) -> bytes:
    """Return a JPEG. frame: the SOF marker. before: segments in front of the tables."""
    most = max(c.across for c in components), max(c.down for c in components)
    units = 1
    for side, factor in zip(size, most, strict=True):
        units *= -(-side // (8 * factor))
    if len(components) == 1:
        components, units = [components[0]], -(-size[0] // 8) * -(-size[1] // 8)
    coded = [c._replace(across=1, down=1) for c in components] if len(components) == 1 else components
    dc = b"\0" + bytes([0, 0, 0, 12, *[0] * 12]) + bytes(range(12))
    ac = b"\x10" + bytes([1, *[0] * 15]) + b"\0"
    shape = struct.pack(">BHHB", precision, size[1], size[0], len(components))
    shape += b"".join(bytes([c.name, c.across << 4 | c.down, 0]) for c in components)
    return b"".join(
        (
            SOI,
            before,
            segment(0xDB, b"\0" + bytes([QUANTUM] * 64)),
            segment(frame, shape),
            segment(0xC4, dc),
            segment(0xC4, ac),
            scan(coded, units),
            end,
        )
    )
