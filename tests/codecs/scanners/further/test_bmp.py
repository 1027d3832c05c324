"""The headers of bitmaps: what is said is told, and nothing but our own errors comes out of any bytes."""

import contextlib
import struct

from hypothesis import given
from hypothesis import strategies as st

from handler.codecs.scanners.further.bmp import bitmap_of
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from handler.errors import ImageError
from tests.support.images.further_files import bmp
from tests.support.images.image_files import photo, saved


def test_a_header_is_told_as_it_stands() -> None:
    found = bitmap_of(memoryview(saved(photo((7, 5)), "bmp")), Meter(Limits()))
    assert (found.size, found.bits, found.upward, found.stride, found.start) == ((7, 5), 24, True, 24, 54)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_header_or_an_error_of_ours(rest: bytes) -> None:
    data = bytearray(bmp((9, 9), 8, bytes(99), palette=bytes(64), length=124))
    data[14 : 14 + len(rest)] = rest
    with contextlib.suppress(ImageError, struct.error):
        assert bitmap_of(memoryview(data), Meter(Limits())).size.area > 0
