"""The codestream of a JPEG 2000: its main header and those of its tiles (ISO/IEC 15444-1, annex A), without decoding.

The decoder allocates by what they say: for each tile, each precinct of each resolution, each block of coefficients
and each layer. So these are counted before it sees the file.
"""

from dataclasses import dataclass, field
from struct import unpack_from
from typing import NamedTuple

from handler.codecs.header import unread
from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size
from handler.core.source_file import Span
from handler.errors import Corrupt

START = b"\xff\x4f\xff\x51"
"""The first bytes."""

SIZES, STYLE, STYLE_OF_ONE, STEPS, STEPS_OF_ONE = 0xFF51, 0xFF52, 0xFF53, 0xFF5C, 0xFF5D
TILE, DATA, END = 0xFF90, 0xFF93, 0xFFD9
"""Markers: SIZ, COD, COC, QCD, QCC; SOT, SOD, EOC."""

READ = frozenset({SIZES, STYLE, STYLE_OF_ONE, STEPS, STEPS_OF_ONE, TILE})

MOST_COMPONENTS, MANY_COMPONENTS, MOST_LEVELS = 4, 257, 32
WHOLE_PRECINCT = 15
"""The power of two of a precinct's side where none is given."""


class Component(NamedTuple):
    """One component: bits of a sample, and how many pixels lie between two samples, across and down."""

    bits: int
    across: int
    down: int


class CodingStyle(NamedTuple):
    """How components are coded (A.6.1).

    block: powers of two of a code block's sides. precincts: the same for each resolution, the smallest first.
    """

    levels: int
    block: tuple[int, int]
    precincts: tuple[tuple[int, int], ...]


