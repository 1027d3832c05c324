"""TIFF in the corners: what TIFF 6.0, its supplements and BigTIFF allow, and what Pillow has been asked about."""

import struct

import pytest

from tests.support.format_cases import tiff_layout
from tests.support.format_cases.checked_rows import Corner, Corners
from tests.support.format_cases.tiff_layout import refused, seen
from tests.support.images.image_files import apart, decoded, photo, saved
from tests.support.images.tiff_tags import BIG_ENDIAN, LITTLE, PHOTOMETRIC, Layout, described, tiff

CASES = Corners(tiff_layout.CASES)
WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, MASK, INKS, YCBCR, LAB, ICC_LAB = 0, 1, 2, 3, 4, 5, 6, 8, 9
ORDERS: tuple[Layout, ...] = (LITTLE, BIG_ENDIAN)


@CASES.add("white is zero, in 1, 4 or 8 bits", "turned round")
def white_is_zero() -> None:
    for layout in ORDERS:
        assert seen(tiff(described((8, 1), 1, WHITE_IS_ZERO), b"\xf0", layout=layout)) == [0] * 4 + [255] * 4
        assert seen(tiff(described((2, 1), 4, WHITE_IS_ZERO), b"\x1f", layout=layout)) == [238, 0]
        assert seen(tiff(described((2, 1), 8, WHITE_IS_ZERO), b"\x10\xf0", layout=layout)) == [239, 15]


@CASES.add("white is zero, in 16 bits", "turned round; big-endian 415, since Pillow reads none")
def deep_white_is_zero() -> None:
    tags, pixels = described((2, 1), 16, WHITE_IS_ZERO), (0, 65_535)
    assert seen(tiff(tags, struct.pack("<HH", *pixels))) == [255, 0]
    refused(tiff(tags, struct.pack(">HH", *pixels), layout=BIG_ENDIAN))


@CASES.add("white is zero in a picture that lies on its side", "turned round, and upright")
def turned_white_is_zero() -> None:
    tags = described((2, 1), 16, WHITE_IS_ZERO, orientation=6)
    assert seen(tiff(tags, struct.pack("<HH", 0, 65_535))) == [255, 0]
    assert decoded(tiff(tags, struct.pack("<HH", 0, 65_535))).first.size == (1, 2)


@CASES.add("12 bits a sample, as scanners and microscopes write", "4,095 is white; big-endian 415")
def twelve_bits() -> None:
    tags = described((2, 1), 12, BLACK_IS_ZERO)
    assert seen(tiff(tags, b"\x00\x0f\xff")) == [0, 255]
    assert seen(tiff(tags, b"\x80\x07\xff")) == [128, 127]
    refused(tiff(tags, b"\x00\x0f\xff", layout=BIG_ENDIAN))


@CASES.add("gray of 2 and 4 bits", "spread to 8")
def shallow() -> None:
    assert seen(tiff(described((4, 1), 2, BLACK_IS_ZERO), b"\x1b")) == [0, 85, 170, 255]
    assert seen(tiff(described((2, 1), 4, BLACK_IS_ZERO), b"\x1f")) == [17, 255]


@CASES.add("16 bits a sample, in either byte order", "the upper half is shown, rounded")
def sixteen_bits() -> None:
    for layout in ORDERS:
        order = layout.order
        gray = struct.pack(order + "HH", 257, 65_535)
        assert seen(tiff(described((2, 1), 16, BLACK_IS_ZERO), gray, layout=layout)) == [1, 255]
        colour = struct.pack(order + "HHH", 65_535, 32_768, 0)
        assert seen(tiff(described((1, 1), [16] * 3, RGB), colour, layout=layout)) == [(255, 128, 0)]


@CASES.add("floats of 32 bits; signed integers", "0 to 1 is black to white; what goes past it, least to most")
def floats() -> None:
    for layout in ORDERS:
        tags = described((2, 1), 32, BLACK_IS_ZERO, sample_format=3)
        for pair, wanted in (((0.0, 0.5), [0, 128]), ((-1.0, 3.0), [0, 255])):
            assert seen(tiff(tags, struct.pack(layout.order + "ff", *pair), layout=layout)) == wanted


@CASES.add("floats of 16 or 64 bits, colours of raw sensors, masks, ICC Lab, LogLuv", "415, and says why")
def unreadable() -> None:
    for bits, code in ((16, "e"), (64, "d")):
        tags = described((2, 1), bits, BLACK_IS_ZERO, sample_format=3)
        refused(tiff(tags, struct.pack(f"<2{code}", 0, 1)), match="samples")
    for photometric in (ICC_LAB, 32_803, 32_845):
        refused(tiff(described((1, 1), [8] * 3, photometric), bytes(3)), match="samples")
    refused(tiff(described((8, 1), 1, MASK), b"\xf0"), match="samples")


