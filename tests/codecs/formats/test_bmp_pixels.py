"""The pixels of bitmaps: runs are as long as they say, and never longer than their picture."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.codecs.formats._bmp_pixels import unpacked
from handler.core.geometry import Size
from handler.errors import Corrupt


@given(st.binary(max_size=300), st.integers(1, 20), st.integers(1, 20), st.booleans())
def test_whatever_the_bytes_a_picture_has_as_many_pixels_as_it_says(
    data: bytes, width: int, height: int, halves: bool
) -> None:
    with contextlib.suppress(Corrupt):
        assert len(unpacked(memoryview(data), Size(width, height), halves=halves)) == width * height


@given(st.lists(st.integers(0, 15), min_size=3, max_size=200))
def test_pixels_stored_as_they_are_come_back(levels: list[int]) -> None:
    size = Size(len(levels), 1)
    eight = bytes([0, len(levels), *levels]) + bytes(len(levels) % 2)
    assert unpacked(memoryview(eight), size, halves=False) == bytes(levels)
    packed = bytes(levels).hex()[1::2]
    packed += "0" * (-len(packed) % 4)
    assert unpacked(memoryview(bytes([0, len(levels)]) + bytes.fromhex(packed)), size, halves=True) == bytes(levels)


def test_a_picture_that_ends_too_soon_is_damaged() -> None:
    with pytest.raises(Corrupt):
        unpacked(memoryview(b"\2\1"), Size(2, 2), halves=False)
