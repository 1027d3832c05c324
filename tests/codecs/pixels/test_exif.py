"""EXIF: orientation, rights and colour space are read from any block, and no block makes reading fail."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from handler.codecs.pixels import exif
from handler.core.frames import Rights
from tests.support.images.image_files import (
    EXIF_ARTIST,
    EXIF_COPYRIGHT,
    EXIF_ORIENTATION,
    corners,
    decoded,
    exif_block,
    saved,
)

GPS, GPS_LATITUDE = 0x8825, 2
MAKE = 0x010F


def entry(kind: int, length: int, value: bytes) -> bytes:
    """Return a block of one entry, about orientation."""
    return (
        b"II*\0\x08\0\0\0\x01\0"
        + struct.pack("<HHI", EXIF_ORIENTATION, kind, length)
        + value.ljust(4, b"\0")
        + bytes(4)
    )


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"garbage that is no TIFF",
        b"II*\0",
        b"II*\0\xff\xff\xff\xff",
        b"MM\0*\0\0\0\x08\xff\xff",
        b"II*\0\x00\0\0\0",
        entry(3, 1, b"\x00"),
        entry(3, 1, b"\x09"),
        entry(3, 1, b"\xff\xff"),
        entry(2, 1, b"6"),
        entry(3, 2, b"\x06\0\x06\0"),
        entry(4, 1000, b"\xff\xff\xff\x7f"),
        entry(5, 1, b"\x06"),
        entry(3, 1, b"\x06")[:-10],
    ],
)
def test_garbage_means_upright(block: bytes) -> None:
    assert exif.orientation(block) == 1
    for kind in ("png", "webp"):
        data = saved(corners(), kind, exif=block)
        assert decoded(data).first.size == corners().size
    head = saved(corners(), "jpg", quality=100)
    segment = b"\xff\xe1" + struct.pack(">H", len(block) + 8) + b"Exif\0\0" + block
    assert decoded(head[:2] + segment + head[2:]).first.size == corners().size


@pytest.mark.parametrize(("kind", "value"), [(3, b"\x06\0"), (4, b"\x06\0\0\0"), (1, b"\x06")])
def test_every_type_of_integer_is_read(kind: int, value: bytes) -> None:
    assert exif.orientation(entry(kind, 1, value)) == 6


text = st.text(max_size=600)


@given(artist=text, owner=text)
def test_rights_survive_as_one_printable_line(artist: str, owner: str) -> None:
    asked = Rights(exif.printable(artist), exif.printable(owner))
    assert all(said.isprintable() and len(said) <= 500 for said in (asked.artist, asked.copyright))
    block = exif.rights_block(Rights(artist, owner))
    assert exif.rights(block) == asked
    assert (block is None) is (asked == Rights())


def test_rights_are_read_as_other_programs_write_them() -> None:
    plain = Image.Exif()
    plain[EXIF_COPYRIGHT] = "Photographer\0Editor"
    assert exif.rights(plain.tobytes()) == Rights("", "Photographer; Editor")
    latin = exif.rights_block(Rights("Zoe", ""))
    assert latin is not None
    assert exif.rights(latin.replace(b"Zoe", b"Zo\xeb")) == Rights("Zoë", "")
    with_nul = struct.pack("<2sHIH", b"II", 42, 8, 1) + struct.pack("<HHI4sI", EXIF_ARTIST, 7, 3, b"raw\0", 0)
    assert exif.rights(with_nul) == Rights()


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"Exif\0\0MM\0*\0\0\0\x08"])
)
def test_no_block_makes_reading_fail(data: bytes, head: bytes) -> None:
    block = head + data
    assert exif.orientation(block) in range(1, 9)
    said = exif.rights(block)
    assert said.artist.isprintable()
    assert said.copyright.isprintable()
    assert exif.orientation(exif.without_orientation(block)) == 1


def test_a_thumbnail_of_bare_pixels_is_taken_out_too() -> None:
    head = struct.pack("<2sHIHHHII", b"II", 42, 8, 1, MAKE, 2, 4, int.from_bytes(b"abc\0", "little"))
    second = struct.pack("<HHHIIHHIII", 2, 0x0111, 4, 1, 56, 0x0117, 4, 1, 6, 0)
    block = head + struct.pack("<I", 26) + second + b"PIXELS" + b"tail"
    assert block.index(b"PIXELS") == 56
    cleared = exif.without_thumbnail(block)
    assert cleared is not None
    assert (b"PIXELS" in cleared, cleared[-4:], len(cleared)) == (False, b"tail", len(block))
    found = Image.Exif()
    found.load(cleared)
    assert found[MAKE] == "abc"


@given(st.binary(max_size=200))
def test_no_thumbnail_makes_taking_it_out_fail(data: bytes) -> None:
    for order in ("<", ">"):
        mark = b"II" if order == "<" else b"MM"
        block = struct.pack(order + "2sHIHHHII", mark, 42, 8, 1, MAKE, 2, 4, 0) + data
        cleared = exif.without_thumbnail(block)
        assert cleared is None or exif.rights(cleared) == exif.rights(block)
    assert exif.without_thumbnail(data) is None


def test_taking_orientation_out_leaves_the_rest_readable() -> None:
    raw = exif_block(
        {MAKE: "A camera", EXIF_ORIENTATION: 8, EXIF_ARTIST: "An artist"}, gps={GPS_LATITUDE: (1.0, 2.0, 3.0)}
    )
    block = exif.without_orientation(raw)
    assert block is not None
    found = Image.Exif()
    found.load(block)
    assert (found[MAKE], found[EXIF_ARTIST]) == ("A camera", "An artist")
    assert found.get_ifd(GPS)[GPS_LATITUDE] == (1.0, 2.0, 3.0)
    assert EXIF_ORIENTATION not in found
    assert exif.without_orientation(None) is None
    assert exif.without_orientation(block) == block


def directory(*rows: tuple[int, int, int, int]) -> bytes:
    """Return a little-endian directory of rows: tag, type, number, value."""
    return struct.pack("<H", len(rows)) + b"".join(struct.pack("<HHII", *row) for row in rows) + bytes(4)


def camera(space: int, index: bytes) -> bytes:
    """Return a block as cameras write it: a colour space, and an index of interoperability two directories below."""
    inner, deepest = 8 + 18, 8 + 18 + 30
    first = directory((exif.EXIF_IFD, 4, 1, inner))
    second = directory((exif.COLOUR_SPACE, 3, 1, space), (exif.INTEROPERABILITY, 4, 1, deepest))
    third = directory((exif.INDEX, 2, 4, int.from_bytes(index + b"\0", "little")))
    return b"II*\0\x08\0\0\0" + first + second + third


@pytest.mark.parametrize(
    ("space", "index", "adobe"),
    [(0xFFFF, b"R03", True), (2, b"R03", True), (1, b"R03", False), (0xFFFF, b"R98", False)],
)
def test_adobe_rgb_is_told_by_colour_space_and_index_together(space: int, index: bytes, adobe: bool) -> None:
    block = camera(space, index)
    assert exif.is_adobe_rgb(block) is adobe
    assert not any(exif.is_adobe_rgb(block[:end]) for end in range(len(block) - 8))
    assert not exif.is_adobe_rgb(None)
