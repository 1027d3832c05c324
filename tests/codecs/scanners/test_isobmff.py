"""Where the data of items and frames lies in an ISO base media file, from tables written here by hand."""

import struct

import pytest

from handler.codecs.scanners.isobmff import Table, items, samples
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from handler.errors import Corrupt, TooLarge

DATA = b"abcdefghijklmnop"


def listed(*tables: tuple[bytes, bytes]) -> tuple[memoryview, list[Table]]:
    """Return a file whose data stands first, and where the content of each table behind it lies."""
    data, found = DATA, []
    for name, content in tables:
        found.append(Table(name, len(data), len(data) + len(content)))
        data += content
    return memoryview(data), found


def iloc(*extents: tuple[int, int], base: int = 0, method: int | None = None, more: int = 0) -> bytes:
    """Return the content of an `iloc` box of one item: pairs of a place and a length."""
    version = 0 if method is None else 1
    head = bytes([version, 0, 0, 0, 0x44, 0x40]) + struct.pack(">HH", 1 + more, 1)
    item = (b"" if method is None else struct.pack(">H", method)) + struct.pack(">HIH", 0, base, len(extents))
    return head + item + b"".join(struct.pack(">II", *extent) for extent in extents)


def found(content: bytes, idat: int = 0, **bounds: int) -> list[bytes]:
    data, (table,) = listed((b"iloc", content))
    return [bytes(item) for item in items(data, table, idat, Meter(Limits(**bounds)))]


def test_the_parts_of_an_item_are_joined_in_their_order() -> None:
    assert found(iloc((4, 3), (0, 2))) == [b"efgab"]


def test_places_count_from_the_base_and_from_idat_where_that_is_meant() -> None:
    assert found(iloc((1, 2), base=4), idat=8) == [b"fg"]
    assert found(iloc((1, 2), base=4, method=1), idat=8) == [b"no"]


def test_a_part_without_a_length_goes_on_to_the_end() -> None:
    content = iloc((14, 0))
    assert found(content) == [b"op" + content]


def test_what_is_listed_is_counted_before_it_is_read() -> None:
    with pytest.raises(TooLarge, match="lists 31 entries"):
        found(iloc((0, 1), more=30), entries=30)
    with pytest.raises(TooLarge, match="pieces"):
        found(iloc((0, 1), (1, 1), (2, 1)), chunks=2)


def test_a_table_that_ends_early_is_corrupt() -> None:
    with pytest.raises(Corrupt, match="cut short"):
        found(iloc((0, 1))[:-1])


def test_an_item_that_repeats_the_file_is_corrupt() -> None:
    with pytest.raises(Corrupt, match="larger than the file"):
        found(iloc(*[(0, 16)] * 40))


STSZ = bytes(4) + struct.pack(">5I", 0, 3, 2, 1, 4)  # three frames of 2, 1 and 4 bytes
STSC = bytes(4) + struct.pack(">7I", 2, 1, 2, 1, 2, 1, 1)  # two frames in the first chunk, one in the second
STCO = bytes(4) + struct.pack(">3I", 2, 0, 8)
CO64 = bytes(4) + struct.pack(">IQQ", 2, 0, 8)


@pytest.mark.parametrize("places", [(b"stco", STCO), (b"co64", CO64)])
def test_frames_follow_one_another_within_a_chunk(places: tuple[bytes, bytes]) -> None:
    data, tables = listed((b"stsz", STSZ), (b"stsc", STSC), places)
    assert [bytes(frame) for frame in samples(data, tables)] == [b"ab", b"c", b"ijkl"]


def test_frames_of_one_size_say_it_once() -> None:
    data, tables = listed((b"stsz", bytes(4) + struct.pack(">2I", 2, 3)), (b"stsc", STSC), (b"stco", STCO))
    assert [bytes(frame) for frame in samples(data, tables)] == [b"ab", b"cd", b"ij"]


def test_every_track_brings_its_own_three_tables() -> None:
    track = ((b"stsz", STSZ), (b"stsc", STSC), (b"stco", STCO))
    data, tables = listed(*track, *track)
    assert len(list(samples(data, tables))) == 6
    assert list(samples(data, tables[:2])) == []
