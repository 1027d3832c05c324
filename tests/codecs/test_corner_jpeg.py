"""JPEG in the corners: what ITU-T T.81 allows, what cameras write, what other projects' trackers tell of."""

import struct
from functools import partial

import pytest

from handler.codecs import to_srgb
from handler.core.limits import Limits
from handler.errors import UnacceptedKind
from tests.support.format_cases import jpeg_ends
from tests.support.format_cases.checked_rows import Corner, Corners
from tests.support.images.flat_jpeg import EOI, SOI, Component, flat, segment
from tests.support.images.image_files import corners, decoded, exif_block, opened, photo, profile, saved

CASES = Corners(jpeg_ends.CASES)
BT709 = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))
RED = [Component(1, 76), Component(2, 85), Component(3, 255)]
"""In YCbCr."""

INKS = [Component(1, 200), Component(2, 100), Component(3, 50), Component(4, 250)]


def shown(data: bytes) -> tuple[object, ...]:
    """Return the colour of a flat picture."""
    image = decoded(data).first.convert("RGB")
    low, high = zip(*image.getextrema(), strict=True)
    assert max(b - a for a, b in zip(low, high, strict=True)) <= 1
    return low


def near(found: tuple[object, ...], wanted: tuple[int, int, int]) -> bool:
    return found == pytest.approx(wanted, abs=3)


def adobe(transform: int) -> bytes:
    return segment(0xEE, b"Adobe\0\x64\0\0\0\0" + bytes([transform]))


def refused(error: type[Exception], data: bytes, *, match: str = "JPEG") -> None:
    with pytest.raises(error, match=match):
        decoded(data)


@CASES.add("sampled 4:1:0, 4:1:1, 4:4:0, or each colour its own way", "shown as it is")
def samplings() -> None:
    for across, down in ((1, 1), (2, 1), (2, 2), (1, 2), (4, 1), (4, 2), (1, 4), (3, 1), (2, 4), (3, 2)):
        luma = Component(1, 76, across, down)
        assert near(shown(flat([luma, *RED[1:]], (41, 37))), (255, 0, 0))
    odd = [Component(1, 76, 2, 2), Component(2, 85, 1, 2), Component(3, 255, 2, 1)]
    assert near(shown(flat(odd, (40, 40))), (255, 0, 0))


@CASES.add("gray with a sampling of 2 x 2", "the factors of a single component mean nothing")
def gray_with_factors() -> None:
    frames = decoded(flat([Component(1, 100, 2, 2)], (41, 23)))
    assert (frames.first.mode, frames.first.size, frames.first.getextrema()) == ("L", (41, 23), (100, 100))


@CASES.add("arithmetic codes", "shown")
def arithmetic() -> None:
    # Behind its header all is adaptive: no codes at all are a flat gray.
    frames = decoded(flat([Component(1, 128)], frame=0xC9))
    assert frames.first.size == (16, 16)


@CASES.add("12 bits a sample", "415, and says so: the file is right, but nothing here reads it")
def twelve_bits() -> None:
    refused(UnacceptedKind, flat([Component(1, 100)], precision=12, frame=0xC1), match="12 bits")


@CASES.add("lossless (SOF3) or hierarchical", "415, and says which")
def other_processes() -> None:
    for frame in (0xC3, 0xC7, 0xCB, 0xCF):
        refused(UnacceptedKind, flat([Component(1, 100)], frame=frame), match="lossless")
    for frame in (0xC5, 0xC6, 0xCD):
        refused(UnacceptedKind, flat([Component(1, 100)], frame=frame), match="hierarchical")


@CASES.add("a height of 0, told behind the first scan (DNL)", "415, and says so, as browsers do")
def height_behind_the_pixels() -> None:
    refused(UnacceptedKind, flat([Component(1, 100)], (16, 0)), match="height")


