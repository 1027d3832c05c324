"""Gain maps: the picture behind a JPEG that says how much brighter each part is on a screen of high dynamic range.

Such a file (Ultra HDR; ISO 21496-1) is a JPEG for every screen, then a second one, the map. Where it lies says an index
of pictures (CIPA DC-007, Multi-Picture Format); what its values mean says its own XMP, or a segment of the standard.
Both are kept as they are, for they hold at any size; index and lengths are written anew.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from struct import error as struct_error
from struct import pack, unpack_from
from typing import BinaryIO

from PIL.JpegImagePlugin import JpegImageFile

from handler.codecs.header import GainMap, Header
from handler.codecs.pixels.modes import detached
from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size
from handler.errors import Corrupt

ISO = b"urn:iso:std:iso:ts:21496:-1\0"
"""The name of the segment of ISO 21496-1."""

VERSION = ISO + bytes(4)
"""All of it in the first picture: the least version that a reader has to know, and the writer's."""

WORD, XMP_HEAD, INDEX_HEAD = b"hdrgm:", b"http://ns.adobe.com/xap/1.0/\0", b"MPF\0"
"""The prefix of Adobe's names in XMP, and how the segments of XMP and of the index begin."""

ENTRIES, ENTRY, MOST = 0xB002, 16, 8
"""The tag of the index's entries, bytes of one, and how many are looked at."""

APP1, APP2, JFIF, EXIF = 0xE1, 0xE2, b"JFIF\0", b"Exif\0"
INDEX_BYTES, PRIMARY = 82, 0x030000
"""Bytes of an index of two pictures; the attribute of the first of them."""

PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" '
    'xmlns:Container="http://ns.google.com/photos/1.0/container/" '
    'xmlns:Item="http://ns.google.com/photos/1.0/container/item/" hdrgm:Version="1.0"><Container:Directory><rdf:Seq>'
    '<rdf:li rdf:parseType="Resource"><Container:Item Item:Semantic="Primary" Item:Mime="image/jpeg"/></rdf:li>'
    '<rdf:li rdf:parseType="Resource"><Container:Item Item:Semantic="GainMap" Item:Mime="image/jpeg" '
    'Item:Length="{length}"/></rdf:li></rdf:Seq></Container:Directory></rdf:Description></rdf:RDF></x:xmpmeta>'
)
"""The XMP of the first picture."""


def announced(image: JpegImageFile) -> bool:
    """Return whether the first picture of a file says that a gain map is behind it."""
    named = WORD in (image.info.get("xmp") or b"") or any(part.startswith(ISO) for _, part in image.applist)
    return named and "mp" in image.info


def read_map(
    data: memoryview, image: JpegImageFile, meter: Meter, read: Callable[[BinaryIO, Meter], Header]
) -> GainMap:
    """Return the map, which `read` reads as any JPEG; Corrupt where there is none that can be read."""
    whole = Size(*image.size)
    for start, stop in _others(image):
        if bytes(data[start : start + 2]) != b"\xff\xd8":
            continue
        part = BytesIO(data[start:stop])
        found = type(image)(part)
        meaning = tuple(_meaning(found))
        if meaning and found.width <= whole.width and found.height <= whole.height:
            part.seek(0)
            (shown, _), *_ = read(part, Meter(meter.bounds)).load(1, range(1))
            return GainMap(detached(shown.convert("L" if shown.mode == "L" else "RGB")), meaning)
    raise Corrupt("the JPEG file names a gain map that cannot be read")


def _others(image: JpegImageFile) -> Iterator[tuple[int, int]]:
    """Give where the pictures after the first lie, by the index."""
    block, base = image.info["mp"], image.info["mpoffset"]
    order = "<" if block[:2] == b"II" else ">"
    try:
        (at,) = unpack_from(order + "I", block, 4)
        (number,) = unpack_from(order + "H", block, at)
        for row in range(at + 2, at + 2 + 12 * min(number, MOST), 12):
            tag, _, length, place = unpack_from(order + "HHII", block, row)
            if tag == ENTRIES:
                for entry in range(place + ENTRY, place + min(length, MOST * ENTRY), ENTRY):
                    _, size, start = unpack_from(order + "III", block, entry)
                    yield base + start, base + start + size
    except struct_error:
        return


def _meaning(image: JpegImageFile) -> Iterator[tuple[int, bytes]]:
    """Give the segments that say what a map's values are."""
    for name, part in image.applist:
        if name == "APP1" and part.startswith(XMP_HEAD) and WORD in part:
            yield APP1, part
        elif name == "APP2" and part.startswith(ISO):
            yield APP2, part


def with_gains(base: bytes, written: bytes, meaning: tuple[tuple[int, bytes], ...]) -> bytes:
    """Return a JPEG with a map behind it.

    base, written: the files of picture and map. meaning: the segments that say what the map's values are.
    """
    behind = _inserted(written, b"".join(_segment(marker, part) for marker, part in meaning))
    said = _segment(APP1, XMP_HEAD + PACKET.format(length=len(behind)).encode())
    if any(part.startswith(ISO) for _, part in meaning):
        said += _segment(APP2, VERSION)
    at = _place(base) + len(said)
    first = len(base) + len(said) + 2 + 2 + len(INDEX_HEAD) + INDEX_BYTES
    index = _index(first, len(behind), at + 2 + 2 + len(INDEX_HEAD))
    return _inserted(base, said + _segment(APP2, INDEX_HEAD + index)) + behind


def _index(first: int, second: int, at: int) -> bytes:
    """Return the index of two pictures of so many bytes, which lies at an offset of the file."""
    rows = pack(">HHI4s", 0xB000, 7, 4, b"0100") + pack(">HHII", 0xB001, 4, 1, 2)
    rows += pack(">HHII", ENTRIES, 7, 2 * ENTRY, INDEX_BYTES - 2 * ENTRY)
    entries = pack(">IIIHH", PRIMARY, first, 0, 0, 0) + pack(">IIIHH", 0, second, first - at, 0, 0)
    return b"MM\0*" + pack(">IH", 8, 3) + rows + bytes(4) + entries


def _segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + pack(">H", len(data) + 2) + data


def _place(file: bytes) -> int:
    """Return where further segments go: behind those of JFIF and EXIF."""
    at = 2
    while file[at + 4 : at + 9] in {JFIF, EXIF}:
        at += 2 + int.from_bytes(file[at + 2 : at + 4], "big")
    return at


def _inserted(file: bytes, segments: bytes) -> bytes:
    at = _place(file)
    return file[:at] + segments + file[at:]
