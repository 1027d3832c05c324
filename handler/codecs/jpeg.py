"""JPEG (ITU-T T.81), baseline and progressive."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from handler.codecs import exif
from handler.codecs.frames import Frames
from handler.codecs.header import Header
from handler.codecs.walks.jpeg import walk
from handler.codecs.walks.meter import Meter
from handler.codecs.written import File, Wish
from handler.errors import Corrupt
from handler.geometry import Size

SCALES = (8, 4, 2)
"""The decoder can leave out all but the coarse part of each block: a picture of an eighth, a quarter, a half."""

FULL_COLOUR = 90
"""The quality from which colour keeps its full resolution. Below, halving it saves a quarter of the bytes and does
not show on photographs; at 90, red text blurred by it is the worst of what is left of the errors."""

MOST_BLOCK = 65_000
"""Bytes that fit into one segment beside its label."""


COEFFICIENT = 2
"""Bytes that every pixel of a plane takes for as long as scans may still change it."""


class Jpeg(JpegImageFile):
    """Pillow's reader without its look for a density in EXIF, which parses all of it, and warns of it."""

    def _read_dpi_from_exif(self) -> None:
        """Do without."""


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read the header. CMYK is taken as Adobe writes it, inverted, with or without its marker, as browsers do."""
    walked = walk(blob, meter)
    first = _again(blob)

    def load(at_least: Size, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        if walked.hollow:
            # The decoder would warn nobody and give all that is missing as gray.
            raise Corrupt("the JPEG file is damaged or cut short")
        image = _again(blob)  # a reader can be scaled only once, and keeps the pixels for as long as it is kept
        scale = next((scale for scale in SCALES if _suffices(image, scale, at_least)), 1)
        image.draft(None, (image.width // scale, image.height // scale))
        for _ in wanted:
            yield image, 0

    raw = first.info.get("exif")
    return Header(
        Size(*first.size),
        first.mode,
        load,
        progressive=walked.progressive,
        scans=walked.scans,
        kept=COEFFICIENT * walked.planes if walked.buffered else 0,
        orientation=exif.orientation(raw),
        rights=exif.rights(raw),
        icc=first.info.get("icc_profile"),
        exif=raw,
        xmp=first.info.get("xmp"),
    )


def _again(blob: BinaryIO) -> Jpeg:
    blob.seek(0)
    return Jpeg(blob)


def _suffices(image: Image.Image, scale: int, at_least: Size) -> bool:
    return image.width >= at_least.width * scale and image.height >= at_least.height * scale


def write(frames: Frames, wish: Wish) -> bytes:
    """Return the first frame as JPEG with its own Huffman tables; `pjpg` is progressive."""
    quality = wish.output.quality
    options: dict[str, Any] = {
        "quality": quality,
        "subsampling": "4:4:4" if quality >= FULL_COLOUR else "4:2:0",
        "exif": exif.PREFIX + wish.exif if wish.exif and len(wish.exif) <= MOST_BLOCK else b"",
        "xmp": wish.xmp if wish.xmp and len(wish.xmp) <= MOST_BLOCK else b"",
    }
    file = File("jpg")
    try:
        frames.first.save(file, optimize=True, progressive=wish.name == "pjpg", **options)
    except OSError:
        # Pillow gives these two a buffer of one byte a pixel, two from quality 95: noise in full colour takes more.
        file = File("jpg")
        frames.first.save(file, **options)
    return file.getvalue()
