"""XMP: titles, descriptions and texts for who cannot see the picture, out of an RDF packet (ISO 16684-1).

1. A packet may come from anyone. It is read by expat, as a stream, and no further than MOST_BYTES, MOST_DEEP and
   MOST_ELEMENTS; one with a document type is not read at all, so that no entity is ever declared or expanded.
2. What has been read before the end of a damaged packet counts.
3. Of several languages the default one is told, else the first.
"""

from typing import Any
from xml.parsers import expat

from handler.codecs.metadata.iptc import MOST_VALUES, Words
from handler.codecs.pixels.exif import printable

DC, RDF = "http://purl.org/dc/elements/1.1/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
IPTC = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
LANGUAGE = "http://www.w3.org/XML/1998/namespace lang"
NAMES = {
    f"{DC} title": "title",
    f"{DC} description": "description",
    f"{DC} rights": "copyright",
    f"{DC} creator": "creator",
    f"{DC} subject": "keywords",
    f"{IPTC} AltTextAccessibility": "alt",
}
"""What is read: properties of the picture."""

ITEM, DESCRIPTION = f"{RDF} li", f"{RDF} Description"
DEFAULT = "x-default"
IN_ONE_LANGUAGE = frozenset({"title", "description", "copyright", "alt"})
MOST_BYTES, MOST_DEEP, MOST_ELEMENTS, LONGEST = 1 << 18, 32, 5000, 2000
"""Bytes of a packet, levels and number of elements, and letters of a text before it is cut."""


class TooMuch(Exception):  # noqa: N818 - what happened
    """A packet goes past a bound, or declares what nobody needs."""


class Packet:
    """What has been read of a packet."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.found: dict[str, list[tuple[str, str]]] = {}
        self.depth = self.elements = 0
        self.name = self.language = ""
        self.inside = 0
        self.text = ""

    def start(self, name: str, given: dict[str, str]) -> None:
        """Go into an element."""
        self.depth, self.elements = self.depth + 1, self.elements + 1
        if self.depth > MOST_DEEP or self.elements > MOST_ELEMENTS:
            raise TooMuch
        if name == DESCRIPTION and not self.name:
            for key in NAMES.keys() & given.keys():
                self.keep(NAMES[key], "", given[key])
        if name in NAMES and not self.name:
            self.name, self.inside, self.text = NAMES[name], self.depth, ""
        elif name == ITEM and self.name:
            self.language, self.text = given.get(LANGUAGE, ""), ""

    def end(self, name: str) -> None:
        """Go out of an element."""
        if self.name and (name == ITEM or self.depth == self.inside):
            self.keep(self.name, self.language, self.text)
            self.language = self.text = ""
        if self.depth == self.inside:
            self.name, self.inside = "", 0
        self.depth -= 1

    def characters(self, text: str) -> None:
        """Take a piece of text."""
        if self.name and len(self.text) < LONGEST:
            self.text += text[:LONGEST]

    def keep(self, name: str, language: str, text: str) -> None:
        """Keep a text, if it says anything."""
        texts = self.found.setdefault(name, [])
        if (plain := printable(text)) and len(texts) < MOST_VALUES:
            texts.append((language, plain))

    def words(self) -> Words:
        """Return the texts, those in several languages in one."""
        return {
            name: [next((text for language, text in texts if language == DEFAULT), texts[0][1])]
            if name in IN_ONE_LANGUAGE
            else [text for _, text in texts]
            for name, texts in self.found.items()
            if texts
        }


def xmp_words(raw: bytes | str | None) -> Words:
    """Return the texts of a packet, none where it cannot be read."""
    data = raw.encode() if isinstance(raw, str) else raw or b""
    if len(data) > MOST_BYTES:
        return {}
    packet = Packet()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = packet.start, packet.end
    parser.CharacterDataHandler = packet.characters
    parser.StartDoctypeDeclHandler = _refused
    try:
        parser.Parse(data.strip(b"\0 \t\r\n"), True)  # noqa: FBT003 - it takes no name
    except TooMuch:
        return {}
    except (expat.ExpatError, ValueError, LookupError):
        return packet.words()
    return packet.words()


def _refused(*_: Any) -> None:  # noqa: ANN401 - as expat calls it
    raise TooMuch
