"""AVIF in the corners: what HEIF and MIAF allow, and what libavif, sharp and libheif have been asked about."""

import contextlib

import pytest
from PIL import Image

from handler.errors import Corrupt, ImageError
from tests.support.format_cases import avif_shapes
from tests.support.format_cases.avif_shapes import BLUE, RED, SHARP, ispe, more, near, quarters, tile
from tests.support.format_cases.checked_rows import Corner, Corners
from tests.support.images.avif_boxes import Item, avif, box, clap, coded, in_track, nclx
from tests.support.images.icc_profiles import LINEAR
from tests.support.images.image_files import apart, decoded, encoded, film, opened, photo, saved

CASES = Corners(avif_shapes.CASES)


def alpha(size: tuple[int, int]) -> Item:
    said = box(b"auxC", b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0", full=0)
    return coded(Image.new("L", size, 128), said)._replace(links=[(b"auxl", (1,))])


def deep(bits: int) -> Item:
    """Return a gray of 148 of 255, in 16 x 16 pixels; Pillow writes no such depth."""
    head, data = {
        10: ("81204000", "12000a08380cffdbc08081a4321017826304c000f200000075837a9982e5"),
        12: ("81406000", "12000a09580cffdad020206880320f17826304c000f200007582899182dd"),
    }[bits]
    said = [ispe(16, 16), box(b"pixi", bytes([3, bits, bits, bits]), full=0), box(b"av1C", bytes.fromhex(head))]
    return Item(b"av01", bytes.fromhex(data), said)


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


@CASES.add("no colr at all, but colours in the header of what is coded", "the header counts; colr before it")
def coded_colours() -> None:
    item = coded(Image.new("RGB", (16, 16), (200, 120, 80)), **SHARP)
    bits = f"{int.from_bytes(item.data, 'big'):0{8 * len(item.data)}b}"
    told, wanted = (f"{primaries:08b}{13:08b}{6:08b}" for primaries in (1, 12))
    assert bits.count(told) == 1
    wide = item._replace(data=int(bits.replace(told, wanted), 2).to_bytes(len(item.data), "big"))
    with opened(avif(wide)) as picture:
        assert picture.profile == "Display P3"
    near(avif(wide), (8, 8), (213, 115, 70), 3)
    near(avif(more(wide, nclx(1, 13))), (8, 8), (200, 120, 80), 3)


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


@CASES.add("a sequence (avis) with a time of its own for each frame", "every frame for its time")
def sequence() -> None:
    frames = decoded(encoded(film(3), "avif", durations=(100, 250, 400)), moving=True)
    assert (frames.durations, frames.loop) == ((100, 250, 400), 0)


@CASES.add("an edit that is repeated, so often that all of the track is full; no edit list", "so often; for ever")
def plays() -> None:
    data = encoded(film(3), "avif", loop=7)
    assert decoded(data, moving=True).loop == 7
    assert decoded(data.replace(b"edts", b"free"), moving=True).loop == 0


@CASES.add("an edit that is not repeated", "it plays once")
def plays_once() -> None:
    data = encoded(film(3), "avif", loop=7)
    at = data.index(b"elst") + 7
    assert decoded(data[:at] + b"\0" + data[at + 1 :], moving=True).loop == 1


@CASES.add("an edit list, or a track's header, that is cut; an edit that takes no time", "for ever, or 422")
def plays_unsaid() -> None:
    data = encoded(film(3), "avif", loop=7)
    for name, less in ((b"elst", 20), (b"tkhd", 80)):
        at = data.index(name)
        short = (int.from_bytes(data[at - 4 : at], "big") - less).to_bytes(4, "big")
        free = less.to_bytes(4, "big") + b"free"
        end = at - 4 + int.from_bytes(short, "big")
        with contextlib.suppress(ImageError):
            assert decoded(data[: at - 4] + short + data[at:end] + free + data[end + 8 :], moving=True).loop == 0
    at = data.index(b"elst") + 12
    with contextlib.suppress(ImageError):
        assert decoded(data[:at] + bytes(8) + data[at + 8 :], moving=True).loop == 0


@CASES.add("a sequence whose track has a clean aperture, or tells its colours", "as in a still picture, in every frame")
def shown_track() -> None:
    data = saved(film(3)[0], "avif", save_all=True, append_images=film(3)[1:], duration=100)
    frames = decoded(in_track(data, clap(20, 10, -20, -15)), moving=True)
    assert [image.size for image in frames.images] == [(20, 10)] * 3
    linear = in_track(data.replace(nclx(1, 13), nclx(1, 8)), b"")
    with opened(linear) as picture:
        assert picture.profile == "BT.709 linear"


@CASES.add("a sequence without a track, or one said to have none", "an error of ours, nothing else")
def no_track() -> None:
    with pytest.raises(ImageError):
        decoded(avif(tile(RED), brand=b"avis"))
    near(avif(tile(RED), brand=b"mif1"), (8, 8), RED)


@pytest.mark.parametrize("corner", CASES, ids=lambda corner: corner.slug)
def test_it_happens_as_the_page_says(corner: Corner) -> None:
    corner.holds()
