"""AVIF files put together box by box, with any properties (ISO/IEC 14496-12, 23008-12); Pillow codes the pixels."""

import struct
from collections.abc import Sequence
from typing import Any, NamedTuple

from PIL import Image

from tests.support.images.image_files import saved


def box(name: bytes, *parts: bytes, full: int | None = None) -> bytes:
    """Return a box; `full` is version and flags."""
    content = b"".join(parts)
    head = b"" if full is None else struct.pack(">I", full)
    return struct.pack(">I4s", 8 + len(head) + len(content), name) + head + content


def boxes(data: bytes, inside: tuple[bytes, ...] = ()) -> dict[bytes, bytes]:
    """Return the first box of each name with its head, of the file or of what is nested."""
    heads = {b"meta": 12, b"iprp": 8, b"ipco": 8, b"moov": 8, b"trak": 8}
    for name in inside:
        data = boxes(data)[name][heads[name] :]
    found: dict[bytes, bytes] = {}
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        found.setdefault(data[at + 4 : at + 8], data[at : at + size])
        at += size
    return found


ESSENTIAL = frozenset({b"av1C", b"clap", b"irot", b"imir"})
"""Properties that have to be understood, and say so."""


class Item(NamedTuple):
    """An item: its kind, its data, its properties, and what it refers to (kind, id), as which sort of link."""

    kind: bytes
    data: bytes
    properties: Sequence[bytes] = ()
    links: Sequence[tuple[bytes, Sequence[int]]] = ()
    hidden: bool = False
    name: bytes = b""


def coded(image: Image.Image, *more: bytes, ispe: bytes | None = None, **options: Any) -> Item:
    """Return a picture as Pillow codes it, with what describes it, but for its colours."""
    data = saved(image, "avif", **{"quality": 90, "speed": 9, **options})
    said = boxes(data, (b"meta", b"iprp", b"ipco"))
    size = said[b"ispe"] if ispe is None else ispe
    payload = boxes(data)[b"mdat"][8:]
    return Item(b"av01", payload, [size, said[b"pixi"], said[b"av1C"], *more])


def nclx(primaries: int, transfer: int, matrix: int = 6, full: int = 1) -> bytes:
    """Return a box of colours."""
    return box(b"colr", b"nclx", struct.pack(">HHHB", primaries, transfer, matrix, full << 7))


def clap(width: float, height: float, across: float = 0, down: float = 0) -> bytes:
    """Return a clean aperture: its size, and how far its middle lies from the picture's."""
    numbers = [part for value in (width, height, across, down) for part in (round(value * 2), 2)]
    return box(b"clap", struct.pack(">IIIIiIiI", *numbers))


def avif(*items: Item, primary: int = 1, brand: bytes = b"avif", before: bytes = b"", after: bytes = b"") -> bytes:
    """Return a file of items, of which the ids count from 1."""
    head = box(b"ftyp", brand, bytes(4), b"avif", b"mif1", b"miaf") + before
    start = len(head) + len(_meta(items, primary, [0] * len(items))) + 8
    places = []
    for item in items:
        places.append(start)
        start += len(item.data)
    return head + _meta(items, primary, places) + box(b"mdat", *(item.data for item in items)) + after


def _meta(items: Sequence[Item], primary: int, places: Sequence[int]) -> bytes:
    numbered = list(enumerate(items, 1))
    infos = [
        box(b"infe", struct.pack(">HH4s", number, 0, item.kind), item.name, b"\0", full=0x02000000 | item.hidden)
        for number, item in numbered
    ]
    rows = [
        struct.pack(">HHHII", number, 0, 1, place, len(item.data))
        for (number, item), place in zip(numbered, places, strict=True)
    ]
    links = [
        box(kind, struct.pack(f">HH{len(targets)}H", number, len(targets), *targets))
        for number, item in numbered
        for kind, targets in item.links
    ]
    every = [each for item in items for each in item.properties]
    uses, first = b"", 1
    for number, item in numbered:
        count = len(item.properties)
        uses += struct.pack(">HB", number, count)
        uses += bytes(at | 0x80 * (each[4:8] in ESSENTIAL) for at, each in enumerate(item.properties, first))
        first += count
    return box(
        b"meta",
        box(b"hdlr", bytes(4), b"pict", bytes(13), full=0),
        box(b"pitm", struct.pack(">H", primary), full=0),
        box(b"iloc", b"\x44\0", struct.pack(">H", len(items)), *rows, full=0),
        box(b"iinf", struct.pack(">H", len(items)), *infos, full=0),
        box(b"iref", *links, full=0) if links else b"",
        box(b"iprp", box(b"ipco", *every), box(b"ipma", struct.pack(">I", len(items)), uses, full=0)),
        full=0,
    )


NESTS = {b"moov": 0, b"trak": 0, b"mdia": 0, b"minf": 0, b"stbl": 0, b"stsd": 8}


def in_track(data: bytes, more: bytes) -> bytes:
    """Return a moving file of Pillow's with one more box in the description of its frames, and all places moved on."""
    found, at = b"", 0
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        content = data[at + 8 : at + size]
        if name in NESTS:
            content = content[: NESTS[name]] + in_track(content[NESTS[name] :], more)
        elif name == b"av01":
            content += more
        elif name == b"stco":
            places = struct.unpack(f">{(len(content) - 8) // 4}I", content[8:])
            content = content[:8] + struct.pack(f">{len(places)}I", *(place + len(more) for place in places))
        found += box(name, content)
        at += size
    return found
