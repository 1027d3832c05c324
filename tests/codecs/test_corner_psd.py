"""PSD in the corners: colour modes, depths, alpha, and what has no flattened picture."""

import struct

import pytest
from PIL import Image

from handler.errors import Corrupt
from tests.support.format_cases.checked_rows import Corner, Corners
from tests.support.format_cases.tiff_layout import refused, seen
from tests.support.images.further_files import psd
from tests.support.images.image_files import decoded, opened, photo, profile

CASES = Corners()


def dot(mode: str, colour: object, number: int = 1) -> Image.Image:
    """Return a row of pixels of one colour."""
    return Image.new(mode, (number, 1), colour)  # type: ignore[arg-type]


@CASES.add("rows that are packed, or not", "shown")
def packed() -> None:
    for mode in ("RGB", "L", "P", "1"):
        picture = photo((40, 30)).convert(mode)
        for way in (True, False):
            found = decoded(psd(picture, packed=way)).first
            assert found.tobytes() == picture.convert(found.mode).tobytes()


@CASES.add("16 bits a channel", "spread to 8, rounded")
def deep() -> None:
    picture = photo((40, 30))
    for way in (True, False):
        assert decoded(psd(picture, deep=True, packed=way)).first.tobytes() == picture.tobytes()


@CASES.add("inks, which are stored inverted", "as on coated paper where no profile tells more; 0 is none")
def inks() -> None:
    assert seen(psd(dot("CMYK", (0, 255, 255, 0))))[0] == pytest.approx((227, 13, 24), abs=3)


@CASES.add("CIE Lab", "converted")
def lab() -> None:
    assert seen(psd(dot("LAB", (128, 128, 128))))[0] == pytest.approx((119,) * 3, abs=2)


@CASES.add("a fourth channel that is what can be seen", "alpha; the white beneath is taken away")
def alpha() -> None:
    half = dot("RGBA", (255, 128, 128, 127))  # red at a half, on white
    assert seen(psd(half, layers=-1))[0] == pytest.approx((255, 0, 0, 127), abs=3)
    gray = Image.merge("LA", (dot("L", 128), dot("L", 127)))
    assert seen(psd(gray, layers=-1))[0] == pytest.approx((0, 0, 0, 127), abs=3)


@CASES.add("a fourth channel that is a selection, or a spot colour", "passed over")
def selection() -> None:
    assert seen(psd(dot("RGBA", (9, 8, 7, 127)), layers=1)) == [(9, 8, 7)]
    assert seen(psd(dot("RGBA", (9, 8, 7, 127)))) == [(9, 8, 7)]


@CASES.add("an ICC profile; XMP; other resources", "found; found; passed over")
def resources() -> None:
    data = psd(dot("RGB", "red"), resources=[(1000, b"abc"), (1039, profile("Own")), (1060, b"<x/>")])
    with opened(data) as picture:
        assert (picture.profile, picture.header.xmp) == ("Own", b"<x/>")


@CASES.add("saved without its flattened picture (compatibility off)", "415, and says why")
def no_composite() -> None:
    refused(psd(dot("RGB", "white"), resources=[(1057, b"\0\0\0\1\0")]), match="flattened")
    assert seen(psd(dot("RGB", "red"), resources=[(1057, b"\0\0\0\1\1")])) == [(255, 0, 0)]


@CASES.add("a large document (PSB)", "415, and says so")
def large() -> None:
    refused(psd(dot("RGB", "red"), version=2), match="PSB")


@CASES.add("32 bits a channel; multichannel; pixels in ZIP", "415, and says why")
def unreadable() -> None:
    data = bytearray(psd(dot("RGB", "red"), packed=False))
    for at, value in ((22, 32), (24, 7), (len(data) - 5, 2)):
        changed = bytearray(data)
        struct.pack_into(">H", changed, at, value)
        refused(bytes(changed), match="PSD of")


@CASES.add("fewer channels than the colours have; no pixels", "422")
def too_few() -> None:
    data = bytearray(psd(dot("RGB", "red")))
    for at, value in ((12, 2), (16, 0)):
        changed = bytearray(data)
        struct.pack_into(">H", changed, at, value)
        with pytest.raises(Corrupt):
            decoded(bytes(changed))


@CASES.add("cut in its layers, or in its pixels", "422")
def cut() -> None:
    for way in (True, False):
        whole = psd(photo(), packed=way)
        for stop in (30, 60, len(whole) // 2, len(whole) - 1):
            with pytest.raises(Corrupt):
                decoded(whole[:stop])


@pytest.mark.parametrize("corner", CASES, ids=lambda corner: corner.slug)
def test_it_happens_as_the_page_says(corner: Corner) -> None:
    corner.holds()
