"""GIF89a: its blocks are walked here, its pixels decoded by Pillow, one frame at a time."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import BinaryIO

from PIL import Image
from PIL.GifImagePlugin import GifImageFile

from handler.codecs.composite import Cell, Disposal, composite, extent, holes
from handler.codecs.frames import Frames
from handler.codecs.header import MOST_FRAMES, Header
from handler.codecs.palette import paletted
from handler.codecs.written import File, Wish
from handler.errors import Corrupt
from handler.geometry import Size

TABLE = 0x80
"""The flag that a colour table follows; the three lowest bits tell its size."""

EXTENSION, IMAGE, CONTROL, APPLICATION = 0x21, 0x2C, 0xF9, 0xFF
DISPOSALS: dict[int, Disposal] = {2: "clear", 3: "restore"}
LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
CONTROL_BYTES, LOOP_BYTES = 5, 16
"""Of these two extensions, the bytes up to the last that matters, lengths included."""

MOST_BLOCKS = 4 * MOST_FRAMES


@dataclass
class Walk:
    """What has been read of a file so far; `control` is the graphic control extension for the next frame."""

    blob: BinaryIO
    screen: Size
    table: bytes
    cells: list[Cell] = field(default_factory=list)
    loop: int = 1
    transparent: bool = False
    control: bytes = bytes(4)


def read(blob: BinaryIO, page: int) -> Header:
    """Read all but the pixels. The canvas is the screen, enlarged where a frame reaches past it."""
    del page
    walk = _walk(blob)
    cells = walk.cells
    canvas = extent(walk.screen, cells)
    open_places = holes(canvas, cells)

    def load(at_least: Size, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        del at_least
        if len(cells) == 1 and not open_places:
            return iter([(cells[0].file(), cells[0].duration)])
        return composite(canvas, cells, wanted)

    return Header(
        canvas,
        "P",
        load,
        frames=len(cells),
        moves=len(cells) > 1,
        alpha=walk.transparent or open_places,
        loop=walk.loop,
    )


def _walk(blob: BinaryIO) -> Walk:
    head = _exactly(blob, 13)
    table = _exactly(blob, _table(head[10]))
    walk = Walk(blob, Size(*struct.unpack_from("<HH", head, 6)), bytes([head[10]]) + table)
    for _ in range(MOST_BLOCKS):
        kind = blob.read(1)
        if kind == bytes([EXTENSION]):
            _extension(walk)
        elif kind == bytes([IMAGE]) and len(walk.cells) < MOST_FRAMES:
            _image(walk)
        else:
            break  # the trailer, the end, or what browsers take for it
    if not walk.cells:
        raise Corrupt("the GIF file holds no picture")
    return walk


def _extension(walk: Walk) -> None:
    label = _exactly(walk.blob, 1)[0]
    blocks = _blocks(walk.blob)
    if label == CONTROL and blocks[:1] == b"\4" and len(blocks) >= CONTROL_BYTES:
        walk.control = blocks[1:5]
    # A loop count of n repeats n times what was played once; zero is for ever.
    if label == APPLICATION and blocks[1:12] in LOOPS and blocks[12:14] == b"\3\1":
        repeats = int.from_bytes(blocks[14:16], "little")
        walk.loop = repeats + 1 if repeats else 0


def _image(walk: Walk) -> None:
    place = _exactly(walk.blob, 9)
    left, top, width, height, flags = struct.unpack("<HHHHB", place)
    if not width or not height:
        raise Corrupt("the GIF file has a frame without pixels")
    own = _exactly(walk.blob, _table(flags))
    start = walk.blob.tell()
    _exactly(walk.blob, 1)
    _blocks(walk.blob, keep=False)
    packed, delay, _ = struct.unpack("<BHB", walk.control)
    walk.transparent = walk.transparent or bool(packed & 1)
    head = _single(walk, struct.pack("<HH", width, height), flags, own)
    file = partial(_opened, walk.blob, head, start, walk.blob.tell())
    disposal = DISPOSALS.get(packed >> 2 & 7, "keep")
    walk.cells.append(Cell(left, top, Size(width, height), 10 * delay, disposal, over=True, file=file))
    walk.control = bytes(4)


def _single(walk: Walk, size: bytes, flags: int, own: bytes) -> bytes:
    """Return all that stands before the pixels in a file of this frame alone."""
    control = bytes([EXTENSION, CONTROL, 4]) + walk.control + b"\0" if walk.control[0] & 1 else b""
    screen = b"GIF89a" + size + walk.table[:1] + b"\0\0" + walk.table[1:]
    return screen + control + bytes([IMAGE]) + bytes(4) + size + bytes([flags]) + own


def _opened(blob: BinaryIO, head: bytes, start: int, stop: int) -> Image.Image:
    blob.seek(start)
    return GifImageFile(BytesIO(head + _exactly(blob, stop - start) + b";"))


def _table(flags: int) -> int:
    """Return the bytes of a colour table."""
    return 3 << (flags & 7) + 1 if flags & TABLE else 0


def _blocks(blob: BinaryIO, *, keep: bool = True) -> bytes:
    """Pass a chain of blocks; return the first two, each with its length before it, where they are to be kept."""
    kept = b""
    length = _exactly(blob, 1)
    while length[0]:
        # One read a block: its bytes and the length of the next.
        block = _exactly(blob, length[0] + 1)
        if keep and len(kept) < LOOP_BYTES:
            kept += length + block[:-1]
        length = block[-1:]
    return kept


def _exactly(blob: BinaryIO, size: int) -> bytes:
    data = blob.read(size)
    if len(data) < size:
        raise Corrupt("the GIF file is damaged or cut short")
    return data


def write(frames: Frames, wish: Wish) -> bytes:
    """Return the frames as GIF: times rounded to hundredths without drifting, pixels at least half opaque shown."""
    images = paletted(frames.images, wish.output.colors or 256)
    transparent = images[0].info.get("transparency")
    still = {"optimize": False} | ({} if transparent is None else {"transparency": transparent})
    moving = {
        "append_images": images[1:],
        "duration": _hundredths(frames.durations),
        # What is transparent cannot cover what was there before: it has to be cleared.
        "disposal": 1 if transparent is None else 2,
        "optimize": True,
    }
    # One play is what no loop extension says.
    loop = {} if frames.loop == 1 else {"loop": min(max(frames.loop - 1, 0), 0xFFFF)}
    options = still | moving | loop if len(images) > 1 else still
    file = File("gif")
    images[0].save(file, save_all=len(images) > 1, **options)
    return file.getvalue()


def _hundredths(durations: tuple[int, ...]) -> list[int]:
    """Return times in multiples of 10 ms, what was rounded carried to the next; no frame loses all of its time."""
    rounded, owed = [], 0
    for duration in durations:
        owed += duration
        time = min(max((owed + 5) // 10, 1 if duration else 0), 0xFFFF)
        rounded.append(10 * time)
        owed = max(-5, min(5, owed - 10 * time))
    return rounded
