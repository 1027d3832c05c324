"""Ultra HDR: JPEGs with a gain map behind them, as phones write them, put together byte by byte."""

import struct

from PIL import Image

from tests.support.images.image_files import photo, saved

XMP = b"http://ns.adobe.com/xap/1.0/\0"
ISO = b"urn:iso:std:iso:ts:21496:-1\0"
MEANING = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" hdrgm:Version="1.0" hdrgm:GainMapMax="2.3" '
    b'hdrgm:HDRCapacityMax="2.3"/></rdf:RDF></x:xmpmeta>'
)
NAMED = MEANING.replace(b' hdrgm:GainMapMax="2.3" hdrgm:HDRCapacityMax="2.3"', b"")
VALUES = ISO + bytes(range(40))
"""A segment of ISO 21496-1; what is in it is not looked at."""


def half_bright(size: tuple[int, int] = (40, 30)) -> Image.Image:
    """Return a map whose left half is brighter."""
    image = Image.new("L", size)
    image.paste(255, (0, 0, size[0] // 2, size[1]))
    return image


def ultra_hdr(
    base: Image.Image | None = None,
    gains: Image.Image | None = None,
    *,
    iso: bool = False,
    meaning: bytes | None = None,
    **options: object,
) -> bytes:
    """Return a JPEG with a gain map behind it, told by Adobe's names in XMP, or by ISO's segments.

    meaning: what stands in the map's own segment. options: how the first is written.
    """
    first = saved(base or photo((160, 120)), "jpg", quality=95, **options)
    second = saved(gains or half_bright(), "jpg", quality=95)
    marker, named, told = (0xE2, ISO + bytes(4), VALUES) if iso else (0xE1, XMP + NAMED, XMP + MEANING)
    second = _with(second, _segment(marker, told if meaning is None else meaning))
    start = _with(first, _segment(marker, named))
    at = _behind(start)
    size = len(start) + 4 + 4 + 82

    def entry(kind: int, length: int, place: int) -> bytes:
        return struct.pack("<IIIHH", kind, length, place, 0, 0)

    rows = struct.pack("<HHI4s", 0xB000, 7, 4, b"0100") + struct.pack("<HHIIHHII", 0xB001, 4, 1, 2, 0xB002, 7, 32, 50)
    index = b"II*\0" + struct.pack("<IH", 8, 3) + rows + bytes(4)
    index += entry(0x030000, size, 0) + entry(0, len(second), size - (at + 8))
    return _with(start, _segment(0xE2, b"MPF\0" + index)) + second


def _segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def _behind(file: bytes) -> int:
    """Return where the segments of applications end."""
    at = 2
    while 0xE0 <= file[at + 1] <= 0xEF:
        at += 2 + int.from_bytes(file[at + 2 : at + 4], "big")
    return at


def _with(file: bytes, segment: bytes) -> bytes:
    at = _behind(file)
    return file[:at] + segment + file[at:]
