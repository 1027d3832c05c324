"""ICO: the icons of Windows, several sizes of one picture in a file; a size is a PNG, or a bitmap and a mask."""

import struct
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from PIL import Image

from handler.codecs.formats import png
from handler.codecs.formats._bmp_pixels import bitmap_pixels
from handler.codecs.header import Header
from handler.codecs.scanners.buffer import held
from handler.codecs.scanners.further.bmp import PLAIN, bitmap_at
from handler.codecs.scanners.further.ico import IconPicture, icons_of
from handler.codecs.scanners.meter import Meter
from handler.codecs.writing import NamedBuffer, WriteOptions
from handler.core.frames import Frames
from handler.core.geometry import Size

SIZES = (16, 24, 32, 48, 64, 128)
"""Pixels of the longer side of the smaller pictures that are written beside the result, as programs ask for them."""

VEILED = 32
"""Bits a pixel of a bitmap that has an alpha of its own."""

WIDEST = 256
"""Pixels of a side, which the directory says as 0."""


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read the header of one picture: of the largest, or of that with the number that is asked for, in order of size.

    What the directory says of sizes is not believed.
    """
    data = held(blob)
    icons = icons_of(data, meter)
    icon = icons[min(meter.page, len(icons) - 1)]
    return replace(_drawn(data, icon, meter) if icon.drawn else _bitmap(data, icon, meter), frames=len(icons))


def _drawn(data: memoryview, icon: IconPicture, meter: Meter) -> Header:
    """Return the header of a PNG; of one that moves, its first frame is the picture."""
    header = png.read(BytesIO(data[icon.start : icon.stop]), Meter(meter.bounds))

    def load(_: int, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        for _ in wanted:
            yield from header.load(1, range(1))

    return replace(header, load=load, moves=False, loop=0, streamed=False, orientation=1)


def _bitmap(data: memoryview, icon: IconPicture, meter: Meter) -> Header:
    """Return the header of a bitmap."""

    def load(_: int, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        for _ in wanted:
            yield _masked(data, icon, meter), 0

    return Header(icon.size, "RGBA", load, alpha=True)


def _masked(data: memoryview, icon: IconPicture, meter: Meter) -> Image.Image:
    """Return a bitmap with its alpha; where it has none, or only zeros, with its mask, of which a set bit is clear."""
    bitmap = bitmap_at(data, icon.start, meter, icon=True)
    if bitmap.bits == VEILED and bitmap.compression == PLAIN:
        bitmap = bitmap._replace(masks=(*bitmap.masks[:3], 0xFF000000))
    image = bitmap_pixels(data[: icon.stop], bitmap)
    behind = bitmap.start + bitmap.stride * bitmap.size.height
    stride = (bitmap.size.width + 31) // 32 * 4
    rows = data[behind : min(icon.stop, behind + stride * bitmap.size.height)]
    if image.mode == "RGBA" or bitmap.runs or len(rows) < stride * bitmap.size.height:
        return image
    mask = Image.frombytes("1", bitmap.size, rows, "raw", "1;I", stride, -1 if bitmap.upward else 1)
    made = image.convert("RGB")
    made.putalpha(mask.convert("L"))
    return made


def write(frames: Frames, wish: WriteOptions) -> bytes:
    """Return the first frame as ICO, with the smaller sizes that programs ask for beside it, each of them a PNG."""
    del wish
    image = frames.first
    smaller = [side for side in SIZES if side < max(image.size)]
    pictures = [*(_shrunk(image, side) for side in smaller), image]
    files = [_png(picture) for picture in pictures]
    at = 6 + 16 * len(files)
    head = struct.pack("<HHH", 0, 1, len(files))
    for picture, file in zip(pictures, files, strict=True):
        sides = (side % WIDEST for side in picture.size)
        head += struct.pack("<BBBBHHII", *sides, 0, 0, 1, 8 * len(picture.getbands()), len(file), at)
        at += len(file)
    return head + b"".join(files)


def _shrunk(image: Image.Image, side: int) -> Image.Image:
    """Return the picture with a longer side of so many pixels."""
    size = Size(*image.size)
    scale = side / max(size)
    target = (max(1, round(size.width * scale)), max(1, round(size.height * scale)))
    return image.resize(target, Image.Resampling.LANCZOS)


def _png(image: Image.Image) -> bytes:
    file = NamedBuffer("png")
    image.save(file)
    return file.getvalue()
