"""Corner cases of AVIF about geometry: crops, turns, mirrors and grids; part of test_corner_avif.py."""

import struct
from functools import cache
from typing import Any

import pytest
from PIL import Image

from handler.codecs import to_srgb
from handler.core.geometry import Size
from handler.errors import Corrupt
from tests.support.format_cases.checked_rows import Corners
from tests.support.images.avif_boxes import Item, avif, box, clap, coded
from tests.support.images.image_files import apart, corners, decoded, exif_block, opened

CASES = Corners()
RED, BLUE = (255, 0, 0), (0, 0, 255)
SHARP: dict[str, Any] = {"subsampling": "4:4:4", "quality": 95}


@cache
def tile(colour: tuple[int, int, int]) -> Item:
    return coded(Image.new("RGB", (64, 64), colour), **SHARP)


@cache
def quarters() -> Item:
    return coded(corners((64, 48)), **SHARP)


def ispe(width: int, height: int) -> bytes:
    return box(b"ispe", struct.pack(">II", width, height), full=0)


def irot(quarter_turns: int) -> bytes:
    return box(b"irot", bytes([quarter_turns]))


def imir(axis: int) -> bytes:
    return box(b"imir", bytes([axis]))


def grid(rows: int, columns: int, size: tuple[int, int], *tiles: Item) -> bytes:
    head = struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, *size)
    ids = range(2, 2 + rows * columns)
    return avif(Item(b"grid", head, [ispe(*size)], [(b"dimg", ids)]), *tiles)


def more(item: Item, *properties: bytes) -> Item:
    return item._replace(properties=[*item.properties, *properties])


def near(data: bytes, place: tuple[int, int], wanted: tuple[int, ...], within: int = 8) -> None:
    assert to_srgb(decoded(data)).first.getpixel(place) == pytest.approx(wanted, abs=within)


@CASES.add(
    "a clean aperture (clap)", "the picture is what it leaves: in sizes, in /info, in pixels; the rest is never seen"
)
def clean_aperture() -> None:
    data = avif(more(quarters(), clap(32, 24, -16, -12)))
    with opened(data) as picture:
        assert picture.size == (32, 24)
        assert picture.cost(Size(1, 1))[0] >= 14 * 64 * 48
    found = decoded(data).first
    assert found.size == (32, 24)
    assert apart(found, Image.new("RGB", (32, 24), RED)) < 8


@CASES.add("a clean aperture of odd size, or with half a pixel", "cut at whole pixels, inside of it")
def odd_aperture() -> None:
    for width, height, across, down, size in (
        (31, 23, -16.5, -12.5, (31, 23)),
        (31, 23, -16, -12, (30, 22)),
        (64, 47, 0, 0.5, (64, 47)),
        (63, 48, 0, 0, (62, 48)),
    ):
        assert decoded(avif(more(quarters(), clap(width, height, across, down)))).first.size == size


@CASES.add(
    "a clean aperture that reaches past the picture, or is nonsense", "what of it lies inside; nonsense says nothing"
)
def strange_aperture() -> None:
    for box_, size in (
        (clap(64, 48, 32, 24), (32, 24)),
        (clap(64, 48, 100, 0), (64, 48)),
        (clap(0, 0), (64, 48)),
        (box(b"clap", bytes(32)), (64, 48)),
        (box(b"clap", struct.pack(">8I", 32, 1, 24, 1, 0, 0, 0, 0)), (64, 48)),
    ):
        assert decoded(avif(more(quarters(), box_))).first.size == size


@CASES.add("clap, irot and imir together", "cut, then turned, then mirrored, as MIAF orders them")
def all_transforms() -> None:
    data = avif(more(quarters(), clap(32, 48, -16, 0), irot(1), imir(1)))
    # Of red over blue, turned to the left: red, then blue; mirrored: blue, then red.
    with opened(data) as picture:
        assert picture.size == (48, 32)
    near(data, (8, 16), BLUE)
    near(data, (40, 16), RED)


@CASES.add("turned and mirrored by irot and imir, in all eight ways", "shown upright; the size is the turned one")
def turns() -> None:
    upright = corners((64, 48))
    back = {0: None, 1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270}
    mirror = {0: Image.Transpose.FLIP_TOP_BOTTOM, 1: Image.Transpose.FLIP_LEFT_RIGHT}
    for quarter, turn in back.items():
        for axis in (None, 0, 1):
            wanted = upright if turn is None else upright.transpose(turn)
            wanted = wanted if axis is None else wanted.transpose(mirror[axis])
            data = avif(more(quarters(), irot(quarter), *([] if axis is None else [imir(axis)])))
            found = decoded(data).first
            assert found.size == wanted.size
            assert apart(found, wanted) < 8


@CASES.add("EXIF says another orientation than irot", "EXIF is not asked: the boxes are the picture's own")
def exif_orientation() -> None:
    exif = Item(b"Exif", bytes(4) + exif_block({0x0112: 6})[6:], links=[(b"cdsc", (1,))])
    for item, turn in ((quarters(), 1), (more(quarters(), irot(2)), 3)):
        with opened(avif(item, exif)) as picture:
            assert picture.orientation == turn


@CASES.add("EXIF behind an offset (`Exif` and two zeros first), or with an offset into nowhere", "read; passed over")
def exif_offset() -> None:
    block = exif_block({0x8298: "me"})
    for data, owner in ((b"\0\0\0\6" + block, "me"), (bytes(4) + block[6:], "me"), (b"\xff" * 4, ""), (b"\0\0", "")):
        with opened(avif(quarters(), Item(b"Exif", data, links=[(b"cdsc", (1,))]))) as picture:
            assert picture.rights.copyright == owner


@CASES.add("a grid of tiles", "put together; the size is the grid's, cut where the last tiles reach past it")
def tiles() -> None:
    data = grid(1, 2, (100, 50), tile(RED), tile(BLUE))
    with opened(data) as picture:
        assert picture.size == (100, 50)
    near(data, (5, 5), RED)
    near(data, (99, 49), BLUE)


@CASES.add("a grid with a clean aperture and a turn", "both are about the whole grid")
def turned_tiles() -> None:
    head = struct.pack(">BBBBHH", 0, 0, 0, 1, 128, 64)
    said = [ispe(128, 64), clap(64, 64), irot(3)]
    data = avif(Item(b"grid", head, said, [(b"dimg", (2, 3))]), tile(RED), tile(BLUE))
    near(data, (32, 10), RED)
    near(data, (32, 54), BLUE)


@CASES.add("a grid that lacks a tile", "422")
def missing_tile() -> None:
    with pytest.raises(Corrupt):
        decoded(grid(2, 2, (128, 128), tile(RED), tile(BLUE)))
