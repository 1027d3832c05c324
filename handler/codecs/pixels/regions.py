"""Regions: what a photographer's program says matters in a picture, out of its XMP.

Metadata Working Group: Guidelines for Handling Image Metadata 2.0 (2010), 5.9: regions with a type, and a centre and
size as parts of the picture as it is stored, before it is turned. An XMP packet may come from anyone: it is read up to
a length, nothing in it is fetched or expanded, and one that cannot be read says nothing.
"""

from collections.abc import Mapping
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate

from handler.core.geometry import Point

LONGEST = 1 << 18
"""Bytes of a packet that is read; programs write a few thousand."""

MOST = 200
"""Regions that are looked at."""

REGION = "http://www.metadataworkinggroup.com/schemas/regions/ "
AREA = "http://ns.adobe.com/xmp/sType/Area# "
ITEM = "http://www.w3.org/1999/02/22-rdf-syntax-ns# li"
LIST, TYPE = f"{REGION}RegionList", f"{REGION}Type"

FOCUS, FACE = "Focus", "Face"

TURNED = {
    1: lambda x, y: (x, y),
    2: lambda x, y: (1 - x, y),
    3: lambda x, y: (1 - x, 1 - y),
    4: lambda x, y: (x, 1 - y),
    5: lambda x, y: (y, x),
    6: lambda x, y: (1 - y, x),
    7: lambda x, y: (1 - y, 1 - x),
    8: lambda x, y: (y, 1 - x),
}
"""Where a point of the stored picture is once that is upright, by EXIF's orientation."""


class Region(NamedTuple):
    """A region. middle: as a part of the stored picture. area: as a part of its area."""

    type: str
    middle: Point
    area: float


def focus(xmp: bytes | None, orientation: int) -> Point | None:
    """Return the point that matters most in the upright picture: that of the focus, else of the largest face."""
    found = regions(xmp or b"")
    chosen = next((each for each in found if each.type == FOCUS), None)
    faces = [each for each in found if each.type == FACE]
    if chosen is None and faces:
        chosen = max(faces, key=lambda each: each.area)
    return Point(*TURNED[orientation](*chosen.middle)) if chosen else None


def regions(xmp: bytes) -> list[Region]:
    """Return the regions of a packet that have a place in the picture; none where it cannot be read."""
    if b"RegionList" not in xmp or len(xmp) > LONGEST:
        return []
    reader = _Reader()
    parser = ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse  # so that no entity is declared, and none is expanded
    try:
        parser.Parse(xmp.strip(b"\0"), True)  # noqa: FBT003 - expat's own
    except (ExpatError, _UnwantedError, ValueError, LookupError):
        return []
    return [region for said in reader.said if (region := _region(said))]


class _UnwantedError(Exception):
    """What ends the reading of a packet."""


def _refuse(*_: object) -> None:
    raise _UnwantedError


class _Reader:
    """Collects what is said of each region, be it in attributes or in elements."""

    def __init__(self) -> None:
        self.said: list[dict[str, str]] = []
        self.depth = self.inside = 0
        self.item = 0
        self.word = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        if name == LIST and not self.inside:
            self.inside = self.depth
        elif self.inside and name == ITEM and not self.item:
            if len(self.said) == MOST:
                raise _UnwantedError
            self.item = self.depth
            self.said.append({})
        if self.item:
            self.word = name
            for word, value in attributes.items():
                self._say(word, value)

    def _say(self, word: str, value: str) -> None:
        if word == TYPE or word.startswith(AREA):
            self.said[-1][word.rpartition(" ")[2]] = value[:32]

    def text(self, text: str) -> None:
        if self.item and text.strip():
            self._say(self.word, text.strip())

    def end(self, _: str) -> None:
        if self.depth == self.item:
            self.item = 0
        if self.depth == self.inside:
            self.inside = 0
        self.depth -= 1
        self.word = ""


def _region(said: Mapping[str, str]) -> Region | None:
    if said.get("unit", "normalized") != "normalized":
        return None
    try:
        x, y, *sides = (float(said.get(side, "0")) for side in ("x", "y", "w", "h", "d"))
    except ValueError:
        return None
    middle = Point(x, y)
    if not {"x", "y"} <= said.keys() or not middle.inside or not all(0 <= side <= 1 for side in sides):
        return None
    width, height, diameter = sides
    return Region(said.get("Type", ""), middle, width * height or diameter**2)
