"""AVIF in the corners: what HEIF and MIAF allow, and what libavif, sharp and libheif have been asked about."""

import struct
from functools import cache
from typing import Any

import pytest
from PIL import Image

from handler.codecs import to_srgb
from handler.errors import Corrupt, ImageError
from handler.geometry import Size
from tests.codecs.boxes import Item, avif, box, clap, coded, nclx
from tests.codecs.corner import Corner, Corners
from tests.codecs.crafted import apart, corners, decoded, encoded, exif_block, film, opened, photo, saved
from tests.codecs.test_colour import LINEAR

CASES = Corners()
RED, GREEN, BLUE, GRAY = (255, 0, 0), (0, 255, 0), (0, 0, 255), (128, 128, 128)
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


def alpha(size: tuple[int, int]) -> Item:
    said = box(b"auxC", b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0", full=0)
    return coded(Image.new("L", size, 128), said)._replace(links=[(b"auxl", (1,))])


def more(item: Item, *properties: bytes) -> Item:
    return item._replace(properties=[*item.properties, *properties])


def near(data: bytes, place: tuple[int, int], wanted: tuple[int, ...], within: int = 8) -> None:
    assert to_srgb(decoded(data)).first.getpixel(place) == pytest.approx(wanted, abs=within)


def deep(bits: int) -> Item:
    """Return a gray of 148 of 255, in 16 x 16 pixels; Pillow writes no such depth."""
    head, data = {
        10: ("81204000", "12000a08380cffdbc08081a4321017826304c000f200000075837a9982e5"),
        12: ("81406000", "12000a09580cffdad020206880320f17826304c000f200007582899182dd"),
    }[bits]
    said = [ispe(16, 16), box(b"pixi", bytes([3, bits, bits, bits]), full=0), box(b"av1C", bytes.fromhex(head))]
    return Item(b"av01", bytes.fromhex(data), said)


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


@CASES.add("10 or 12 bits a sample", "shown, in 8")
def deep_colours() -> None:
    for bits in (10, 12):
        near(avif(deep(bits)), (5, 5), (148, 148, 148), 2)


@CASES.add("one plane alone", "gray, in L; with alpha RGBA")
def monochrome() -> None:
    gray = coded(Image.new("L", (33, 17), 99))
    assert (decoded(avif(gray)).first.mode, decoded(avif(gray)).first.getpixel((32, 16))) == ("L", 99)
    both = Image.merge("LA", (Image.new("L", (32, 32), 99), Image.new("L", (32, 32), 128)))
    near(saved(both, "avif", **SHARP), (5, 5), (99, 99, 99, 128), 2)


@CASES.add("Display P3 told by code points (colr nclx), without a profile", "converted to sRGB")
def display_p3() -> None:
    item = coded(Image.new("RGB", (16, 16), (200, 120, 80)), nclx(12, 13), **SHARP)
    with opened(avif(item)) as picture:
        assert picture.profile == "Display P3"
    near(avif(item), (8, 8), (213, 115, 70), 3)


@CASES.add("BT.2020 with PQ (HDR10)", "tone-mapped to sRGB: 203 cd/m2 become 229, from 1,000 on all is white")
def high_dynamic_range_pq() -> None:
    for level, wanted in ((0, 0), (148, 229), (192, 255), (255, 255)):
        near(avif(coded(Image.new("RGB", (16, 16), (level,) * 3), nclx(9, 16), **SHARP)), (8, 8), (wanted,) * 3, 3)
    near(avif(more(deep(10), nclx(9, 16, 2))), (8, 8), (229,) * 3, 2)


@CASES.add("BT.2020 with HLG", "tone-mapped to sRGB: three quarters of the signal, which is 203 cd/m2, become 229")
def high_dynamic_range_hlg() -> None:
    for level, wanted in ((0, 0), (191, 229), (255, 255)):
        near(avif(coded(Image.new("RGB", (16, 16), (level,) * 3), nclx(9, 18), **SHARP)), (8, 8), (wanted,) * 3, 3)


@CASES.add("linear light, or a plain gamma, by code points", "converted to sRGB")
def other_transfers() -> None:
    for transfer, wanted in ((8, 188), (4, 129), (5, 106), (1, 128), (6, 128), (13, 128), (2, 128), (99, 128)):
        item = coded(Image.new("RGB", (16, 16), (128, 128, 128)), nclx(1, transfer), **SHARP)
        near(avif(item), (8, 8), (wanted,) * 3, 2)


@CASES.add("a profile and code points", "the profile says what colours are meant; the numbers, how YCbCr became RGB")
def profile_before_numbers() -> None:
    linear = saved(Image.new("RGB", (16, 16), (128,) * 3), "avif", icc_profile=LINEAR, **SHARP)
    near(linear, (8, 8), (188,) * 3, 2)
    item = coded(Image.new("RGB", (16, 16), (128,) * 3), box(b"colr", b"prof", LINEAR), nclx(9, 16), **SHARP)
    near(avif(item), (8, 8), (188,) * 3, 2)


@CASES.add("samples of limited range (16 to 235)", "spread to 0 to 255")
def limited_range() -> None:
    white = coded(Image.new("RGB", (16, 16), "white"), nclx(1, 13, 6, 0), range="limited", **SHARP)
    near(avif(white), (8, 8), (255,) * 3, 1)


@CASES.add("a colr box that ends too soon, or is of an unknown kind", "passed over")
def broken_colours() -> None:
    for data in (b"", b"nc", b"nclx\0", b"prof", b"abcd\0\0\0"):
        near(avif(more(tile(RED), box(b"colr", data))), (8, 8), RED)


@CASES.add("alpha premultiplied (`prem`)", "divided out")
def premultiplied() -> None:
    dark = coded(Image.new("RGB", (64, 64), (100, 50, 0)), **SHARP)._replace(links=[(b"prem", (2,))])
    near(avif(dark, alpha((64, 64))), (8, 8), (199, 100, 0, 128), 3)


@CASES.add("an alpha of another size than the picture", "422: libavif scales none, and MIAF forbids it")
def other_alpha() -> None:
    near(avif(tile(RED), alpha((64, 64))), (8, 8), (*RED, 128))
    with pytest.raises(Corrupt):
        decoded(avif(tile(RED), alpha((32, 32))))


@CASES.add("a thumbnail, or several pictures of which the second is primary", "the primary one is shown")
def primary() -> None:
    small = coded(Image.new("RGB", (16, 16), BLUE), **SHARP)._replace(links=[(b"thmb", (1,))])
    near(avif(tile(RED), small), (8, 8), RED)
    for other in (tile(RED), more(tile(RED), clap(8, 8), nclx(9, 16))):
        near(avif(other, tile(BLUE), primary=2), (8, 8), BLUE)


@CASES.add("the primary picture is marked hidden", "shown: it is what there is")
def hidden() -> None:
    near(avif(tile(RED)._replace(hidden=True)), (8, 8), RED)


@CASES.add("no size (ispe), no codec configuration, no such primary picture", "422")
def missing_boxes() -> None:
    for data in (
        avif(tile(RED)._replace(properties=tile(RED).properties[1:])),
        avif(tile(RED)._replace(properties=tile(RED).properties[:2])),
        avif(tile(RED), primary=9),
    ):
        with pytest.raises(Corrupt):
            decoded(data)


@CASES.add("a size other than what is coded", "a smaller one is scaled to; 422 where much more is coded than said")
def other_size() -> None:
    small = [ispe(32, 32), *tile(RED).properties[1:]]
    assert decoded(avif(tile(RED)._replace(properties=small))).first.size == (32, 32)
    big = coded(Image.new("RGB", (200, 200), RED), ispe=ispe(16, 16))
    with pytest.raises(Corrupt, match="larger picture"):
        decoded(avif(big))


@CASES.add("sides of 1, or odd ones", "shown")
def odd_sides() -> None:
    for size in ((1, 1), (1, 33), (33, 17), (17, 1)):
        assert apart(decoded(avif(coded(photo(size), **SHARP))).first, photo(size)) < 12


@CASES.add("boxes, zeros or HTML behind the last box; unknown boxes before", "passed over")
def trailers() -> None:
    for after in (
        bytes(100),
        b"abc",
        b"<html>nothing here</html>" * 9,
        box(b"uuid", bytes(90)),
        box(b"free", bytes(9)),
    ):
        near(avif(tile(RED), after=after), (8, 8), RED)
    near(avif(tile(RED), before=box(b"free", bytes(9)) + box(b"uuid", bytes(32))), (8, 8), RED)


@CASES.add("cut in its pixels", "422")
def cut_short() -> None:
    for less in (1, 5, 40):
        with pytest.raises(Corrupt):
            decoded(avif(quarters())[:-less])


@CASES.add("a sequence (avis) with a time of its own for each frame", "every frame for its time, without end")
def sequence() -> None:
    frames = decoded(encoded(film(3), "avif", durations=(100, 250, 400)), moving=True)
    assert (frames.durations, frames.loop) == ((100, 250, 400), 0)


@CASES.add("a sequence without a track, or one said to have none", "an error of ours, nothing else")
def no_track() -> None:
    with pytest.raises(ImageError):
        decoded(avif(tile(RED), brand=b"avis"))
    near(avif(tile(RED), brand=b"mif1"), (8, 8), RED)


@pytest.mark.parametrize("corner", CASES, ids=lambda corner: corner.slug)
def test_it_happens_as_the_page_says(corner: Corner) -> None:
    corner.holds()
