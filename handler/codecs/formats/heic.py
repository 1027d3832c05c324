"""HEIC: HEVC in boxes as those of AVIF, which are walked here and read by libheif, of the extra `heif`.

libheif itself cuts, turns and mirrors as the boxes say, and puts tiles together. It is asked for the primary picture;
its alpha is taken, its thumbnails, depth maps and gain maps are not.
"""

from collections.abc import Iterator
from typing import BinaryIO

from pi_heif import HeifFile, HeifImage, options
from PIL import Image

from handler.codecs.header import Header
from handler.codecs.pixels import cicp, exif
from handler.codecs.scanners.avif import HEVC, walk
from handler.codecs.scanners.meter import Meter
from handler.core.geometry import Size
from handler.errors import Corrupt

# Of the whole process, and nothing else in it reads HEIC.
options.DECODE_THREADS = 1
options.THUMBNAILS = options.DEPTH_IMAGES = options.AUX_IMAGES = False


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read the header. Boxes crop, turn and mirror, whatever EXIF says; what moves is shown by its first picture."""
    shown = walk(blob, meter, HEVC)
    if shown.unreadable or shown.mixed(HEVC.config):  # either of which ends the process
        raise Corrupt("the HEIC file is damaged: its parts do not fit together")
    file = HeifFile(blob, convert_hdr_to_8bit=True)
    if not len(file):
        raise Corrupt("the HEIC file is damaged: it holds no picture")
    image: HeifImage = file[file.primary_index]
    size = Size(*image.size)
    if not size.area:
        raise Corrupt("the HEIC file is damaged: its picture has no size")

    def load(factor: int, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        del factor
        picture = image.to_pillow()
        for _ in wanted:
            yield picture, 0

    raw, numbers = image.info.get("exif"), shown.colours()
    return Header(
        size,
        image.mode,
        load,
        alpha=image.has_alpha,
        rights=exif.rights(raw),
        icc=image.info.get("icc_profile") or (cicp.profile(*numbers) if numbers else None),
        exif=raw or None,
        xmp=image.info.get("xmp") or None,
        coded=max(size.area, shown.pieces()),
    )
