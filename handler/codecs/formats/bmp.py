"""BMP: the bitmaps of Windows and OS/2, of every depth, with a palette, with masks, and in runs."""

from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image

from handler.codecs.formats._bmp_pixels import bitmap_pixels
from handler.codecs.header import Header
from handler.codecs.scanners.buffer import held
from handler.codecs.scanners.further.bmp import WITH_PALETTE, bitmap_of
from handler.codecs.scanners.meter import Meter


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read the headers."""
    data = held(blob)
    bitmap = bitmap_of(data, meter)

    def load(factor: int, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        del factor
        for _ in wanted:
            yield bitmap_pixels(data, bitmap), 0

    alpha = bitmap.bits > WITH_PALETTE and bool(bitmap.masks[3])
    return Header(
        bitmap.size,
        "RGBA" if alpha else "L" if bitmap.gray else "P" if bitmap.bits <= WITH_PALETTE else "RGB",
        load,
        alpha=alpha,
        buffered=bitmap.runs,
        icc=bitmap.profile,
    )