@dataclass
class J2kHeader:
    """What a file says of itself.

    area: right and bottom edge, and left and top, of the picture on the reference grid. tile: width and height, then
    left and top of the first. levels: the fewest that any tile has of decompositions, which are reductions by two.
    layers, planes: the most, the latter of bits in coefficients. styles: those that differ. colours, profile, said:
    which colours and which size the boxes name, None where they do not. palette: whether pixels are places in a
    palette. moved: whether components stand in another order than colours do. premultiplied: whether colours are
    multiplied by alpha.
    """

    area: tuple[int, int, int, int] = (0, 0, 0, 0)
    tile: tuple[int, int, int, int] = (0, 0, 0, 0)
    components: list[Component] = field(default_factory=list)
    levels: int = MOST_LEVELS
    layers: int = 1
    planes: int = 1
    styles: list[CodingStyle] = field(default_factory=list)
    colours: int | None = None
    profile: bytes | None = None
    palette: bool = False
    moved: bool = False
    premultiplied: bool = False
    said: Size | None = None

    @property
    def size(self) -> Size:
        """Size of the picture."""
        return Size(self.area[0] - self.area[2], self.area[1] - self.area[3])

    @property
    def tiles(self) -> int:
        """How many tiles there are."""
        across = -(-(self.area[0] - self.tile[2]) // self.tile[0])
        return across * -(-(self.area[1] - self.tile[3]) // self.tile[1])


def read_stream(data: memoryview, at: int, found: J2kHeader, meter: Meter) -> None:
    """Read the main header of a codestream and those of its tiles (A.3)."""
    if data[at : at + len(START)] != START:
        raise Corrupt("the JPEG 2000 file holds no picture")
    at += 2
    place, until = at, 0
    while at + 4 <= len(data):
        marker, length = unpack_from(">HH", data, at)
        if marker == END or marker >> 8 != 0xFF:  # noqa: PLR2004 - markers begin with it
            break
        meter.add("chunks")
        if marker == DATA:  # what follows is coded up to the next part of a tile, or to the end
            if until <= at:
                break
            at = until
            continue
        if marker == TILE:
            (part,) = unpack_from(">I", data, at + 6)
            place, until = at, at + part if part else 0
        _segment(data, marker, Span(at + 4, at + 2 + length), found, meter)
        if marker not in READ:
            meter.add("metadata", length)
        at += 2 + max(2, length)
    if not found.components or not found.styles or place == 0:
        raise Corrupt("the JPEG 2000 file is damaged or cut short")


def _segment(data: memoryview, marker: int, place: Span, found: J2kHeader, meter: Meter) -> None:
    at, stop = place
    if marker == SIZES and not found.components:
        _sizes(data, at, found, meter)
    elif marker == STYLE and found.components:
        (layers,) = unpack_from(">H", data, at + 2)
        found.layers = max(found.layers, layers)
        _styled(data, Span(at + 5, stop), found, meter, custom=bool(data[at] & 1))
    elif marker == STYLE_OF_ONE and found.components:
        at += 1 if len(found.components) < MANY_COMPONENTS else 2
        _styled(data, Span(at + 1, stop), found, meter, custom=bool(data[at] & 1))
    elif marker in {STEPS, STEPS_OF_ONE} and found.components:
        at += 0 if marker == STEPS else 1 if len(found.components) < MANY_COMPONENTS else 2
        found.planes = max(found.planes, _planes(data, at, stop))


def _planes(data: memoryview, at: int, stop: int) -> int:
    """Return the most planes of bits that coefficients have: of that many the decoder goes over every block (A.6.4)."""
    guard, plain = data[at] >> 5, data[at] & 31 == 0
    steps = data[at + 1 : stop] if plain else data[at + 1 : stop : 2]
    return guard + max((each >> 3 for each in steps), default=0)


def _sizes(data: memoryview, at: int, found: J2kHeader, meter: Meter) -> None:
    """Read the sizes of the picture, its tiles and its components (A.5.1)."""
    right, bottom, left, top, *tile, number = unpack_from(">8IH", data, at + 2)
    found.area, found.tile = (right, bottom, left, top), (tile[0], tile[1], tile[2], tile[3])
    if min(found.size) <= 0 or not (tile[0] and tile[1]) or tile[2] > left or tile[3] > top:
        raise Corrupt("the JPEG 2000 file says that it has no pixels")
    meter.side(found.size)
    if number > MOST_COMPONENTS:
        raise unread(f"a JPEG 2000 of {number} components")
    meter.add("chunks", found.tiles)
    for each in range(number):
        bits, across, down = unpack_from("BBB", data, at + 36 + 3 * each)
        if not (across and down):
            raise Corrupt("the JPEG 2000 file says that it has no pixels")
        found.components.append(Component((bits & 0x7F) + 1, across, down))


def _styled(data: memoryview, place: Span, found: J2kHeader, meter: Meter, *, custom: bool) -> None:
    """Read how components are coded, and count what the decoder allocates for it."""
    at, stop = place
    levels, across, down = data[at], (data[at + 1] & 15) + 2, (data[at + 2] & 15) + 2
    if levels > MOST_LEVELS:
        raise Corrupt("the JPEG 2000 file is damaged")
    sides = data[at + 5 : min(stop, at + 6 + levels)] if custom else b""
    precincts = [(each & 15, each >> 4) for each in sides]
    precincts += [(WHOLE_PRECINCT, WHOLE_PRECINCT)] * (levels + 1 - len(precincts))
    style = CodingStyle(levels, (across, down), tuple(precincts))
    found.levels = min(found.levels, levels)
    if style not in found.styles:
        found.styles.append(style)
        meter.add("blocks", _pieces(style, found))


def _pieces(style: CodingStyle, found: J2kHeader) -> int:
    """Return, from above, how many precincts in layers and blocks of coefficients there are, in all tiles."""
    width, height = (min(side, whole) for side, whole in zip(found.tile[:2], found.area[:2], strict=True))
    pieces = 0
    for resolution, (wide, high) in enumerate(style.precincts):
        shift = style.levels - resolution
        across, down = -(-width >> shift) or 1, -(-height >> shift) or 1
        pieces += found.layers * (-(-across >> wide) or 1) * (-(-down >> high) or 1)
        block = min(style.block[0], max(0, wide - 1)), min(style.block[1], max(0, high - 1))
        pieces += (-(-across >> block[0]) or 1) * (-(-down >> block[1]) or 1)
    return pieces * found.tiles * len(found.components)
