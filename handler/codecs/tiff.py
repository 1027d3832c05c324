"""TIFF 6.0. Its further pictures are pages, not an animation."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from handler.codecs import exif
from handler.codecs.frames import Frames, Rights
from handler.codecs.header import MOST_FRAMES, Header
from handler.codecs.pixels import SIDEWAYS, TURNS, turned_back
from handler.codecs.written import File, Wish
from handler.geometry import Size

BIG = 43
"""The version number of BigTIFF, whose offsets have eight bytes."""

XMP = 700


def read(blob: BinaryIO, page: int) -> Header:
    """Read the header of one page. EXIF proper is not passed on: the tags of a TIFF are mostly about its own file."""
    pages = _pages(blob)
    blob.seek(0)
    image = TiffImageFile(blob)
    image.seek(min(page, pages - 1))
    turn = image.tag_v2.get(exif.ORIENTATION, 1)
    orientation = turn if turn in TURNS else 1

    def load(at_least: Size, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        del at_least
        # Pillow turns TIFFs by itself, by XMP too; so the tag decides, and the turn is taken back.
        image.getexif()[exif.ORIENTATION] = orientation
        image.load()
        for _ in wanted:
            yield turned_back(image, orientation), 0

    return Header(
        Size(*(reversed(image.size) if orientation in SIDEWAYS else image.size)),
        image.mode,
        load,
        frames=pages,
        alpha=image.has_transparency_data,
        orientation=orientation,
        rights=Rights(*(_text(image.tag_v2.get(tag)) for tag in (exif.ARTIST, exif.COPYRIGHT))),
        icc=image.info.get("icc_profile"),
        xmp=image.info.get("xmp"),
    )


def _text(value: object) -> str:
    # Pillow reads all text as Latin-1.
    return exif.readable(value.encode("latin-1", "replace")) if isinstance(value, str) else ""


def _pages(blob: BinaryIO) -> int:
    """Return the number of pages by the chain of their directories alone, which may bite its tail."""
    head = blob.read(16)
    order = "<" if head[:2] == b"II" else ">"
    big = struct.unpack_from(order + "H", head, 2)[0] == BIG
    number, entry, offset, at = ("Q", 20, "Q", 8) if big else ("H", 12, "I", 4)
    (place,) = struct.unpack_from(order + offset, head, at)
    seen: set[int] = set()
    while place and place not in seen and len(seen) < MOST_FRAMES:
        seen.add(place)
        blob.seek(place)
        (entries,) = struct.unpack(order + number, blob.read(struct.calcsize(number)))
        blob.seek(place + struct.calcsize(number) + entries * entry)
        rest = blob.read(struct.calcsize(offset))
        place = struct.unpack(order + offset, rest)[0] if len(rest) == struct.calcsize(offset) else 0
    return max(1, len(seen))


def write(frames: Frames, wish: Wish) -> bytes:
    """Return the first frame as TIFF, deflated."""
    file = File("tiff")
    said = exif.rights(wish.exif)
    # As bytes: text Pillow writes in ASCII.
    tags = {exif.ARTIST: said.artist.encode(), exif.COPYRIGHT: said.copyright.encode(), XMP: wish.xmp}
    frames.first.save(
        file,
        compression="tiff_adobe_deflate",
        tiffinfo={tag: value for tag, value in tags.items() if value},
    )
    return file.getvalue()
