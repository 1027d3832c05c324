"""PNG and APNG (W3C PNG, third edition): Pillow decodes every picture, of an APNG one frame at a time."""

import struct
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image, PngImagePlugin
from PIL.PngImagePlugin import PngImageFile, PngInfo

from handler.codecs import exif
from handler.codecs.composite import Cell, Disposal, composite, holes
from handler.codecs.frames import Frames
from handler.codecs.header import Header, Loader
from handler.codecs.pace import pace
from handler.codecs.palette import translucent
from handler.codecs.walks import png as walks
from handler.codecs.walks.meter import Meter
from handler.codecs.walks.png import SIGNATURE, Walk, chunk
from handler.codecs.written import File, Wish
from handler.errors import Corrupt
from handler.geometry import Size

DISPOSALS: dict[int, Disposal] = {1: "clear", 2: "restore"}
MOST_DELAY = 0xFFFF
"""The largest number in either part of a delay, which is a fraction."""

GRAY, RGB, DEEP = 0, 2, 16
"""Two of the colour types, and the larger of the two depths of the second."""

KEYS = {2: 85, 4: 17}
"""Pillow spreads gray of 2 and 4 bits to 8, but not the gray that is transparent."""


PngImagePlugin.MAX_TEXT_MEMORY = 8 << 20
"""Bytes that all compressed text of a file may grow to; of Pillow's 64 MB nobody would read a letter."""


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read the header, and of an APNG where its frames are. A default picture outside the animation is left out."""
    walked = walks.walk(blob, meter)
    blob.seek(0)
    image = _opened(blob)
    if image.custom_mimetype == "image/apng":
        return _animation(image, walked)

    def load(at_least: Size, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        del at_least
        walks.finish(walked)
        for _ in wanted:
            yield image, 0

    return _header(image, load)


def _header(image: PngImageFile, load: Loader, cells: list[Cell] | None = None, plays: int = 0) -> Header:
    raw = image.info.get("exif")
    size = Size(*image.size)
    return Header(
        size,
        image.mode,
        load,
        frames=len(cells or [0]),
        moves=len(cells or []) > 1,
        alpha=image.has_transparency_data or bool(cells and holes(size, cells)),
        loop=plays,
        progressive="interlace" in image.info,
        orientation=exif.orientation(raw),
        rights=exif.rights(raw),
        icc=image.info.get("icc_profile"),
        exif=raw,
        xmp=image.info.get("xmp"),
    )


def _opened(file: BinaryIO) -> PngImageFile:
    depth, kind = file.read(26)[24:]
    file.seek(0)
    image = PngImageFile(file)
    key = image.info.get("transparency")
    if kind == GRAY and depth in KEYS and isinstance(key, int):
        image.info["transparency"] = key * KEYS[depth]
    if kind == RGB and depth == DEEP and isinstance(key, tuple):
        image.info["transparency"] = tuple(value >> 8 for value in key)
    return image


def _animation(image: PngImageFile, walked: Walk) -> Header:
    size = Size(*image.size)
    cells = [_cell(walked, number, size) for number in range(min(walked.claimed, walked.meter.enough))]

    def load(at_least: Size, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        del at_least
        return composite(size, cells, wanted)

    return _header(image, load, cells, walked.plays)


def _cell(walk: Walk, number: int, size: Size) -> Cell:
    if number >= len(walk.controls) or not walk.spans[number]:
        raise Corrupt(f"the PNG file says it has {walk.claimed} frames, but holds {number}")
    width, height, left, top, delay, unit, dispose, blend = struct.unpack_from(">4I2H2B", walk.controls[number], 4)
    if not width or not height or left + width > size.width or top + height > size.height:
        raise Corrupt("the PNG file has a frame outside its canvas")
    header = struct.pack(">II", width, height) + walk.header[8:]
    file = partial(_frame, walk.blob, SIGNATURE + chunk(b"IHDR", header) + walk.shared, walk.spans[number])
    duration = round(1000 * delay / (unit or 100))
    disposal = DISPOSALS.get(dispose, "keep")
    return Cell(left, top, Size(width, height), duration, disposal, over=blend == 1, file=file)


def _frame(blob: BinaryIO, head: bytes, spans: list[tuple[int, int]]) -> Image.Image:
    data = []
    for start, length in spans:
        blob.seek(start)
        data.append(blob.read(length))
    return _opened(BytesIO(head + chunk(b"IDAT", b"".join(data)) + chunk(b"IEND", b"")))


def write(frames: Frames, wish: Wish) -> bytes:
    """Return the frames as PNG, with a palette where `colors` asks for one."""
    images = frames.images if wish.output.colors is None else translucent(frames.images, wish.output.colors)
    info = PngInfo()
    if wish.xmp:
        info.add_itxt("XML:com.adobe.xmp", wish.xmp)
    moving: dict[str, Any] = {
        "append_images": images[1:],
        "duration": [_sayable(time) for time in frames.durations],
        "loop": frames.loop,
    }
    file = File("png")
    images[0].save(
        file,
        compress_level=pace("png", frames.pixels).effort,
        exif=wish.exif or b"",
        pnginfo=info,
        save_all=len(images) > 1,
        **(moving if len(images) > 1 else {}),
    )
    return file.getvalue()


def _sayable(duration: int) -> int:
    """Return a time that a fraction of two 16-bit numbers can say: past a minute, in whole seconds."""
    return duration if duration <= MOST_DELAY else min(duration // 1000, MOST_DELAY) * 1000
