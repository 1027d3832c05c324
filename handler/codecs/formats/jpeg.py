"""JPEG (ITU-T T.81), baseline and progressive."""

import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, cast
from zlib import crc32

from PIL import Image
from PIL.JpegImagePlugin import APP, MARKER, JpegImageFile

from handler.codecs.formats._jpeg_tables import tables
from handler.codecs.header import Header
from handler.codecs.pixels import exif
from handler.codecs.quality import library_quality
from handler.codecs.scanners.buffer import held
from handler.codecs.scanners.jpeg import END, JpegSegments, ended, unended, walk
from handler.codecs.scanners.meter import Meter
from handler.codecs.writing import NamedBuffer, WriteOptions
from handler.core.formats.effort import pace
from handler.core.formats.measures import FINE
from handler.core.frames import Frames
from handler.core.geometry import Size
from handler.errors import Corrupt

if TYPE_CHECKING:
    from handler.codecs.header import GainMap

FULL_COLOUR = FINE
"""The quality from which colour keeps its full resolution. Below, halving it saves a quarter of the bytes and does
not show on photographs; at 90, red text blurred by it is the worst of what is left of the errors."""

BOTH = 2
"""The effort of a pace at which a picture is written baseline and progressive, and the smaller file is taken."""

MOST_BLOCK = 65_000
"""Bytes that fit into one segment beside its label."""


FILLER = b"".join(b"\xdb\x6d\xb6" * 33 + bytes([0xFF, restart]) for restart in range(0xD0, 0xD8))
"""Bytes that are put behind a file without an end marker. A decoder that misses pixels takes them for some, whichever
restart marker it waits for: many ones are long codes in any Huffman table, which stand for large numbers and so show.
Of 1,800 files cut at random five were not noticed, of which half a block differs."""

STRIP = 256
"""Rows of a picture that are compared at once."""

AHEAD = 8
"""Bytes that the decoder of Huffman codes wants to have before it gives the last block."""

ICC_HEAD = 14
"""Bytes before a piece of a profile: a name, its number, and how many there are."""

COEFFICIENT = 2
"""Bytes that every pixel of a plane takes for as long as scans may still change it."""


def _noted(image: JpegImageFile, marker: int) -> None:
    """Let Pillow read a segment of metadata; one that is too short for what it claims to be is passed over."""
    with suppress(struct.error, IndexError):
        APP(image, marker)
    image.icclist = [part for part in image.icclist if len(part) >= ICC_HEAD]


for _code in range(0xFFE0, 0xFFF0):
    cast("dict[int, Any]", MARKER)[_code] = (*MARKER[_code][:2], _noted)


