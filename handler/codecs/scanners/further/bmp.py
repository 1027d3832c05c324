"""The header of a BMP, and of the bitmaps in an ICO: sizes, masks, palette and profile, judged before a pixel is read.

Each version of the header is the one before with more fields: OS/2's of 12 bytes, Windows' of 40, 52, 56, 108 and 124
([MS-WMF], 2.2.2; OS/2 2.x: 16 or 64). What a short one does not have is taken as 0.
"""

from struct import unpack_from
from typing import NamedTuple

from handler.codecs.header import unread
from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size
from handler.errors import Corrupt

FILE_HEAD, OLD_HEAD = 14, 12
"""Bytes of the file's header, and of the oldest header of a bitmap, whose numbers and colours are shorter."""

LENGTHS = frozenset({OLD_HEAD, 16, 40, 52, 56, 64, 108, 124})
"""Bytes that a header may have."""

INFO, MASKED, VEILED, PROFILED, OS2 = 40, 52, 56, 124, frozenset({16, 64})
"""Those with which masks stand behind it, with three and four masks in it, with a place for a profile, and OS/2's."""

PLAIN, RUNS_8, RUNS_4, FIELDS, VEILED_FIELDS = 0, 1, 2, 3, 6
COMPRESSIONS = {
    PLAIN: frozenset({1, 2, 4, 8, 16, 24, 32}),
    RUNS_8: frozenset({8}),
    RUNS_4: frozenset({4}),
    FIELDS: frozenset({16, 32}),
    VEILED_FIELDS: frozenset({16, 32}),
}
"""How pixels are stored, with the bits a pixel that go with it."""

USUAL = {16: (0x7C00, 0x3E0, 0x1F, 0), 32: (0xFF0000, 0xFF00, 0xFF, 0)}
"""The masks of red, green, blue and alpha where none are given."""

MOST_COLOURS, WITH_PALETTE = 256, 8
EMBEDDED = b"DEBM"
"""The type of colour space that has a profile, read backwards as all numbers are."""


class Bitmap(NamedTuple):
    """What the header of a bitmap says.

    bits: of a pixel. masks: of red, green, blue and alpha. upward: whether the last row is stored first. palette: blue,
    green, red of each colour. start: offset of the pixels. profile: an ICC profile.
    """

    size: Size
    bits: int
    compression: int
    masks: tuple[int, int, int, int]
    upward: bool
    palette: tuple[bytes, ...]
    start: int
    profile: bytes | None = None

    @property
    def stride(self) -> int:
        """Bytes of a stored row, which ends on a whole number of four."""
        return (self.size.width * self.bits + 31) // 32 * 4

    @property
    def runs(self) -> bool:
        """Whether the pixels are stored as runs of one colour."""
        return self.compression in {RUNS_8, RUNS_4}

    @property
    def gray(self) -> bool:
        """Whether all colours of a full palette are gray."""
        return self.bits == WITH_PALETTE and all(each[0] == each[1] == each[2] for each in self.palette)


def bitmap_of(data: memoryview, meter: Meter) -> Bitmap:
    """Read the headers of a BMP."""
    (start,) = unpack_from("<I", data, 10)
    return bitmap_at(data, FILE_HEAD, meter, start)


def bitmap_at(data: memoryview, at: int, meter: Meter, start: int = 0, *, icon: bool = False) -> Bitmap:
    """Read the header that stands at an offset.

    start: where the file says that pixels are, 0 where it does not. icon: whether it belongs to an icon, whose header
    counts the rows of a mask too. UnacceptedKind where pixels are stored in a way that nothing here reads.
    """
    (length,) = unpack_from("<I", data, at)
    if length not in LENGTHS:
        raise unread("a BMP with an unknown header")
    head = bytes(data[at : at + length]).ljust(PROFILED, b"\0")
    old = length == OLD_HEAD
    width, height, bits = (unpack_from("<HH2xH", head, 4)) if old else unpack_from("<ii2xH", head, 4)
    compression, colours = (PLAIN, 0) if old else (unpack_from("<I", head, 16)[0], unpack_from("<I", head, 32)[0])
    size = Size(width, abs(height) // 2 if icon else abs(height))
    if min(size) <= 0:
        raise Corrupt("the BMP file says that it has no pixels")
    meter.side(size)
    if bits not in COMPRESSIONS.get(compression, ()) or (length in OS2 and compression not in {PLAIN, RUNS_8, RUNS_4}):
        raise unread("a BMP of pixels that nothing here reads")
    place = at + length + (4 * _masks(compression) if length == INFO else 0)
    palette = _palette(data, place, start, colours or 1 << bits, old=old)
    counted = palette if bits <= WITH_PALETTE else ()
    width_of_colour = 3 if old else 4
    behind = place + width_of_colour * (len(palette) if bits <= WITH_PALETTE else min(colours, MOST_COLOURS))
    return Bitmap(
        size,
        bits,
        compression,
        _masked(data, at, length, compression, bits),
        height > 0,
        counted,
        start if start >= at + length else behind,
        _profile(data, at, head, meter) if length == PROFILED else None,
    )


def _masks(compression: int) -> int:
    """Return how many masks there are."""
    return {FIELDS: 3, VEILED_FIELDS: 4}.get(compression, 0)


def _masked(data: memoryview, at: int, length: int, compression: int, bits: int) -> tuple[int, int, int, int]:
    """Return the masks of red, green, blue and alpha."""
    number = max(_masks(compression), 4 if length >= VEILED else 0) if compression != PLAIN else 0
    if not number:
        return USUAL.get(bits, (0, 0, 0, 0))
    red, green, blue, alpha = (*unpack_from(f"<{number}I", data, at + INFO), 0)[:4]
    return (red, green, blue, alpha) if red and green and blue else USUAL.get(bits, (0, 0, 0, 0))


def _palette(data: memoryview, place: int, start: int, colours: int, *, old: bool) -> tuple[bytes, ...]:
    """Return the colours, as far as they lie before the pixels."""
    wide = 3 if old else 4
    room = (start - place) // wide if start > place else colours
    stop = place + wide * min(colours, room, MOST_COLOURS)
    return tuple(bytes(data[each : each + 3]) for each in range(place, min(stop, len(data) - 2), wide))


def _profile(data: memoryview, at: int, head: bytes, meter: Meter) -> bytes | None:
    """Return the ICC profile that the newest header may name."""
    if head[56:60] != EMBEDDED:
        return None
    start, length = unpack_from("<II", head, 112)
    meter.add("metadata", length)
    return bytes(data[at + start : at + start + length])
