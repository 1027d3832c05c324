"""The boxes of a JPEG XL, counted, and the header of its codestream (ISO/IEC 18181-2, 9; 18181-1, 9.2 and annex D).

What lies behind that header, frames and layers, is coded so that nothing short of a decoder counts it.
"""

from dataclasses import dataclass, field
from struct import unpack_from
from typing import BinaryIO, NamedTuple

from handler.codecs.scanners.buffer import held
from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size
from handler.errors import Corrupt

BARE = b"\xff\x0a"
"""The start of a codestream, in a file of its own or in the first box of pixels."""

WHOLE, PART = b"jxlc", b"jxlp"
"""Boxes of pixels: all of the codestream, or a part, which has four bytes before it."""

HEADER_BYTES = 4096
"""Bytes of the codestream that are read: more than the header of any picture with few channels has."""

RATIOS = {1: (1, 1), 2: (6, 5), 3: (4, 3), 4: (3, 2), 5: (16, 9), 6: (5, 4), 7: (2, 1)}
"""Width to height, where the width is not written."""

ALPHA, SPOT, FILTER = 0, 2, 5
"""Kinds of a channel beside colours: transparency; a colour of its own, which has four numbers; a mosaic's."""

GRAY = 1
"""The colour space of pictures without colour."""

MOST_CHANNELS = 16
"""Channels whose kind is read; more are only counted."""

BLACK = 4
"""The kind of a channel of black ink."""

TIFF = frozenset({b"II*\0", b"MM\0*"})
"""How an EXIF block begins."""

U32 = tuple[tuple[int, int], ...]
SIDES: U32 = ((9, 1), (13, 1), (18, 1), (30, 1))
"""Four ways to write a number: how many bits it takes, and what is added to it."""


class LowBits:
    """Reads numbers of a few bits each, the lowest bit first; Corrupt past the end."""

    def __init__(self, data: bytes) -> None:
        """Start at the first bit."""
        self.value, self.left = int.from_bytes(data, "little"), 8 * len(data)

    def take(self, bits: int) -> int:
        """Return the number in the next `bits` bits."""
        self.left -= bits
        if self.left < 0:
            raise Corrupt("the JPEG XL file is damaged or cut short")
        found, self.value = self.value & (1 << bits) - 1, self.value >> bits
        return found

    def number(self, ways: U32) -> int:
        """Return a number that says first in which of four ways it is written."""
        bits, more = ways[self.take(2)]
        return self.take(bits) + more


class Codestream(NamedTuple):
    """What the header says. orientation: as in EXIF, but already applied by the decoder, and to `size`.

    moves: whether it is an animation. channels: beside the colours. alpha: whether there is transparency. multiplied:
    whether colours are multiplied by it. gray: whether there are no colours. inks: whether there is black ink.
    """

    size: Size
    orientation: int = 1
    moves: bool = False
    channels: int = 0
    alpha: bool = False
    multiplied: bool = False
    gray: bool = False
    inks: bool = False


@dataclass
class JxlBoxes:
    """Result of a walk. header: of the codestream. boxes: the content of all others, of each name the first."""

    header: Codestream
    boxes: dict[bytes, bytes] = field(default_factory=dict)

    @property
    def jpeg(self) -> bool:
        """Whether the file is a JPEG in another coding, which is decoded as that JPEG."""
        return b"jbrd" in self.boxes

    @property
    def exif(self) -> bytes | None:
        """The EXIF block, which begins behind an offset of four bytes."""
        found = self.boxes.get(b"Exif", b"")
        if found[:4] in TIFF:  # some writers forget the offset
            return found
        return found[4 + int.from_bytes(found[:4], "big") :] or None

    @property
    def xmp(self) -> bytes | None:
        """The XMP packet."""
        return self.boxes.get(b"xml ")


def walk(blob: BinaryIO, meter: Meter) -> JxlBoxes:
    """Walk a whole file; Corrupt where it has no codestream, TooLarge past a bound."""
    data = held(blob)
    if bytes(data[:2]) == BARE:
        return _judged(JxlBoxes(_header(bytes(data[2:HEADER_BYTES]))), meter)
    found: dict[bytes, bytes] = {}
    start, at = bytearray(), 0
    while at + 8 <= len(data):
        meter.add("chunks")
        size, name = unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and at + 16 <= len(data):
            size, head = unpack_from(">Q", data, at + 8)[0], 16
        end = min(at + size, len(data)) if size else len(data)
        if end < at + head:
            break
        if name in {WHOLE, PART}:
            skip = head + 4 * (name == PART)
            start += data[at + skip : max(at + skip, min(end, at + skip + HEADER_BYTES - len(start)))]
        else:
            meter.add("metadata", end - at)
            found.setdefault(name, bytes(data[at + head : end]))
        at = end
    if bytes(start[:2]) != BARE:
        raise Corrupt("the JPEG XL file is damaged: it holds no picture")
    return _judged(JxlBoxes(_header(bytes(start[2:])), found), meter)


