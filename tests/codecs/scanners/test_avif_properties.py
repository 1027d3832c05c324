"""The properties of an AVIF's picture: its colours and its clean aperture, read from the boxes that belong to it."""

import struct

import pytest

from handler.codecs.scanners.avif_properties import Shown, ShownPart
from handler.core.geometry import Size

SIZE = Size(100, 60)
NCLX = b"nclx" + struct.pack(">HHH", 12, 13, 6) + b"\x80"


def associated(*properties: tuple[int, int], long: bool = False) -> bytes:
    """Return the content of an `ipma` box: pairs of an item and the number of its one property."""
    form = ">HBH" if long else ">HBB"
    head = bytes([0, 0, 0, long]) + struct.pack(">I", len(properties))
    return head + b"".join(struct.pack(form, item, 1, number) for item, number in properties)


def described(*boxes: tuple[bytes, bytes], links: bytes, primary: int = 1) -> Shown:
    """Return what is noted of a file with these properties and associations."""
    shown = Shown()
    for name, data in boxes:
        shown.note(b"ipco", name, data, 0)
    shown.note(b"iprp", b"ipma", links, 0)
    shown.note(b"meta", b"pitm", bytes(4) + struct.pack(">H", primary), 0)
    return shown


def clap(width: int, height: int, across: tuple[int, int] = (0, 1), down: tuple[int, int] = (0, 1)) -> bytes:
    """Return a clean aperture: width, height, and how far its middle lies from the picture's, as fractions."""
    return struct.pack(">IIIIiIiI", width, 1, height, 1, *across, *down)


@pytest.mark.parametrize("long", [False, True])
def test_colours_are_those_of_the_primary_item(long: bool) -> None:
    other = b"nclx" + struct.pack(">HHH", 9, 16, 9) + b"\x80"
    shown = described((b"colr", other), (b"colr", NCLX), links=associated((2, 1), (1, 2), long=long))
    assert shown.colours() == (12, 13)


def test_the_bit_that_marks_a_property_as_essential_is_no_part_of_its_number() -> None:
    assert described((b"colr", NCLX), links=associated((1, 0x81))).colours() == (12, 13)


def test_without_a_box_of_colours_the_coded_ones_count() -> None:
    shown = described((b"colr", b"prof"), links=associated((1, 1)))
    shown.coded = (9, 16)
    assert shown.colours() == (9, 16)


def test_an_animation_has_the_properties_of_its_track() -> None:
    shown = described((b"colr", b"prof"), links=associated((1, 1)))
    shown.note(b"av01", b"colr", NCLX, 0)
    shown.note(b"", b"ftyp", b"avis\0\0\0\0", 0)
    assert shown.colours() == (12, 13)


@pytest.mark.parametrize(
    ("aperture", "part"),
    [
        (clap(50, 40), (25, 10, 75, 50)),
        (clap(50, 40, across=(-25, 1), down=(10, 1)), (0, 20, 50, 60)),
        (clap(49, 39), (26, 11, 74, 49)),  # between pixels: those that are cut are not shown
        (clap(100, 60), None),
        (clap(900, 900), None),
        (clap(50, 40, across=(900, 1)), None),
        (clap(0, 40), None),
        (clap(50, 40, across=(0, 0)), None),
        (clap(50, 40)[:31], None),
    ],
)
def test_a_clean_aperture_cuts_the_picture_unless_it_makes_no_sense(
    aperture: bytes, part: tuple[int, int, int, int] | None
) -> None:
    found = described((b"clap", aperture), links=associated((1, 1))).cut(SIZE)
    assert found == (part and ShownPart(*part))


@pytest.mark.parametrize("links", [b"", bytes(7), associated((1, 9)), associated((1, 0)), associated((1, 1))[:-1]])
def test_damaged_associations_say_nothing(links: bytes) -> None:
    shown = described((b"colr", NCLX), links=links)
    assert (shown.colours(), shown.cut(SIZE)) == (None, None)


def test_items_of_metadata_and_boxes_of_colours_that_end_too_soon_are_remembered() -> None:
    shown = Shown()
    entry = b"\2\0\0\0" + struct.pack(">HH", 2, 0) + b"Exif\0"
    shown.note(b"iinf", b"infe", entry, 1000)
    shown.note(b"ipco", b"colr", b"nclx\0\1", 2000)
    shown.note(b"ipco", b"colr", NCLX, 3000)
    assert shown.needless == [1008, 1996]


def test_what_a_picture_is_put_together_of_counts_as_often_as_it_is_taken() -> None:
    """A grid may show one tile a thousand times, and each time it is decoded."""
    shown = Shown(primary=1)
    for side in (1000, 64, 32):
        shown.note(b"ipco", b"ispe", bytes(4) + side.to_bytes(4, "big") * 2, 0)
    shown.note(b"iprp", b"ipma", bytes(4) + struct.pack(">I", 3) + bytes.fromhex("000101 81 000201 02 000301 03"), 0)
    assert shown.pieces() == 1000 * 1000
    shown.note(b"iref", b"dimg", struct.pack(">HH4H", 1, 4, 2, 2, 3, 2), 0)
    assert shown.pieces() == 4 * 64 * 64
    shown.note(b"iref", b"dimg", struct.pack(">HHH", 2, 900, 3), 0)  # a list that is not read to its end
    assert shown.pieces() == 4 * 900 * 32 * 32


def test_pictures_that_are_put_together_of_themselves_come_to_an_end() -> None:
    shown = Shown(primary=1)
    shown.note(b"ipco", b"ispe", bytes(4) + struct.pack(">II", 9, 9), 0)
    shown.note(b"iprp", b"ipma", bytes(4) + struct.pack(">I", 1) + bytes.fromhex("000101 01"), 0)
    shown.note(b"iref", b"dimg", struct.pack(">HHH", 1, 1, 1), 0)
    assert shown.pieces() == 81
