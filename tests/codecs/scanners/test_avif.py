"""The boxes of an AVIF: a picture larger than the boxes declare is found before a decoder sees it."""

import struct
from io import BytesIO

import pytest

from handler.codecs.scanners import avif
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from handler.errors import Corrupt
from tests.support.hostile import raw
from tests.support.images.av1_headers import SHORT_HEADER, av1_units, packed_bits
from tests.support.images.image_files import photo, saved


@pytest.mark.parametrize("version", [0, 1, 2])
def test_items_are_put_together_from_their_parts(version: int) -> None:
    sequence = bytes(av1_units((1, packed_bits(SHORT_HEADER))))
    wide = ">I" if version == 2 else ">H"
    idat = raw.box(b"idat", b"??" + sequence)

    def iloc(first: int, second: int) -> bytes:
        method = b"\0\1" if version else b""
        extents = struct.pack(">HIIII", 2, first, 3, second, len(sequence) - 3)
        item = struct.pack(wide, 1) + method + b"\0\0" + extents
        return raw.box(b"iloc", bytes([version, 0, 0, 0, 0x44, 0]) + struct.pack(wide, 1) + item)

    # From the start of the file, or of what idat holds.
    start = 2 if version else 8 + 4 + len(idat) + len(iloc(0, 0)) + 8
    meta = raw.box(b"meta", bytes(4) + idat + iloc(start, start + 3))
    with pytest.raises(Corrupt, match="larger picture"):
        avif.walk(BytesIO(meta + raw.box(b"mdat", sequence)), Meter(Limits()))


def test_an_item_larger_than_its_file_is_corrupt() -> None:
    item = struct.pack(">HHH", 1, 0, 200) + struct.pack(">II", 0, 0) * 200
    iloc = raw.box(b"iloc", bytes(4) + b"\x44\0" + struct.pack(">H", 1) + item)
    with pytest.raises(Corrupt, match="larger than the file"):
        avif.walk(BytesIO(raw.box(b"meta", bytes(4) + iloc)), Meter(Limits()))


def test_a_good_file_tells_what_its_primary_item_is_and_which_properties_there_are() -> None:
    shown = avif.walk(BytesIO(saved(photo((40, 30)), "avif")), Meter(Limits()))
    assert (shown.primary, shown.sequence) == (1, False)
    assert {b"ispe", b"pixi", b"av1C"} <= {name for name, _ in shown.listed}


def test_boxes_nested_without_end_are_walked_only_so_deep() -> None:
    data = b""
    for _ in range(2000):
        data = raw.box(b"moov", data)
    meter = Meter(Limits())
    avif.walk(BytesIO(data), meter)
    assert meter.seen["chunks"] <= avif.MOST_DEEP + 1