def _judged(walked: JxlBoxes, meter: Meter) -> JxlBoxes:
    meter.side(walked.header.size)
    meter.entries(walked.header.channels)
    return walked


def _header(data: bytes) -> Codestream:
    """Return what the header of a codestream says."""
    bits = LowBits(data)
    size = _size(bits)
    if bits.take(1):  # all of it as usual
        return Codestream(size)
    orientation, moves = 1, 0
    if bits.take(1):
        orientation = bits.take(3) + 1
        if bits.take(1):
            _size(bits)  # at which it is meant to be shown
        if bits.take(1):
            _preview(bits)
        moves = bits.take(1)
        if moves:
            _animation(bits)
    _depth(bits)
    bits.take(1)
    channels = bits.number(((0, 0), (0, 1), (4, 2), (12, 1)))
    kinds = [_channel(bits) for _ in range(min(channels, MOST_CHANNELS))]
    gray = channels <= MOST_CHANNELS and _gray(bits)
    turned = Size(size.height, size.width) if orientation > 4 else size  # noqa: PLR2004 - sideways
    alphas = [multiplied for kind, multiplied in kinds if kind == ALPHA]
    return Codestream(
        turned,
        orientation,
        bool(moves),
        channels,
        bool(alphas),
        any(alphas[:1]),
        gray,
        any(kind == BLACK for kind, _ in kinds),
    )


def _size(bits: LowBits) -> Size:
    """Return a size (D.2.1.1)."""
    eighths = bits.take(1)
    height = 8 * (bits.take(5) + 1) if eighths else bits.number(SIDES)
    ratio = bits.take(3)
    if ratio:
        across, down = RATIOS[ratio]
        return Size(height * across // down, height)
    return Size(8 * (bits.take(5) + 1) if eighths else bits.number(SIDES), height)


def _preview(bits: LowBits) -> None:
    """Skip the size of a preview (D.2.1.2)."""
    ways: U32 = ((0, 16), (0, 32), (5, 1), (9, 33)) if bits.take(1) else ((6, 1), (8, 65), (10, 321), (12, 1345))
    bits.number(ways)
    if not bits.take(3):
        bits.number(ways)


def _animation(bits: LowBits) -> None:
    """Skip the clock of an animation (D.2.1.3)."""
    bits.number(((0, 100), (0, 1000), (10, 1), (30, 1)))
    bits.number(((0, 1), (0, 1001), (8, 1), (10, 1)))
    bits.number(((0, 0), (3, 0), (16, 0), (32, 0)))
    bits.take(1)


def _depth(bits: LowBits) -> None:
    """Skip how many bits a sample has (D.2.1.4)."""
    if bits.take(1):
        bits.number(((0, 32), (0, 16), (0, 24), (6, 1)))
        bits.take(4)
    else:
        bits.number(((0, 8), (0, 10), (0, 12), (6, 1)))


def _gray(bits: LowBits) -> bool:
    """Return whether there are no colours (D.2.1 and E.2)."""
    bits.take(1)  # whether it is in XYB
    if bits.take(1):  # sRGB
        return False
    bits.take(1)  # whether a profile tells more
    return _enum(bits) == GRAY


def _enum(bits: LowBits) -> int:
    return bits.number(((0, 0), (0, 1), (4, 2), (6, 18)))


def _channel(bits: LowBits) -> tuple[int, bool]:
    """Return the kind of a channel, and whether colours are multiplied by it (D.2.2)."""
    if bits.take(1):
        return ALPHA, False
    kind = _enum(bits)
    _depth(bits)
    bits.number(((0, 0), (0, 3), (0, 4), (3, 1)))
    bits.take(8 * bits.number(((0, 0), (4, 0), (5, 16), (10, 48))))
    if kind == ALPHA:
        return ALPHA, bool(bits.take(1))
    if kind == SPOT:
        bits.take(4 * 16)
    elif kind == FILTER:
        bits.number(((0, 1), (2, 0), (4, 3), (8, 19)))
    return kind, False
