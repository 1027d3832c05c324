"""Gain maps: found by the index of a file, and joined so that the index leads to them again."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.codecs.formats.jpeg import Jpeg, read
from handler.codecs.gain_map import announced, read_map, with_gains
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from handler.errors import Corrupt
from tests.support.images.image_files import photo, saved
from tests.support.images.ultra_hdr import half_bright, ultra_hdr


@pytest.mark.parametrize("iso", [False, True])
def test_a_map_is_found_again_where_it_was_joined(*, iso: bool) -> None:
    data = ultra_hdr(iso=iso)
    found = read_map(memoryview(data), Jpeg(BytesIO(data)), Meter(Limits()), read)
    assert (found.image.size, found.image.mode, len(found.meaning)) == ((40, 30), "L", 1)
    again = with_gains(saved(photo(), "jpg"), saved(half_bright((20, 15)), "jpg"), found.meaning)
    opened = Jpeg(BytesIO(again))
    assert announced(opened)
    other = read_map(memoryview(again), opened, Meter(Limits()), read)
    assert (other.image.size, other.meaning) == ((20, 15), found.meaning)


def test_the_length_in_xmp_is_that_of_what_stands_behind() -> None:
    data = ultra_hdr()
    found = read_map(memoryview(data), Jpeg(BytesIO(data)), Meter(Limits()), read)
    made = with_gains(saved(photo(), "jpg"), saved(half_bright(), "jpg"), found.meaning)
    length = int(made.split(b'Item:Length="')[1].split(b'"')[0])
    assert made[-length:].startswith(b"\xff\xd8\xff")
    assert made[: len(made) - length].endswith(b"\xff\xd9")


@given(st.binary(min_size=1, max_size=60), st.integers(0, 40))
def test_no_index_makes_it_fail_in_another_way(rest: bytes, place: int) -> None:
    data = bytearray(ultra_hdr())
    at = data.index(b"MPF\0") + 4 + place
    data[at : at + len(rest)] = rest
    try:
        image = Jpeg(BytesIO(bytes(data)))
        if announced(image):
            read_map(memoryview(bytes(data)), image, Meter(Limits()), read)
    except (Corrupt, OSError, SyntaxError):
        pass
