"""JPEG 2000 in the corners: bare codestreams, boxes that disagree, few bits, tiles, and what Pillow reads wrongly."""

import struct

import pytest
from PIL import Image

from handler.core.geometry import Size
from handler.errors import Corrupt, TooLarge
from tests.support.format_cases.checked_rows import Corner, Corners
from tests.support.format_cases.tiff_layout import refused
from tests.support.images.further_files import jp2, jp2_box
from tests.support.images.image_files import apart, decoded, ink_profile, opened, photo, profile, saved

CASES = Corners()
BARE = {"no_jp2": True}
SIDES = 4 + 4
"""Where in a bare codestream the sizes of its header stand."""


def stream(image: Image.Image, **options: object) -> bytes:
    """Return a bare codestream."""
    return saved(image, "jp2", no_jp2=True, **options)


def changed(data: bytes, at: int, layout: str, *values: int) -> bytes:
    """Return a file with other numbers at a place."""
    new = bytearray(data)
    struct.pack_into(layout, new, at, *values)
    return bytes(new)


@CASES.add("a file of boxes, and a bare codestream", "shown")
def both() -> None:
    for options in ({}, BARE):
        assert decoded(saved(photo(), "jp2", **options)).first.tobytes() == photo().tobytes()


@CASES.add("gray, gray with alpha, RGB with alpha", "shown; an opaque alpha is dropped")
def modes() -> None:
    clear = photo().convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    for picture in (photo().convert("L"), clear, clear.convert("LA")):
        found = decoded(saved(picture, "jp2")).first
        assert found.tobytes() == picture.convert(found.mode).tobytes()
    assert decoded(saved(photo().convert("RGBA"), "jp2")).first.mode == "RGB"


@CASES.add("16 bits a sample", "spread to 8, rounded")
def deep() -> None:
    deep_ = Image.linear_gradient("L").convert("I").point(lambda value: value * 257).convert("I;16")
    assert decoded(saved(deep_, "jp2")).first.tobytes() == Image.linear_gradient("L").tobytes()


@CASES.add("a picture in tiles", "shown")
def tiles() -> None:
    assert decoded(saved(photo(), "jp2", tile_size=(32, 32))).first.tobytes() == photo().tobytes()


@CASES.add("asked for smaller", "decoded at a lower resolution, where the file has one")
def reduced() -> None:
    picture = photo((203, 101))
    with opened(saved(picture, "jp2", num_resolutions=3)) as stored:
        assert stored.reduction(Size(20, 10)) == 4
        small = stored.decode(Size(20, 10), moving=False).first
    assert small.size == (51, 26)
    assert apart(small, picture.resize((51, 26), Image.Resampling.BOX)) < 14
    with opened(saved(picture, "jp2", num_resolutions=1)) as stored:
        assert stored.reduction(Size(20, 10)) == 1


@CASES.add("an ICC profile in a box", "is found; one of inks makes four components inks")
def by_profile() -> None:
    named = jp2_box(b"colr", b"\2\0\0" + profile("Own"))
    with opened(jp2(stream(photo((9, 9))), named)) as picture:
        assert picture.profile == "Own"
    inks = jp2_box(b"colr", b"\2\0\0" + ink_profile({(1, 1, 1, 1): (0, 128, 128)}))
    data = jp2(stream(Image.new("CMYK", (9, 9), (255,) * 4).convert("RGBA")), inks, components=4)
    with opened(data) as picture:
        assert picture.mode == "CMYK"


@CASES.add("boxes that nobody knows, and bytes behind the codestream", "passed over")
def junk() -> None:
    data = saved(photo(), "jp2")
    at = data.index(b"jp2h") - 4
    assert decoded(data[:at] + jp2_box(b"free", b"abc") + data[at:] + b"<html>").first.size == photo().size


@CASES.add("boxes that say another size than the codestream", "422")
def two_sizes() -> None:
    data = saved(photo(), "jp2")
    with pytest.raises(Corrupt, match="two sizes"):
        decoded(changed(data, data.index(b"ihdr") + 4, ">II", 9, 9))


@CASES.add("components at several resolutions, in another order, or more than four; other colours", "415, and says why")
def unreadable() -> None:
    bare = stream(photo((9, 9)))
    at = bare.index(b"\xff\x51") + 40
    refused(changed(bare, at + 3, ">BBB", 7, 2, 2), match="resolutions")
    colours = jp2_box(b"colr", struct.pack(">BBBI", 1, 0, 0, 16))
    moved = jp2_box(b"cdef", struct.pack(">H9H", 3, 0, 0, 3, 1, 0, 2, 2, 0, 1))
    refused(jp2(bare, colours, moved), match="order")
    refused(jp2(bare, jp2_box(b"colr", struct.pack(">BBBI", 1, 0, 0, 14))), match="colours")
    refused(changed(bare, at - 2, ">H", 5), match="5 components")


@CASES.add("more tiles, or smaller blocks of coefficients and more layers, than a limit allows", "413")
def too_many() -> None:
    bare = stream(photo((900, 900)))
    at = bare.index(b"\xff\x51") + 22
    for data, limit in (
        (changed(bare, at, ">II", 1, 1), "chunks"),
        (changed(bare, bare.index(b"\xff\x52") + 6, ">H", 65_535), "blocks"),
    ):
        with pytest.raises(TooLarge) as caught:
            decoded(data)
        assert caught.value.facts["limit"] == limit


@CASES.add("cut in its header, or in its pixels", "422")
def cut() -> None:
    for whole in (saved(photo(), "jp2"), stream(photo())):
        for stop in (20, 60, 100, len(whole) // 2, len(whole) - 40):
            with pytest.raises(Corrupt):
                decoded(whole[:stop])


@CASES.add("no pixels, no codestream", "422")
def nothing() -> None:
    bare = stream(photo((9, 9)))
    at = bare.index(b"\xff\x51") + 6
    for data in (changed(bare, at, ">II", 0, 0), jp2(b""), jp2(b"hello")):
        with pytest.raises(Corrupt):
            decoded(data)


@pytest.mark.parametrize("corner", CASES, ids=lambda corner: corner.slug)
def test_it_happens_as_the_page_says(corner: Corner) -> None:
    corner.holds()
