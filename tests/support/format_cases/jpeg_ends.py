"""Corner cases of JPEG about the end of a file: missing, early, or followed by more; part of test_corner_jpeg.py."""

from functools import cache
from typing import Any

import pytest
from PIL import Image

from handler.errors import Corrupt
from tests.support.format_cases.checked_rows import Corners
from tests.support.images.flat_jpeg import EOI, SOI, segment
from tests.support.images.image_files import apart, decoded, photo, saved

CASES = Corners()
MAKES: tuple[dict[str, Any], ...] = (
    {},
    {"progressive": True},
    {"restart_marker_rows": 1},
    {"progressive": True, "restart_marker_blocks": 3},
)
FILM = b"\0\0\0\x18ftypmp42" + bytes(at * at * 7 % 256 for at in range(9000))
"""What follows the picture in a motion photo, with bytes that look like markers."""


@cache
def whole(make: int) -> bytes:
    """Return a photograph, as one of MAKES."""
    return saved(photo((120, 90)), "jpg", **MAKES[make])


def cut(data: bytes) -> None:
    with pytest.raises(Corrupt, match="JPEG"):
        decoded(data)


def same(data: bytes, wanted: bytes) -> None:
    assert decoded(data).first.tobytes() == decoded(wanted).first.tobytes()


@CASES.add("the end marker is missing, or half of it", "shown: all blocks are there")
def no_end() -> None:
    for make in range(len(MAKES)):
        for less in (1, 2):
            same(whole(make)[:-less], whole(make))


@CASES.add("cut somewhere in the last blocks", "422: pixels are missing, and no gray is made up for them")
def cut_short() -> None:
    for make in range(len(MAKES)):
        for less in (12, 25, 50, 100, len(whole(make)) // 2):
            cut(whole(make)[:-less])


@CASES.add("cut, and an end marker put behind", "422; of several scans only a cut in the last one cannot be seen")
def cut_and_ended() -> None:
    for make in (0, 2):
        for less in (20, 50, 100, len(whole(make)) // 2):
            cut(whole(make)[:-less] + EOI)
    assert decoded(whole(1)[:-20] + EOI).first.size == (120, 90)


@CASES.add("a progressive file cut between two scans", "422: a coarse picture is not the picture")
def cut_between_scans() -> None:
    data = whole(1)
    starts = [at for at in range(len(data) - 1) if data[at : at + 2] in {b"\xff\xc4", b"\xff\xda"}]
    for at in starts[2:]:
        cut(data[:at])
        cut(data[:at] + EOI)


@CASES.add("copying broke off, and zeros fill the file up to its length", "422")
def zeros_for_pixels() -> None:
    for make in range(len(MAKES)):
        cut(whole(make)[:-300] + bytes(9000))


@CASES.add("zeros, HTML, a film or Samsung's trailer behind the end", "passed over, with an end marker or without one")
def trailers() -> None:
    for make in range(len(MAKES)):
        for trailer in (bytes(9000), b"<html>\r\n", FILM, b"\0\0\1\n\x0e\0\0\0Image_UTC_DataSEFHe\0\0\0SEFT"):
            same(whole(make) + trailer, whole(make))
            same(whole(make)[:-2] + trailer, whole(make))


@CASES.add("more pictures behind the first (MPF: a depth map, a gain map)", "the first is shown")
def several_pictures() -> None:
    other = saved(Image.new("RGB", (30, 20)), "jpg")
    for make in range(len(MAKES)):
        same(whole(make) + other, whole(make))
        same(whole(make)[:-2] + other, whole(make))


@CASES.add("an EXIF thumbnail with an end marker of its own", "neither it nor its end is taken for the picture's")
def thumbnail() -> None:
    inner = saved(Image.new("RGB", (16, 16), "blue"), "jpg")
    for make in range(len(MAKES)):
        data = whole(make)
        padded = SOI + segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\0\0" + inner) + data[2:]
        same(padded, data)
        same(padded[:-2], data)


@CASES.add("a progressive file of which a scan refines nothing more, EOB runs to the end", "shown without an end, too")
def flat_progressive() -> None:
    data = saved(Image.new("RGB", (120, 90), "red"), "jpg", progressive=True)
    same(data[:-2], data)
    assert apart(decoded(data[:-2]).first, Image.new("RGB", (120, 90), "red")) < 2
