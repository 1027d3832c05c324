"""Properties of an AVIF or HEIC: colour space and clean aperture of the primary item, or of the track of an animation.

ISO/IEC 23008-12, 6.5 (properties and their associations); 14496-12, 12.1.4 (clap) and 12.1.5 (colr).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from struct import unpack_from
from typing import NamedTuple

from handler.core.formats.row import MOST
from handler.core.geometry import Size

ITEMS = b"ipco"
"""The box whose children are properties of items."""

TRACKS = frozenset({b"av01", b"hvc1", b"hev1"})
"""Boxes whose children are properties of a track."""

METADATA = frozenset({b"Exif", b"mime"})
"""Types of items that hold metadata."""

COLR = {b"nclx": 11, b"prof": 5, b"rICC": 5}
"""Least bytes of a colour box, by its type."""

MOST_DERIVED = 2
"""How often a picture is put together of such as are put together themselves, at most: of a grid, turned."""

CLAP = 32
"""Bytes of a clean aperture: four fractions of two 32-bit numbers each."""


class ShownPart(NamedTuple):
    """A rectangle of a picture in whole pixels; right and bottom lie outside it."""

    left: int
    top: int
    right: int
    bottom: int


class Property(NamedTuple):
    """A property: the name of its box, and the content."""

    name: bytes
    data: bytes


EDIT, LASTS = (8, 8), (20, 28)
"""Where the length of an edit, and of a track, stands: in boxes of version 0, and of version 1."""

REPEATS = 1
"""The flag of an edit list that is repeated."""


def _wide(box: bytes) -> int:
    """Return of how many bytes lengths are in a box."""
    return 8 if box[0] == 1 else 4


def _number(box: bytes, places: tuple[int, int]) -> int | None:
    """Return the length in a box, None where the box is too short for it."""
    if not box:
        return None
    at, wide = places[box[0] == 1], _wide(box)
    return int.from_bytes(box[at : at + wide], "big") if len(box) >= at + wide else None


@dataclass
class Shown:
    """Properties of the boxes that have been read.

    listed: properties of items, in order. track: those of the first track. links: content of `ipma`, which says which
    item has which properties. primary: id of the item that is the picture. sequence: whether the track is decoded
    instead. needless: offsets of names that make a decoder fail without need: of items of metadata, and of colour boxes
    that are too short. coded: CICP code points from the first coded picture. unreadable: whether the name of an item is
    no text. derived: for the id of each picture that is put together of others, theirs, and how many there are.
    header, edits: content of the first track's `tkhd` and `elst`.
    """

    listed: list[Property] = field(default_factory=list)
    track: list[Property] = field(default_factory=list)
    links: bytes = b""
    primary: int = 0
    sequence: bool = False
    needless: list[int] = field(default_factory=list)
    coded: tuple[int, int] | None = None
    unreadable: bool = False
    derived: dict[int, tuple[set[int], int]] = field(default_factory=dict)
    header: bytes = b""
    edits: bytes = b""

    def note(self, nest: bytes, name: bytes, data: bytes, at: int) -> None:
        """Note a box. nest: name of the box around it. data: its content. at: offset of its content in the file."""
        kind = 10 if data[:1] == b"\3" else 8
        if name == b"infe" and not _is_text(data[8:]):
            self.unreadable = True
        if name == b"infe" and data[kind : kind + 4] in METADATA:
            self.needless.append(at + kind)
        elif name == b"colr" and len(data) < COLR.get(data[:4], 4):
            self.needless.append(at - 4)
        elif name == b"dimg":
            self.derived[int.from_bytes(data[:2], "big")] = _references(data)
        if nest == ITEMS:
            self.listed.append(Property(name, data))
        elif nest in TRACKS:
            self.track.append(Property(name, data))
        elif name == b"ipma":
            self.links = data
        elif name == b"pitm" and len(data) >= 6:  # noqa: PLR2004 - the shortest there is
            self.primary = int.from_bytes(data[4:8] if data[0] else data[4:6], "big")
        elif name == b"ftyp":
            self.sequence = data[:4] == b"avis"
        else:
            self._note_track(name, data)

    def _note_track(self, name: bytes, data: bytes) -> None:
        if name == b"tkhd":
            self.header = self.header or data
        elif name == b"elst":
            self.edits = self.edits or data

    def plays(self) -> int:
        """Return how often an animation plays, 0 for ever: as often as one play is part of all of the track.

        ISO/IEC 14496-12, 8.3.2 and 8.6.6: the edit list has a flag where its one edit is repeated, and the length of
        that; the track's header has that of all plays, all bits set for ever. Without an edit list it is not said.
        """
        once, all_plays = _number(self.edits, EDIT), _number(self.header, LASTS)
        if once is None or all_plays is None:
            return 0
        if not self.edits[3] & REPEATS:
            return 1
        endless = all_plays == (1 << 8 * _wide(self.header)) - 1
        return 0 if endless or not once else min(-(-all_plays // once), MOST)

    def colours(self) -> tuple[int, int] | None:
        """Return the CICP code points of primaries and transfer: those of `colr`, else those of the coded picture."""
        for name, data in self._properties():
            if name == b"colr" and data[:4] == b"nclx" and len(data) >= 8:  # noqa: PLR2004 - two numbers
                primaries, transfer = unpack_from(">HH", data, 4)
                return primaries, transfer
        return self.coded

    def cut(self, size: Size) -> ShownPart | None:
        """Return the clean aperture of a picture of this size; None where it is all of it, missing or invalid.

        Where an edge lies between pixels, the pixel that it divides is left out.
        """
        data = next((data for name, data in self._properties() if name == b"clap"), b"")
        if len(data) < CLAP:
            return None
        width, _, height, _ = unpack_from(">IIII", data)
        bottoms = unpack_from(">4xI4xI4xI4xI", data)
        across, down = (unpack_from(">i", data, at)[0] for at in (16, 24))
        if not all((width, height, *bottoms)):
            return None
        sides = _part(size.width, Fraction(width, bottoms[0]), Fraction(across, bottoms[2]))
        ends = _part(size.height, Fraction(height, bottoms[1]), Fraction(down, bottoms[3]))
        cut = ShownPart(sides[0], ends[0], sides[1], ends[1])
        sensible = cut.left < cut.right and cut.top < cut.bottom
        return cut if sensible and cut != (0, 0, *size) else None

    def pieces(self) -> int:
        """Return the pixels of all that the primary picture is put together of, each as often as it is taken.

        Of a list of different sizes, all count as the largest.
        """
        areas: dict[int, int] = {}
        for item, number in self._linked():
            name, data = self.listed[number - 1]
            if name == b"ispe" and len(data) >= 12:  # noqa: PLR2004 - a head and two numbers
                width, height = unpack_from(">II", data, 4)
                areas[item] = width * height
        return self._area(self.primary, areas)

    def _area(self, item: int, areas: dict[int, int], depth: int = 0) -> int:
        items, number = self.derived.get(item, (set[int](), 0))
        if not number or depth == MOST_DERIVED:
            return areas.get(item, 0)
        return number * max((self._area(each, areas, depth + 1) for each in items), default=0)

    def mixed(self, name: bytes) -> bool:
        """Return whether what the primary picture is put together of has several properties of a name."""
        items = self.derived.get(self.primary, (set[int](), 0))[0]
        for _ in range(MOST_DERIVED):
            items = items | {part for each in items for part in self.derived.get(each, (set[int](), 0))[0]}
        found = [self.listed[number - 1] for item, number in self._linked() if item in items]
        return len({each.data for each in found if each.name == name}) > 1

    def _properties(self) -> list[Property]:
        if self.sequence and self.track:
            return self.track
        return [self.listed[number - 1] for item, number in self._linked() if item == self.primary]

    def _linked(self) -> Iterator[tuple[int, int]]:
        """Yield each item and the index, from 1, of each of its properties."""
        data = self.links
        if len(data) < 8:  # noqa: PLR2004 - a head and a count
            return
        wide, long = (4 if data[0] else 2), data[3] & 1
        (number,) = unpack_from(">I", data, 4)
        at = 8
        for _ in range(number):
            item, count = int.from_bytes(data[at : at + wide], "big"), data[at + wide] if at + wide < len(data) else 0
            at += wide + 1
            for link in range(count):
                place = at + link * (1 + long)
                # The highest bit marks a property as essential.
                index = int.from_bytes(data[place : place + 1 + long], "big") & (0x7FFF if long else 0x7F)
                if 0 < index <= len(self.listed):
                    yield item, index
            at += count * (1 + long)
            if at >= len(data):
                return


def _part(side: int, wanted: Fraction, off: Fraction) -> tuple[int, int]:
    """Return start and stop of a part, `wanted` long, whose middle lies `off` the middle of the side."""
    start = off + (side - wanted) / 2
    return max(0, ceil(start)), min(side, floor(start + wanted))


def _is_text(data: bytes) -> bool:
    try:
        return bool(data.decode()) or not data
    except UnicodeDecodeError:
        return False


def _references(data: bytes) -> tuple[set[int], int]:
    """Return which items a derived one is made of, as far as they are read, and how many there are in all.

    Identifiers have 16 bits here; where they have 32, each is taken for two, of which one is 0 or unknown.
    """
    number = max(int.from_bytes(data[2:4], "big"), (len(data) - 4) // 2)
    return {int.from_bytes(data[at : at + 2], "big") for at in range(4, len(data) - 1, 2)}, number
