"""TIFF and BigTIFF files put together tag by tag (TIFF 6.0, section 2)."""

import struct
from collections.abc import Mapping, Sequence
from typing import NamedTuple

BYTE, ASCII, SHORT, LONG, FLOAT = 1, 2, 3, 4, 11
FORMATS = {BYTE: "B", ASCII: "B", SHORT: "H", LONG: "I", FLOAT: "f"}
WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC, SAMPLES, ROWS = 256, 257, 258, 259, 262, 277, 278
STRIPS, STRIP_BYTES, TILES, TILE_BYTES, TILE_WIDTH, TILE_HEIGHT = 273, 279, 324, 325, 322, 323
ORIENTATION, PLANAR, COLOURS, EXTRA, SAMPLE_FORMAT, SUBSAMPLING = 274, 284, 320, 338, 339, 530

NAMES = {
    "orientation": ORIENTATION,
    "planar": PLANAR,
    "extra": EXTRA,
    "sample_format": SAMPLE_FORMAT,
    "subsampling": SUBSAMPLING,
    "tile_width": TILE_WIDTH,
    "tile_height": TILE_HEIGHT,
    "colours": COLOURS,
    "fill_order": 266,
}

Tags = Mapping[int, tuple[int, Sequence[float]]]


class Layout(NamedTuple):
    """How numbers lie: their order, and what offsets, counts of entries and counts of values take."""

    order: str = "<"
    offset: str = "I"
    number: str = "H"

    @property
    def big(self) -> bool:
        """Whether it is BigTIFF."""
        return self.offset == "Q"


LITTLE, BIG_ENDIAN = Layout(), Layout(">")
BIG = Layout("<", "Q", "Q")
BIG_BIG_ENDIAN = Layout(">", "Q", "Q")


def described(size: tuple[int, int], bits: int | Sequence[int], photometric: int, **more: int | Sequence[int]) -> Tags:
    """Return the tags that every picture has, and more by their names."""
    depths = [bits] if isinstance(bits, int) else list(bits)
    tags: dict[int, tuple[int, Sequence[float]]] = {
        WIDTH: (SHORT, [size[0]]),
        HEIGHT: (SHORT, [size[1]]),
        BITS: (SHORT, depths),
        COMPRESSION: (SHORT, [1]),
        PHOTOMETRIC: (SHORT, [photometric]),
        SAMPLES: (SHORT, [len(depths)]),
        ROWS: (SHORT, [size[1]]),
    }
    for name, value in more.items():
        tags[NAMES[name]] = (SHORT, [value] if isinstance(value, int) else value)
    return tags


def tiff(tags: Tags, *pieces: bytes, layout: Layout = LITTLE, after: bytes = b"") -> bytes:
    """Return a file of one page whose strips, or tiles where the tags say so, are these."""
    order, offset = layout.order, layout.offset
    head, row, wide = (16, 20, 8) if layout.big else (8, 12, 4)
    places = [head + sum(map(len, pieces[:number])) for number in range(len(pieces))]
    where, sizes = (TILES, TILE_BYTES) if TILE_WIDTH in tags else (STRIPS, STRIP_BYTES)
    every = {where: (LONG, places), sizes: (LONG, [len(piece) for piece in pieces]), **tags}
    body = b"".join(pieces)
    body += b"\0" * (len(body) % 2)
    start = head + len(body)
    far_start = start + struct.calcsize(layout.number) + len(every) * row + wide
    rows, far = b"", b""
    for tag, (kind, values) in sorted(every.items()):
        raw = struct.pack(f"{order}{len(values)}{FORMATS[kind]}", *values)
        near = raw.ljust(wide, b"\0") if len(raw) <= wide else struct.pack(order + offset, far_start + len(far))
        far += b"" if len(raw) <= wide else raw + b"\0" * (len(raw) % 2)
        rows += struct.pack(f"{order}HH{offset}", tag, kind, len(values)) + near
    mark = b"II" if order == "<" else b"MM"
    version = struct.pack(f"{order}HHH", 43, 8, 0) if layout.big else struct.pack(f"{order}H", 42)
    count = struct.pack(order + layout.number, len(every))
    return mark + version + struct.pack(order + offset, start) + body + count + rows + bytes(wide) + far + after