class Jpeg(JpegImageFile):
    """Pillow's reader without its look for a density in EXIF, which parses all of it, and warns of it.

    stop: where reading ends, if before the file does.
    """

    stop: int | None = None
    slack = FILLER[:AHEAD]

    def _read_dpi_from_exif(self) -> None:
        """Do without."""

    def load_read(self, read_bytes: int) -> bytes:
        """Return the next bytes; at the stop as many more as the decoder looks ahead, then nothing."""
        file = cast("BinaryIO", self.fp)
        if self.stop is None:
            return file.read(read_bytes)
        if (left := self.stop - file.tell()) > 0:
            return file.read(min(read_bytes, left))
        rest, self.slack = self.slack, b""
        return rest


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read the header. CMYK is taken as Adobe writes it, inverted, with or without its marker, as browsers do."""
    walked = walk(blob, meter)
    first = _again(blob)

    def load(factor: int, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        if walked.hollow:
            # The decoder would give all that is missing as gray, without an error.
            raise Corrupt("the JPEG file is damaged or cut short")
        # A reader can be scaled only once, and keeps the pixels for as long as it is kept.
        image = _decoded(_again(blob), factor, blob, walked)
        for _ in wanted:
            yield image, 0

    raw = first.info.get("exif")
    return Header(
        Size(*first.size),
        first.mode,
        load,
        progressive=walked.progressive,
        scans=walked.scans,
        buffered=walked.buffered,
        kept=COEFFICIENT * walked.planes if walked.buffered else 0,
        orientation=exif.orientation(raw),
        rights=exif.rights(raw),
        icc=first.info.get("icc_profile") or (_adobe_rgb() if exif.is_adobe_rgb(raw) else None),
        exif=raw,
        xmp=first.info.get("xmp"),
        gain_map=_gain_map(blob, first, meter) if "mp" in first.info else None,
    )


def _gain_map(blob: BinaryIO, first: "Jpeg", meter: Meter) -> "Callable[[], GainMap] | None":
    """Return what gives the gain map of a file of several pictures; None where the others are something else."""
    from handler.codecs.gain_map import announced, read_map  # noqa: PLC0415 - few files have one

    return (lambda: read_map(held(blob), first, meter, read)) if announced(first) else None


def _adobe_rgb() -> bytes:
    from handler.codecs.pixels import cicp  # noqa: PLC0415 - few pictures tell their colours by a tag

    return cicp.adobe_rgb()


def _decoded(image: Jpeg, factor: int, blob: BinaryIO, walked: JpegSegments) -> Jpeg:
    """Return the decoded picture; Corrupt or OSError where pixels are missing.

    At an end marker the decoder silently makes up what is missing. So it is not shown the marker where a single scan
    holds all pixels: there it can do without, and fails where some are missing. A file that has no end marker goes to
    `_ended`.
    """
    end = ended(blob)
    if end is None and (pixels := unended(blob, walked)) is not None:
        return _ended(pixels, factor)
    image.stop = end if walked.single else None
    try:
        _scaled(image, factor).load()
    except OSError:
        # Another picture may follow, with an end of its own.
        if (pixels := unended(blob, walked)) is None:
            raise
        return _ended(pixels, factor)
    return image


def _ended(pixels: bytes, factor: int) -> Jpeg:
    """Return the picture in a file whose end marker is missing; Corrupt where pixels are missing too.

    This rare file is decoded twice, with different bytes behind its end. Where no pixel is missing they change nothing;
    where one is, the decoder takes them for pixels, and the two pictures differ.
    """
    filled = _checksum(_scaled(_again(BytesIO(pixels + FILLER + END)), factor))
    image = _scaled(_again(BytesIO(pixels + END)), factor)
    if _checksum(image) != filled:
        raise Corrupt("the JPEG file is damaged or cut short")
    return image


def _checksum(image: Image.Image) -> int:
    """Return a checksum of the pixels, taken strip by strip: a copy of all of them would double the memory."""
    image.load()
    found = 0
    for top in range(0, image.height, STRIP):
        strip = image.crop((0, top, image.width, min(top + STRIP, image.height)))
        found = crc32(strip.tobytes(), found)
    return found


def _scaled(image: Jpeg, factor: int) -> Jpeg:
    image.draft(None, (image.width // factor, image.height // factor))
    return image


def _again(blob: BinaryIO) -> Jpeg:
    blob.seek(0)
    return Jpeg(blob)


def write(frames: Frames, wish: WriteOptions) -> bytes:
    """Return the first frame as JPEG with its own Huffman tables; `pjpg` is progressive."""
    name, full = wish.row.name, wish.quality >= FULL_COLOUR
    light, colour = tables(library_quality(name, wish.quality), full=full)
    options: dict[str, Any] = {
        "qtables": [light] if frames.first.mode == "L" else [light, colour],
        "subsampling": "4:4:4" if full else "4:2:0",
        "exif": exif.PREFIX + wish.exif if wish.exif and len(wish.exif) <= MOST_BLOCK else b"",
        "icc_profile": wish.icc,
        "xmp": wish.xmp if wish.xmp and len(wish.xmp) <= MOST_BLOCK else b"",
    }
    written = _saved(frames.first, options, progressive=name == "pjpg")
    if pace(name, frames.pixels, wish.output.pains).effort == BOTH:
        # Of what has few details the one is smaller, of photographs the other.
        return min(written, _saved(frames.first, options, progressive=True), key=len)
    return written


def _saved(image: Image.Image, options: dict[str, Any], *, progressive: bool) -> bytes:
    file = NamedBuffer("jpg")
    try:
        image.save(file, optimize=True, progressive=progressive, **options)
    except OSError:
        # Pillow gives these two a buffer of two bytes a pixel: noise in full colour takes more.
        file = NamedBuffer("jpg")
        image.save(file, **options)
    return file.getvalue()