@CASES.add("two components, or five", "415")
def strange_numbers_of_components() -> None:
    for number in (2, 5):
        refused(UnacceptedKind, flat([Component(at, 100) for at in range(number)]), match=f"{number} components")


@CASES.add("one pixel", "shown")
def one_pixel() -> None:
    assert decoded(flat([Component(1, 100)], (1, 1))).first.tobytes() == b"\x64"


@CASES.add("the components are named R, G, B", "they are red, green and blue, without any other word")
def named_rgb() -> None:
    named = [Component(ord(name), value) for name, value in zip("RGB", (200, 100, 50), strict=True)]
    assert near(shown(flat(named)), (200, 100, 50))


@CASES.add("Adobe's marker with transform 0, or 1, on three components", "RGB, or YCbCr")
def adobes_transform() -> None:
    plain = [Component(at, value) for at, value in zip((1, 2, 3), (200, 100, 50), strict=True)]
    assert near(shown(flat(plain, before=adobe(0))), (200, 100, 50))
    assert near(shown(flat(RED, before=adobe(1))), (255, 0, 0))


@CASES.add("four components without Adobe's marker", "inks, stored inverted, as with it; so do browsers")
def inks_without_a_marker() -> None:
    assert shown(flat(INKS)) == shown(flat(INKS, before=adobe(0)))
    assert near(shown(flat(INKS)), (201, 119, 62))


@CASES.add("four components with transform 2 (YCCK)", "turned to inks first")
def ycck() -> None:
    # Y, Cb, Cr of a neutral tone; K is white.
    neutral = [Component(1, 90), Component(2, 128), Component(3, 128), Component(4, 255)]
    assert near(shown(flat(neutral, before=adobe(2))), (180, 163, 157))


@CASES.add("orientation in the thumbnail's directory, another in the first", "the first counts")
def two_orientations() -> None:
    block = exif_block({0x0112: 6})
    tiff = bytearray(block[6:])
    rows = int.from_bytes(tiff[8:10], "little" if tiff[:2] == b"II" else "big")
    order = "<" if tiff[:2] == b"II" else ">"
    link = 10 + 12 * rows
    struct.pack_into(order + "I", tiff, link, len(tiff))
    second = struct.pack(order + "HHHIHHI", 1, 0x0112, 3, 1, 3, 0, 0)
    data = saved(corners(), "jpg", exif=block[:6] + bytes(tiff) + second, quality=95)
    with opened(data) as picture:
        assert (picture.orientation, picture.size) == (6, (32, 48))


@CASES.add("several APP1: XMP before EXIF, EXIF twice", "the orientation of the first EXIF counts")
def several_exif() -> None:
    six, three = (segment(0xE1, exif_block({0x0112: turn})) for turn in (6, 3))
    xmp = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>")
    with opened(SOI + xmp + six + three + jpeg_ends.whole(0)[2:]) as picture:
        assert picture.orientation == 6


@CASES.add("a profile in several segments, out of order", "put together by their numbers")
def profile_in_pieces() -> None:
    wide = profile("Linear light", primaries=BT709, gamma=1.0)
    pieces = [wide[:100], wide[100:300], wide[300:]]
    parts = [segment(0xE2, b"ICC_PROFILE\0" + bytes([at + 1, 3]) + piece) for at, piece in enumerate(pieces)]
    gray = [Component(1, 128)]
    for order in ((0, 1, 2), (2, 0, 1)):
        frames = to_srgb(decoded(flat(gray, before=b"".join(parts[at] for at in order))))
        assert frames.first.getpixel((0, 0)) == pytest.approx(188, abs=1)
    lacking = to_srgb(decoded(flat(gray, before=parts[0] + parts[2])))
    assert lacking.first.getpixel((0, 0)) == 128


@CASES.add("a segment of the profile is missing, or too short for its number", "no profile: sRGB")
def profile_with_a_hole() -> None:
    for data in (b"", b"\1", b"\1\2abc"):
        broken = segment(0xE2, b"ICC_PROFILE\0" + data)
        assert shown(flat([Component(1, 128)], before=broken)) == (128, 128, 128)


