"""SVG before it is drawn: its size, and how much drawing it would take (SVG 1.1; SVG 2).

1. Nothing outside the file is named: no entity, no picture, no reference but to a part of the file.
2. What refers to another part takes as much as that part, as often as it is referred to, and as deep.
3. Effects that take their time by numbers in attributes are refused; of the others so many are drawn at most.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from handler.codecs.scanners.meter import Meter
from handler.core.limits import judge
from handler.errors import Corrupt, UnacceptedKind

MOST_DEEP = 48
"""Levels of nested elements, what is referred to included: the library recurses, and ends the process past 500."""

MOST_BYTES = 2_000_000
MOST_DRAWN = 20_000
"""Elements that are drawn, each as often as it is referred to; a thousand take some 20 ms."""

MOST_LAYERS = 24
"""Effects that are drawn, each of which may take a picture of its own in the full size."""

UNITS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "em": 16, "ex": 8}
LENGTH = re.compile(r"\s*([+-]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)\s*([a-z]*)\s*")
REFERENCE = re.compile(r"url\(\s*['\"]?\s*([^'\")\s]*)")
OUTSIDE = frozenset({"image", "feimage", "script", "foreignobject", "iframe", "video", "audio"})
COSTLY = frozenset(
    {
        *("feturbulence", "femorphology", "feconvolvematrix", "fedisplacementmap"),
        *("fediffuselighting", "fespecularlighting", "fetile", "marker"),
    }
)
"""Effects whose time hangs on a number in an attribute, and shapes that are drawn at each corner of a path."""

PLAIN = frozenset({"lineargradient", "radialgradient"})
"""What may be referred to as often as one likes."""

EFFECTS = frozenset({"filter", "mask", "clip-path", "opacity", "mix-blend-mode"})
REGION = frozenset({"x", "y", "width", "height"})
MOST_REGION = 4.0
"""How much larger than what it is applied to the region of a filter or pattern may be."""


@dataclass
class Element:
    """An element. layers: pictures of their own that it takes. links: parts of the file that it refers to."""

    name: str
    layers: int = 0
    links: list[str] = field(default_factory=list)
    children: list["Element"] = field(default_factory=list)


class Weight(NamedTuple):
    """What drawing takes: elements, layers, and levels."""

    drawn: int = 1
    layers: int = 0
    deep: int = 1


@dataclass
class SvgScan:
    """State of a walk. sides: width and height in pixels, 0 where they are not said."""

    meter: Meter
    sides: tuple[float, float] = (0, 0)
    nest: list[Element] = field(default_factory=list)
    named: dict[str, Element] = field(default_factory=dict)
    weights: dict[int, Weight] = field(default_factory=dict)
    styled: list[str] = field(default_factory=list)
    elements: int = 0
    root: Element = field(default_factory=lambda: Element("svg"))

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        plain = name.rpartition(":")[2].lower()
        self.meter.add("chunks")
        self.elements += 1
        judge("chunks", len(self.nest), MOST_DEEP, "the elements of the SVG are nested too deep")
        if plain in OUTSIDE or plain in COSTLY:
            raise _refused(f"SVG with {plain}")
        element = Element(plain)
        if not self.nest:
            self.sides = sides(attributes)
        for key, text in attributes.items():
            self._attribute(element, key.rpartition(":")[2].lower(), text)
        element.layers += plain.startswith("fe")
        if self.nest:
            self.nest[-1].children.append(element)
        self.nest.append(element)

    def _attribute(self, element: Element, key: str, text: str) -> None:
        if key == "id":
            self.named.setdefault(text, element)
        elif key == "href":
            element.links.append(_inside(text))
        elif key in EFFECTS and text not in {"1", "none"}:
            element.layers += 1
        elif key in REGION and element.name in {"filter", "pattern"}:
            _measured(element, text)
        if key == "style":
            element.layers += sum(text.count(effect) for effect in EFFECTS)
        element.links += map(_inside, REFERENCE.findall(text))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        del name
        last = self.nest.pop()
        if not self.nest:
            self.root = last

    def text(self, text: str) -> None:
        """Take text; that of a style sheet may apply to every element."""
        if self.nest and self.nest[-1].name == "style":
            self.styled.append(text)

    def weigh(self, element: Element, below: int = 0) -> Weight:
        """Return what drawing an element takes, with all that it refers to; a circle is refused."""
        judge("chunks", below, MOST_DEEP, "the parts of the SVG refer to each other too deep, or in a circle")
        if (known := self.weights.get(id(element))) is not None:
            return known
        linked = [self.named[link] for link in element.links if link in self.named]
        targets = [target for target in linked if target.name not in PLAIN]
        parts = [self.weigh(part, below + 1) for part in (*element.children, *targets)]
        found = Weight(
            1 + sum(part.drawn for part in parts),
            element.layers + sum(part.layers for part in parts),
            1 + max((part.deep for part in parts), default=0),
        )
        judge("chunks", found.drawn, MOST_DRAWN, f"the SVG draws {found.drawn:,} elements")
        judge("chunks", found.deep, MOST_DEEP, "the parts of the SVG refer to each other too deep")
        self.weights[id(element)] = found
        return found


def _refused(kind: str) -> UnacceptedKind:
    """Return the error for what is in an SVG and not drawn."""
    return UnacceptedKind(f"this is an {kind}, which is not a kind of picture that is read here", kind=kind)


def _inside(target: str) -> str:
    """Return the id that a reference names; UnacceptedKind where it leads out of the file."""
    if not target.strip().startswith("#"):
        raise _refused("SVG that refers to another file")
    return target.strip()[1:]


def _measured(element: Element, text: str) -> None:
    """Judge a side of a region: a part of what it is applied to."""
    number, percent = text.strip().removesuffix("%"), text.strip().endswith("%")
    try:
        part = abs(float(number)) / (100 if percent else 1)
    except ValueError:
        return
    if part > MOST_REGION and element.name == "filter":
        raise _refused("SVG with a filter of a large region")


def sides(attributes: dict[str, str]) -> tuple[float, float]:
    """Return width and height of a root element in pixels, of its own or of its view box; 0 where there are none."""
    box = attributes.get("viewBox", "").replace(",", " ").split()
    try:
        shown = (float(box[2]), float(box[3])) if len(box) == 4 else (0.0, 0.0)  # noqa: PLR2004 - as it is defined
    except ValueError:
        shown = (0.0, 0.0)
    width, height = (to_pixels(attributes.get(side, "")) for side in ("width", "height"))
    if shown[0] > 0 and shown[1] > 0:
        if width and not height:
            return width, width * shown[1] / shown[0]
        if height and not width:
            return height * shown[0] / shown[1], height
    return (width, height) if width and height else shown


def to_pixels(text: str) -> float:
    """Return a length in pixels; 0 for a percentage, or for what is no length."""
    found = LENGTH.fullmatch(text)
    return max(0.0, float(found[1]) * UNITS.get(found[2], 0)) if found else 0.0


class Svg(NamedTuple):
    """What is known before it is drawn. text: all of it. sides: in pixels. weight: what drawing takes."""

    text: str
    sides: tuple[float, float]
    weight: Weight


def walk(data: bytes, meter: Meter) -> Svg:
    """Walk a whole file; TooLarge past a bound, UnacceptedKind for what is not drawn, Corrupt where it is no XML."""
    judge("metadata", len(data), MOST_BYTES, f"the SVG has {len(data):,} bytes")
    text = _decoded_xml(data)
    scan = SvgScan(meter)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = scan.begin, scan.end
    parser.CharacterDataHandler, parser.EntityDeclHandler = scan.text, _entity
    try:
        parser.Parse(text.encode(), True)  # noqa: FBT003 - positional only
    except expat.ExpatError as error:
        raise Corrupt("the SVG file is damaged: it is no XML") from error
    weight = scan.weigh(scan.root)
    # A rule of a style sheet may apply to every element.
    sheet = "".join(scan.styled)
    if "@import" in sheet:
        raise _refused("SVG that refers to another file")
    links = [scan.named.get(_inside(each)) for each in REFERENCE.findall(sheet)]
    heavy = [scan.weigh(found) for found in links if found and found.name not in PLAIN]
    drawn = weight.drawn + scan.elements * sum(each.drawn for each in heavy)
    judge("chunks", drawn, MOST_DRAWN, f"the SVG draws {drawn:,} elements")
    styled = sum(sheet.count(effect) for effect in EFFECTS) + scan.elements * sum(each.layers for each in heavy)
    layers = weight.layers + styled
    judge("chunks", layers, MOST_LAYERS, f"the SVG has {layers:,} effects")
    return Svg(text, scan.sides, Weight(drawn, layers, weight.deep))


def _decoded_xml(data: bytes) -> str:
    """Return the text of a file in UTF-8 or UTF-16; Corrupt for all else."""
    try:
        return data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Corrupt("the SVG file is damaged: its text is neither UTF-8 nor UTF-16") from error


def _entity(*_: object) -> None:
    raise _refused("SVG with entities")
