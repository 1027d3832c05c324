"""The directories of a TIFF: pages are counted in either byte order, and a chain of them in a circle ends."""

import struct
from io import BytesIO

import pytest

from handler.codecs.scanners.meter import Meter
from handler.codecs.scanners.tiff import pages_of
from handler.core.limits import Limits
from handler.errors import TooLarge
from tests.support.hostile import raw
from tests.support.images.image_files import photo, saved


def counted(data: bytes, page: int = 0, **bounds: int) -> int:
    return pages_of(BytesIO(data), Meter(Limits(**bounds), page))


@pytest.mark.parametrize("options", [{}, {"big_tiff": True}])
@pytest.mark.parametrize("number", [1, 2, 7])
def test_each_page_is_counted(number: int, options: dict[str, bool]) -> None:
    data = saved(photo(), "tiff", save_all=True, append_images=[photo()] * (number - 1), **options)
    assert counted(data) == number


def test_big_endian_directories_are_read_too() -> None:
    entries = struct.pack(">HHIHHHHIHHI", 256, 3, 1, 3000, 0, 257, 3, 1, 2, 0, 0)
    data = b"MM\0*" + struct.pack(">IH", 8, 2) + entries
    assert counted(data) == 1
    with pytest.raises(TooLarge, match="3,000 x 2 pixels"):
        counted(data, source_side=2999)


def test_a_chain_that_leads_back_ends_there() -> None:
    data = raw.pages(3)
    assert counted(data) == 3
    assert counted(data[:-4] + data[4:8]) == 3


def test_pages_past_those_that_count_are_not_looked_for() -> None:
    assert counted(raw.pages(50), frames=5) == 6
    assert counted(raw.pages(50), page=20, frames=5) == 21


def test_a_wanted_page_that_lies_nowhere_is_damage_and_another_is_the_end() -> None:
    data = raw.gray_tiff(8)
    nowhere = data[:-4] + struct.pack("<I", 99_999)
    assert counted(nowhere) == 1
    with pytest.raises(struct.error):
        counted(nowhere, page=1)


def test_the_strips_of_a_page_count_as_pieces_and_all_other_values_as_metadata() -> None:
    data = raw.gray_tiff(8, (273 + 40_000, 7, 500, 0))
    with pytest.raises(TooLarge, match="beside its pixels"):
        counted(data, metadata=500)
    many = data.replace(struct.pack("<HHI", 273, 4, 1), struct.pack("<HHI", 273, 4, 900))
    with pytest.raises(TooLarge, match="pieces"):
        counted(many, chunks=900)
