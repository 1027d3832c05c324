"""TIFF 6.0. Several pictures in a file are pages, not an animation."""

from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image, ImageChops
from PIL.TiffImagePlugin import TiffImageFile

from handler.codecs.header import Header, unread
from handler.codecs.pixels import exif
from handler.codecs.pixels.modes import SIDEWAYS, TURNS, WHITE_16, to_working_mode, turned_back
from handler.codecs.scanners.meter import Meter
from handler.codecs.scanners.tiff import pages_of
from handler.codecs.writing import NamedBuffer, WriteOptions
from handler.core.frames import Frames, Rights
from handler.core.geometry import Size

XMP, BITS, PHOTOMETRIC, SUBSAMPLING = 700, 258, 262, 530
BELOW = (34665, 34853, 40965)
"""Tags that lead to further directories: EXIF, GPS and interoperability."""

DEEP, TWELVE, WHITE_12, WHITE_IS_ZERO = frozenset({"I;16", "I", "F"}), 12, 4095, 0

BIG_MOTOROLA = b"MM\0+"
"""The first bytes of a big-endian BigTIFF, which Pillow reads wrongly."""

UNKNOWN = "unknown pixel mode"
"""Pillow's error where it cannot read samples of this number, depth or meaning."""


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read the header of one page. EXIF proper is not passed on: the tags of a TIFF are mostly about its own file."""
    pages = pages_of(blob, meter)
    image = _opened(blob, min(meter.page, pages - 1))
    turn = image.tag_v2.get(exif.ORIENTATION, 1)
    orientation = turn if turn in TURNS else 1

    def load(factor: int, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        del factor
        # Pillow turns TIFFs by itself, by XMP too; so the tag decides, and the turn is taken back.
        block = image.getexif()
        block[exif.ORIENTATION] = orientation
        for tag in BELOW:  # which Pillow would read while it turns
            block.pop(tag, None)
        image.load()
        for _ in wanted:
            yield turned_back(_whitened(image), orientation), 0

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


def _opened(blob: BinaryIO, page: int) -> TiffImageFile:
    """Open a page; UnacceptedKind where all may be right, but Pillow has no way to read it, or reads it wrongly."""
    blob.seek(0)
    if blob.read(len(BIG_MOTOROLA)) == BIG_MOTOROLA:
        raise unread("a big-endian BigTIFF")
    blob.seek(0)
    try:
        image = TiffImageFile(blob)
        image.seek(page)
    except SyntaxError as error:
        if str(error) == UNKNOWN:
            raise unread("a TIFF of samples that nothing here reads") from error
        raise
    if image.mode == "YCbCr" and image.tag_v2.get(SUBSAMPLING, (2, 2)) != (1, 1):
        raise unread("a TIFF of bare YCbCr at several resolutions")
    return image


def _whitened(image: TiffImageFile) -> Image.Image:
    """Return the picture with as many bits as its white has: Pillow takes 12 for 16, and in more than 8 black for 0."""
    if image.mode not in DEEP:
        return image
    wide: Image.Image = image
    if image.tag_v2.get(BITS) == (TWELVE,):
        wide = image.convert("I").point(lambda value: value * (WHITE_16 / WHITE_12))
    return ImageChops.invert(to_working_mode(wide)) if image.tag_v2.get(PHOTOMETRIC) == WHITE_IS_ZERO else wide


def _text(value: object) -> str:
    # Pillow reads all text as Latin-1.
    return exif.decoded_text(value.encode("latin-1", "replace")) if isinstance(value, str) else ""


def write(frames: Frames, wish: WriteOptions) -> bytes:
    """Return the first frame as TIFF, deflated."""
    file = NamedBuffer("tiff")
    said = exif.rights(wish.exif)
    # As bytes: text Pillow writes in ASCII.
    tags = {exif.ARTIST: said.artist.encode(), exif.COPYRIGHT: said.copyright.encode(), XMP: wish.xmp}
    frames.first.save(
        file,
        compression="tiff_adobe_deflate",
        tiffinfo={tag: value for tag, value in tags.items() if value},
    )
    return file.getvalue()
