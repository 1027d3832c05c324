"""TIFF 6.0. Its further pictures are pages, not an animation."""

from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from handler.codecs import exif
from handler.codecs.frames import Frames, Rights
from handler.codecs.header import Header
from handler.codecs.pixels import SIDEWAYS, TURNS, turned_back
from handler.codecs.walks.meter import Meter
from handler.codecs.walks.tiff import pages_of
from handler.codecs.written import File, Wish
from handler.geometry import Size

XMP = 700


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read the header of one page. EXIF proper is not passed on: the tags of a TIFF are mostly about its own file."""
    pages = pages_of(blob, meter)
    blob.seek(0)
    image = TiffImageFile(blob)
    image.seek(min(meter.page, pages - 1))
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
