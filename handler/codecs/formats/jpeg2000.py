"""JPEG 2000 (ISO/IEC 15444-1): JP2 files and bare codestreams, decoded by OpenJPEG at the resolution that is needed."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from PIL import Image, ImageFile
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile

from handler.codecs.header import Header, unread
from handler.codecs.pixels import icc
from handler.codecs.scanners.buffer import held
from handler.codecs.scanners.further.j2k import J2kHeader
from handler.codecs.scanners.further.jp2 import walk
from handler.codecs.scanners.meter import Meter
from handler.codecs.writing import NamedBuffer, WriteOptions
from handler.core.formats.measures import FINE
from handler.core.frames import PREMULTIPLIED, Frames
from handler.core.geometry import Size

INKS, SRGB, GRAY, YCC, BARE = 12, 16, 17, 18, None
READ = frozenset({BARE, 0, 15, INKS, SRGB, GRAY, YCC})
"""Spaces of colour that are read (I.5.3.3): inks, sRGB, gray, and sYCC, which becomes RGB while it is decoded."""

DEPTH = 8
"""Bits of a sample that Pillow gives."""

INDEXED = frozenset({"P", "PA"})
EVEN = frozenset({(1, 1)})
"""Of components that have a sample for every pixel."""

LEAST, STEP, FINE_STEP = 24.0, 0.165, 0.6
"""Decibels between the picture and what is written, at a quality of 0; more for each step of it, and from 90 on."""


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read the headers; UnacceptedKind where Pillow has no way to read what they tell of."""
    data = held(blob)
    walked = walk(data, meter)
    if walked.colours not in READ:
        raise unread("a JPEG 2000 of colours that nothing here reads")
    if {(each.across, each.down) for each in walked.components} != EVEN:
        raise unread("a JPEG 2000 of components at several resolutions")
    if walked.moved:
        raise unread("a JPEG 2000 of components in another order than their colours")
    blob.seek(0)
    image = Jpeg2KImageFile(blob)
    inks = image.mode == "RGBA" and icc.space(walked.profile or b"") == b"CMYK"

    def load(factor: int, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        for _ in wanted:
            picture = _spread(_decoded(blob, factor, len(data)), walked)
            yield Image.merge("CMYK", picture.split()) if inks else picture, 0

    # The mean of two places in a palette is no colour.
    even = walked.area[2:] == (0, 0) and image.mode not in INDEXED
    return Header(
        Size(*image.size),
        "CMYK" if inks else image.mode,
        load,
        buffered=True,
        scans=walked.planes,
        alpha=image.mode in {"RGBA", "LA", "PA"} and not inks,
        most=1 << walked.levels if even else 1,
        icc=walked.profile,
    )


def _spread(image: Image.Image, walked: J2kHeader) -> Image.Image:
    """Return the picture with white at 255, which Pillow leaves lower where samples have few bits."""
    bits = max(each.bits for each in walked.components)
    if bits < DEPTH and image.mode not in INDEXED:
        most = ((1 << bits) - 1) << DEPTH - bits
        image = image.point(
            [min(255, (255 * level + most // 2) // most) for level in range(256)] * len(image.getbands())
        )
    return Image.merge(PREMULTIPLIED, image.split()) if walked.premultiplied and image.mode == "RGBA" else image


def _decoded(blob: BinaryIO, factor: int, length: int) -> Image.Image:
    """Return the picture, its sides reduced by a power of two and rounded up, as the standard has it.

    Pillow rounds them to the nearest, and then finds that the decoder gives more.
    """
    blob.seek(0)
    image = Jpeg2KImageFile(blob)
    size = (-(-image.width // factor), -(-image.height // factor))
    codec, levels = image.codec, factor.bit_length() - 1
    image._size = size  # noqa: SLF001 - the public way is what rounds
    image.tile = [ImageFile._Tile("jpeg2k", (0, 0, *size), 0, (codec, levels, 0, -1, length))]  # noqa: SLF001 - as Pillow
    image.load()
    return image


def _decibels(quality: int) -> float:
    """Return the ratio of signal and noise at which a photograph looks about as it does as a JPEG of this quality."""
    return LEAST + STEP * quality + FINE_STEP * max(0, quality - FINE)


def write(frames: Frames, wish: WriteOptions) -> bytes:
    """Return the first frame as JP2, without loss where that is asked for."""
    file = NamedBuffer("jp2")
    rate = [] if wish.output.lossless else [_decibels(wish.quality)]
    options: dict[str, Any] = {"quality_mode": "dB", "quality_layers": rate, "irreversible": True} if rate else {}
    colour = frames.first.mode != "L"
    frames.first.save(file, mct=int(colour), **options)
    return file.getvalue()