@CASES.add("each colour in a plane of its own (planar configuration 2)", "shown")
def planes() -> None:
    for bits in (8, 16):
        size = 4 * bits // 8
        tags = described((2, 2), [bits] * 3, RGB, planar=2)
        assert seen(tiff(tags, b"\xff" * size, bytes(size), b"\x80" * size)) == [(255, 0, 128)] * 4
    tags = described((2, 2), [8] * 4, RGB, planar=2, extra=2)
    assert seen(tiff(tags, b"\xff" * 4, bytes(4), b"\x80" * 4, b"\x40" * 4)) == [(255, 0, 128, 64)] * 4


@CASES.add("tiles, of which the last reach past the picture", "shown")
def tiles() -> None:
    tags = described((17, 17), 8, BLACK_IS_ZERO, tile_width=16, tile_height=16)
    image = decoded(tiff(tags, *(bytes([level]) * 256 for level in (16, 32, 48, 64)))).first
    assert [image.getpixel(place) for place in ((0, 0), (16, 0), (0, 16), (16, 16))] == [16, 32, 48, 64]


@CASES.add("YCbCr: under JPEG; bare; bare at several resolutions", "shown; shown; 415")
def ycbcr() -> None:
    picture = photo((40, 30))
    assert apart(decoded(saved(picture, "tiff", compression="jpeg", quality=95)).first, picture) < 8
    bare = described((1, 1), [8] * 3, YCBCR, subsampling=[1, 1])
    assert seen(tiff(bare, bytes([76, 85, 255])))[0] == pytest.approx((254, 0, 0), abs=1)
    for more in (described((2, 2), [8] * 3, YCBCR), described((2, 2), [8] * 3, YCBCR, subsampling=[2, 2])):
        refused(tiff(more, bytes([76] * 4 + [85, 255])), match="YCbCr")


@CASES.add("inks, of 8 or 16 bits", "as on coated paper where no profile tells more; 0 is none")
def inks() -> None:
    assert seen(tiff(described((1, 1), [8] * 4, INKS), b"\0\xff\xff\0"))[0] == pytest.approx((227, 13, 24), abs=3)
    for layout in ORDERS:
        deep = struct.pack(layout.order + "4H", 0, 65_535, 65_535, 0)
        assert seen(tiff(described((1, 1), [16] * 4, INKS), deep, layout=layout))[0] == pytest.approx(
            (227, 13, 24), abs=3
        )


@CASES.add("CIE Lab", "converted")
def lab() -> None:
    assert seen(tiff(described((1, 1), [8] * 3, LAB), bytes([128, 0, 0])))[0] == pytest.approx((119,) * 3, abs=1)


@CASES.add("a fourth sample: premultiplied, plain, unspecified, or not told of", "divided out; alpha; dropped; alpha")
def extra_samples() -> None:
    pixel, half = b"\x10\x20\x30\x40", described((1, 1), [8] * 4, RGB)
    wanted = {1: (63, 127, 191, 64), 2: (16, 32, 48, 64), 0: (16, 32, 48)}
    for kind, colour in wanted.items():
        tags = described((1, 1), [8] * 4, RGB, extra=kind)
        assert seen(tiff(tags, pixel))[0] == pytest.approx(colour, abs=1)
    assert seen(tiff(half, pixel)) == [(16, 32, 48, 64)]
    more = described((1, 1), [8] * 5, RGB, extra=[2, 0])
    assert seen(tiff(more, pixel + b"\x50")) == [(16, 32, 48, 64)]


@CASES.add("a palette, of 4 or 8 bits", "shown")
def palette() -> None:
    for bits, pixels in ((8, b"\0\1"), (4, b"\x01")):
        entries = 1 << bits
        colours = [65_535, 0] + [0] * (entries - 2) + [0, 65_535] + [0] * (entries - 2) + [0] * entries
        assert seen(tiff(described((2, 1), bits, PALETTE, colours=colours), pixels)) == [(255, 0, 0), (0, 255, 0)]


@CASES.add("bits of a byte from the lowest on (fill order 2), as fax machines write", "turned round")
def fill_order() -> None:
    assert seen(tiff(described((8, 1), 1, BLACK_IS_ZERO, fill_order=2), b"\x0f")) == [255] * 4 + [0] * 4


@CASES.add("no photometric interpretation", "white is zero: the first of its values")
def no_photometric() -> None:
    tags = {tag: value for tag, value in described((2, 1), 8, BLACK_IS_ZERO).items() if tag != PHOTOMETRIC}
    assert seen(tiff(tags, b"\x10\xf0")) == [239, 15]


@pytest.mark.filterwarnings("ignore::UserWarning:PIL.TiffImagePlugin")
@pytest.mark.parametrize("corner", CASES, ids=lambda corner: corner.slug)
def test_it_happens_as_the_page_says(corner: Corner) -> None:
    corner.holds()
