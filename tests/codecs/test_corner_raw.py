"""Camera raw in the corners: where each maker puts its preview, and what is no preview."""

import struct

import pytest
from PIL import Image

from handler.errors import Corrupt, UnacceptedKind
from tests.support.format_cases.checked_rows import Corner, Corners
from tests.support.format_cases.tiff_layout import refused
from tests.support.images.further_files import cr3, dng, orf, raf, rw2
from tests.support.images.image_files import apart, corners, decoded, opened, photo, saved

CASES = Corners()
ORDERS = ("<", ">")


def shows(data: bytes, picture: Image.Image) -> None:
    """Look whether a file shows a picture, as far as a JPEG does."""
    with opened(data) as stored:
        assert stored.format == "raw"
    assert apart(decoded(data).first, picture) < 6


@CASES.add("DNG, NEF, ARW: in a directory below the first", "the largest JPEG is shown")
def below() -> None:
    for order in ORDERS:
        shows(dng(photo(), order=order), photo())


@CASES.add("CR2: in the strip of the first directory", "shown")
def strip() -> None:
    shows(b"II*\0\x10\0\0\0CR\2\0" + bytes(4) + rw2(photo(), tags=(273, 279), at=16)[16:], photo())


@CASES.add("CR3: at the place of a track's sample, or in a box of previews", "shown")
def boxes() -> None:
    shows(cr3(photo()), photo())
    shows(cr3(photo(), boxed=True), photo())


@CASES.add("ORF: by the maker's note; RW2: in a tag of its own; RAF: where its header says", "shown")
def makers() -> None:
    for data in (orf(photo()), rw2(photo()), raf(photo())):
        shows(data, photo())


@CASES.add("the raw file's orientation", "counts; the preview's own where there is none")
def orientation() -> None:
    for data in (dng(corners(), orientation=6), cr3(corners(), orientation=6)):
        assert apart(decoded(data).first, corners().transpose(Image.Transpose.ROTATE_270)) < 6


@CASES.add("what the sensor saw, as a lossless JPEG", "is no preview")
def sensor() -> None:
    data = dng(photo())
    lossless = data.replace(b"\xff\xc0", b"\xff\xc3", 1)
    assert decoded(lossless).first.size == (12, 8)


@CASES.add("no preview that can be read", "415, and says so")
def none() -> None:
    data = dng(photo()).replace(b"\xff\xd8", b"\0\0")
    refused(data, match="camera raw without")


@CASES.add("directories in a circle, or that lie nowhere", "each is read once; passed over")
def circle() -> None:
    data = bytearray(dng(photo()))
    struct.pack_into("<I", data, 8 + 2 + 12 * 6, 8)
    shows(bytes(data), photo())
    struct.pack_into("<I", data, 8 + 2 + 12 * 6, 0xFFFFFF00)
    shows(bytes(data), photo())


@CASES.add("a preview that is cut", "422")
def cut() -> None:
    data = raf(photo())
    with pytest.raises(Corrupt):
        decoded(data[:88] + struct.pack(">I", 900) + data[92:])


@CASES.add("a TIFF that a camera made, without directories below", "a TIFF")
def plain() -> None:
    with opened(saved(photo(), "tiff", tiffinfo={271: "Maker"})) as stored:
        assert stored.format == "tiff"


@CASES.add("where camera raw is off", "415, and no thumbnail as a TIFF")
def off() -> None:
    with (
        pytest.raises(UnacceptedKind, match="camera raw"),
        opened(dng(photo()), accepted=frozenset({"tiff", "jpg"})),
    ):
        pass


@pytest.mark.parametrize("corner", CASES, ids=lambda corner: corner.slug)
def test_it_happens_as_the_page_says(corner: Corner) -> None:
    corner.holds()
