"""PNG and APNG (W3C PNG, third edition): Pillow decodes every picture, of an APNG one frame at a time."""

import struct
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image, PngImagePlugin
from PIL.PngImagePlugin import PngInfo

from handler.codecs.formats._png_file import END, file_of, standing
from handler.codecs.formats._png_palette import exact, thrifty
from handler.codecs.formats._png_scanlines import Scanlines
from handler.codecs.header import FAULTS, Header, Loader
from handler.codecs.pixels import exif
from handler.codecs.pixels.compositing import Cell, Disposal, composite, transparent, whole_cells
from handler.codecs.pixels.frame_timing import spread_over_frames
from handler.codecs.pixels.palette import translucent_palette
from handler.codecs.scanners import png as walks
from handler.codecs.scanners.meter import Meter
from handler.codecs.scanners.png import SIGNATURE, PngChunks, Span, chunk
from handler.codecs.writing import NamedBuffer, WriteOptions
from handler.core.formats.effort import pace
from handler.core.frames import PREMULTIPLIED, Frames
from handler.core.geometry import MEGAPIXEL, Size
from handler.errors import Corrupt

DISPOSALS: dict[int, Disposal] = {1: "clear", 2: "restore"}
MOST_PART = 0xFFFF
"""The largest number in either part of a delay, which is a fraction."""

SMALL = 1 << 18
"""Pixels of a picture that is written both with a palette and without."""

GRAY, RGB, DEEP = 0, 2, 16
"""Two of the colour types, and the larger of the two depths of the second."""

STREAMED = frozenset({b"\x08\x00\0\0\0", b"\x08\x02\0\0\0", b"\x08\x06\0\0\0"})
"""The end of the header of pictures that libvips decodes: 8 bits of gray, RGB or RGBA, and not interlaced."""

AGAIN = 25 * MEGAPIXEL
"""Pixels of a picture that Pillow decodes where libvips has found a fault: as a whole, which no estimate counts."""

KEYS = {2: 85, 4: 17}
"""Pillow spreads gray of 2 and 4 bits to 8, but not the gray that is transparent."""