@CASES.add("JFIF, Adobe, Photoshop, MPF or EXIF segments that are too short or garbage", "passed over")
def broken_segments() -> None:
    starts = (
        b"JFIF\0",
        b"Adobe",
        b"Photoshop 3.0\x008BIM\4",
        b"MPF\0xx",
        b"Exif\0\0",
        b"Exif\0\0MM\0*\xff\xff\xff\xff",
        b"",
    )
    for marker in range(0xE0, 0xF0):
        for start in starts:
            assert shown(flat([Component(1, 100)], before=segment(marker, start))) == (100, 100, 100)


@CASES.add("a segment whose length is 0 or 1", "taken for an empty one")
def no_length() -> None:
    for length in (0, 1, 2):
        before = struct.pack(">BBH", 0xFF, 0xE5, length)
        assert shown(flat([Component(1, 100)], before=before)) == (100, 100, 100)


@CASES.add("fill bytes before a marker; up to a kilobyte of junk between segments", "passed over; 413 past it")
def fill_bytes() -> None:
    gray = partial(flat, [Component(1, 100)])
    assert shown(gray(before=b"\xff\xff\xff" + segment(0xE5, b""))) == (100, 100, 100)
    assert shown(gray(before=segment(0xE5, b"") + bytes(Limits().padding))) == (100, 100, 100)
    with opened(gray()) as picture:
        assert picture.size == (16, 16)


@CASES.add("bytes before the start marker", "415: a kind is told by its first bytes")
def junk_before_the_start() -> None:
    refused(UnacceptedKind, b"junk" + flat([Component(1, 100)]), match="unknown file")


@CASES.add("restart markers after every block", "shown, reduced too")
def restarts() -> None:
    data = saved(photo((120, 90)), "jpg", restart_marker_blocks=1)
    assert decoded(data).first.tobytes() == decoded(jpeg_ends.whole(0)).first.tobytes()


@CASES.add("nonsense in a sequential scan's header (Samsung has written it)", "passed over, with an end or without")
def nonsense_in_the_scan() -> None:
    data = flat([Component(1, 100)])
    strange = data.replace(b"\1\1\0\0\x3f\0", b"\1\1\0\0\0\0")
    assert strange != data
    for end in (strange, strange.removesuffix(EOI)):
        assert shown(end) == (100, 100, 100)


@CASES.add("a camera's Adobe RGB: EXIF index R03, and no profile", "converted from Adobe RGB, as DCF 2.0 means it")
def adobe_rgb() -> None:
    def told(space: int, index: bytes) -> bytes:
        tags = struct.pack("<HHHIIHHIII", 2, 0xA001, 3, 1, space, 0xA005, 4, 1, 56, 0)
        first = struct.pack("<2sHIHHHIII", b"II", 42, 8, 1, 0x8769, 4, 1, 26, 0)
        block = first + tags + struct.pack("<HHHI4sI", 1, 1, 2, 4, index, 0)
        return flat(
            [Component(82, 100), Component(71, 200), Component(66, 100)], before=segment(0xE1, b"Exif\0\0" + block)
        )

    with opened(told(0xFFFF, b"R03\0")) as picture:
        assert picture.profile == "Adobe RGB (1998)"
    for space, index in ((1, b"R98\0"), (1, b"R03\0"), (0xFFFF, b"R98\0")):
        assert shown(told(space, index)) == (100, 200, 100)
    assert to_srgb(decoded(told(0xFFFF, b"R03\0"))).first.getpixel((3, 3)) == pytest.approx((0, 201, 89), abs=4)


@pytest.mark.parametrize("corner", CASES, ids=lambda corner: corner.slug)
def test_it_happens_as_the_page_says(corner: Corner) -> None:
    corner.holds()
