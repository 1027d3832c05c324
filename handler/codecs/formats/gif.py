"""GIF89a: its pixels are decoded by Pillow, one frame at a time."""

import struct
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import BinaryIO

from PIL import Image
from PIL.GifImagePlugin import GifImageFile

from handler.codecs.formats._gif_pauses import lengthened
from handler.codecs.header import Header
from handler.codecs.pixels.compositing import Cell, Disposal, composite, extent, transparent, whole_cells
from handler.codecs.pixels.frame_timing import merged, sayable
from handler.codecs.pixels.palette import paletted
from handler.codecs.scanners.gif import CONTROL, EXTENSION, IMAGE, TABLE, FrameLocation, GifBlocks, walk
from handler.codecs.scanners.meter import Meter
from handler.codecs.writing import NamedBuffer, WriteOptions
from handler.core.frames import Frames

BLACK_WHITE = b"\0\0\0\xff\xff\xff"
"""The colours where a file has none, as the specification recommends."""

DISPOSALS: dict[int, Disposal] = {2: "clear", 3: "restore"}


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read all but the pixels. The canvas is the screen, enlarged where a frame reaches past it.

    Of a file that ends within a frame those before it are all there is; where it is the first, its pixels decide.
    """
    walked = walk(blob, meter)
    cells = [_cell(blob, walked, place) for place in walked.frames]
    cells = whole_cells(cells) if walked.frames[-1].cut else cells
    canvas = extent(walked.screen, cells)
    alpha = transparent(canvas, cells)

    def load(factor: int, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        del factor
        if len(cells) == 1 and cells[0].size == canvas:
            return iter([(cells[0].file(), cells[0].duration)])
        return composite(canvas, cells, wanted)

    return Header(
        canvas,
        "P",
        load,
        frames=len(cells),
        moves=len(cells) > 1,
        alpha=alpha,
        loop=walked.loop,
    )


def _cell(blob: BinaryIO, walked: GifBlocks, place: FrameLocation) -> Cell:
    packed, delay, _ = struct.unpack("<BHB", place.control)
    disposal = DISPOSALS.get(packed >> 2 & 7, "keep")
    file = partial(_opened, blob, walked.table, place)
    clear = bool(packed & 1)
    return Cell(place.left, place.top, place.size, 10 * delay, disposal, over=True, clear=clear, file=file)


def _opened(blob: BinaryIO, table: bytes, place: FrameLocation) -> Image.Image:
    blob.seek(place.start)
    data = blob.read(place.stop - place.start)
    # A trailer would be taken for a pixel where a block is cut.
    return GifImageFile(BytesIO(_single(table, place) + data + (b"" if place.cut else b";")))


def _single(table: bytes, place: FrameLocation) -> bytes:
    """Return all that stands before the pixels in a file of this frame alone."""
    size = struct.pack("<HH", *place.size)
    control = bytes([EXTENSION, CONTROL, 4]) + place.control + b"\0" if place.control[0] & 1 else b""
    flags, colours = (table[:1], table[1:]) if (table[0] | place.own[0]) & TABLE else (bytes([TABLE]), BLACK_WHITE)
    screen = b"GIF89a" + size + flags + b"\0\0" + colours
    return screen + control + bytes([IMAGE]) + bytes(4) + size + place.own


def write(frames: Frames, wish: WriteOptions) -> bytes:
    """Return the frames as GIF: times rounded to hundredths without drifting, pixels at least half opaque shown."""
    images, durations = merged(paletted(frames.images, wish.output.colors or 256), frames.durations)
    transparent = images[0].info.get("transparency")
    still = {"optimize": False} | ({} if transparent is None else {"transparency": transparent})
    times = sayable(durations, wish.row.motion)
    moving = {
        "append_images": images[1:],
        "duration": [pieces[0] for pieces in times],
        # What is transparent cannot cover what was there before: it has to be cleared.
        "disposal": 1 if transparent is None else 2,
        "optimize": True,
    }
    # One play is what no loop extension says.
    again = min(frames.loop, wish.row.motion.plays) - 1 if frames.loop else 0
    loop = {} if frames.loop == 1 else {"loop": again}
    options = still | moving | loop if len(images) > 1 else still
    file = NamedBuffer("gif")
    images[0].save(file, save_all=len(images) > 1, **options)
    return lengthened(file.getvalue(), times) if len(images) > 1 else file.getvalue()