PngImagePlugin.MAX_TEXT_MEMORY = 8 << 20
"""Bytes that all compressed text of a file may grow to. Pillow allows 64 MB; only XMP is used, which is far smaller."""


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read the header, and of an APNG where its frames are. A default picture outside the animation is left out.

    Pillow is given a file that is put together anew of what is sound, and so may be as strict as it is. Of an APNG
    those frames are counted that are whole, up to the first that is not; where none is, it is a still picture.
    """
    walked = walks.walk(blob, meter)
    before = _head(walked)
    image = _bare(before)
    cells = _cells(walked, Size(*image.size), clear=image.has_transparency_data)

    def load(factor: int, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        if cells:
            yield from composite(Size(*image.size), cells, wanted)
            return
        walks.walk_rest(walked)
        still = partial(_picture, walked, before, walked.still)
        yield (_streamed(walked, before, factor) or _whole(still(), factor)) if streamed else still(), 0

    streamed = not cells and not walked.shared and walked.header[8:] in STREAMED
    return _header(image, load, cells, walked, streamed=streamed)


def _streamed(walked: PngChunks, before: bytes, factor: int) -> Image.Image | None:
    """Return the picture as libvips decodes it; None where it finds a fault, for Pillow to judge."""
    from handler.bindings.png_decoder import streamed_png  # noqa: PLC0415 - most pictures are no PNG

    with standing(walked, before) as file:
        return streamed_png(file, factor)


def _whole(image: Image.Image, factor: int) -> Image.Image:
    """Return the picture as Pillow decodes it, which is as strict about pixels, but not about what stands behind them.

    It is reduced as libvips would have done it.
    """
    if factor == 1:
        return image
    if image.width * image.height > AGAIN:
        raise Corrupt("the PNG file is damaged or cut short")
    return (image.convert(PREMULTIPLIED) if image.mode == "RGBA" else image).reduce(factor)


def _header(image: Scanlines, load: Loader, cells: list[Cell], walked: PngChunks, *, streamed: bool) -> Header:
    raw = image.info.get("exif")
    size = Size(*image.size)
    return Header(
        size,
        image.mode,
        load,
        frames=len(cells) or 1,
        moves=len(cells) > 1,
        alpha=transparent(size, cells) if cells else image.has_transparency_data,
        loop=walked.plays,
        progressive="interlace" in image.info,
        streamed=streamed,
        orientation=exif.orientation(raw),
        rights=exif.rights(raw),
        icc=_profile(image, walked),
        exif=raw,
        xmp=image.info.get("xmp"),
    )


def _profile(image: Scanlines, walked: PngChunks) -> bytes | None:
    icc: bytes | None = image.info.get("icc_profile")
    if not walked.metadata.keys() & {b"cICP", b"gAMA"}:
        return icc
    from handler.codecs.pixels.png_colour import png_profile  # noqa: PLC0415 - most pictures need none of it

    return png_profile(walked.metadata, icc)


def _opened(file: BytesIO) -> Scanlines:
    depth, kind = file.read(26)[24:]
    file.seek(0)
    image = Scanlines(file)
    key = image.info.get("transparency")
    if kind == GRAY and depth in KEYS and isinstance(key, int):
        image.info["transparency"] = key * KEYS[depth]
    if kind == RGB and depth == DEEP and isinstance(key, tuple):
        image.info["transparency"] = tuple(value >> 8 for value in key)
    return image


def _head(walked: PngChunks) -> bytes:
    """Return the chunks before the pixels, without metadata that cannot be read, or would grow to no end."""
    needed = chunk(b"IHDR", walked.header) + walked.shared
    more = [chunk(name, data) for name, data in walked.metadata.items()]
    if _readable(needed + b"".join(more)):
        return needed + b"".join(more)
    return needed + b"".join(each for each in more if _readable(needed + each))


def _readable(before: bytes) -> bool:
    try:
        _bare(before)
    except FAULTS:
        return False
    return True


def _bare(before: bytes) -> Scanlines:
    """Return a picture of which there is no pixel."""
    return _opened(BytesIO(SIGNATURE + before + chunk(b"IDAT", b"") + END))


def _cells(walked: PngChunks, size: Size, *, clear: bool) -> list[Cell]:
    """Return the frames up to the first that is not whole, or not on the canvas.

    Numbers of sequence are not looked at: frames come in the file's order.
    """
    cells: list[Cell] = []
    number = min(walked.claimed, walked.meter.enough, len(walked.controls))
    for control, spans in zip(walked.controls[:number], walked.spans, strict=False):
        cell = _cell(walked, control, spans, clear=clear) if control else None
        if cell is None or not spans or sum(spans[-1]) > walked.size or not _inside(cell, size):
            break
        cells.append(cell)
    # Where the file ends early, the pixels of its last frame may lack a piece that nothing tells of.
    return whole_cells(cells) if not walked.ended and len(cells) == len(walked.controls) else cells


def _inside(cell: Cell, size: Size) -> bool:
    within = cell.left + cell.size.width <= size.width and cell.top + cell.size.height <= size.height
    return within and cell.size.area > 0


def _cell(walked: PngChunks, control: bytes, spans: list[Span], *, clear: bool) -> Cell:
    width, height, left, top, delay, unit, dispose, blend = struct.unpack_from(">4I2H2B", control, 4)
    before = chunk(b"IHDR", struct.pack(">II", width, height) + walked.header[8:]) + walked.shared
    file = partial(_picture, walked, before, spans)
    duration = round(1000 * delay / (unit or 100))
    disposal = DISPOSALS.get(dispose, "keep")
    return Cell(left, top, Size(width, height), duration, disposal, over=blend == 1, clear=clear, file=file)


def _picture(walked: PngChunks, before: bytes, spans: list[Span]) -> Image.Image:
    return _opened(BytesIO(file_of(walked, before, spans)))


def write(frames: Frames, wish: WriteOptions) -> bytes:
    """Return the frames as PNG: in a palette where `colors` asks for one, where it is exact, or the source had one."""
    images, file = frames.images, partial(_file, frames, wish)
    if wish.output.colors is not None:
        return file(translucent_palette(images, wish.output.colors))
    indexed = exact(images)
    if frames.flat and not wish.output.lossless:
        return thrifty(frames, indexed, file)
    # Of a small picture the palette itself may take more than it saves.
    both = indexed is not None and frames.first.width * frames.first.height < SMALL
    return min(file(indexed), file(images), key=len) if indexed and both else file(indexed or images)


def _file(frames: Frames, wish: WriteOptions, images: Sequence[Image.Image]) -> bytes:
    """Return images in place of those of the frames as a file."""
    info = PngInfo()
    if wish.xmp:
        info.add_itxt("XML:com.adobe.xmp", wish.xmp)
    images, times = spread_over_frames(images, frames.durations, wish.row.motion)
    moving: dict[str, Any] = {
        "append_images": images[1:],
        "duration": [_fraction(time) for time in times],
        "loop": min(frames.loop, wish.row.motion.plays),
    }
    file = NamedBuffer("png")
    images[0].save(
        file,
        compress_level=pace(wish.row.name, frames.pixels, wish.output.pains).effort,
        exif=wish.exif or b"",
        icc_profile=wish.icc,
        pnginfo=info,
        save_all=len(images) > 1,
        **(moving if len(images) > 1 else {}),
    )
    return file.getvalue()


def _fraction(duration: int) -> float:
    """Return the milliseconds, nearest to these, that a fraction of two 16-bit numbers of seconds can say."""
    finest = min(MOST_PART, 1000 * MOST_PART // duration)
    return float(1000 * Fraction(duration, 1000).limit_denominator(finest))
