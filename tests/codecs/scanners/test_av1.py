"""The sequence header of AV1: the size and the colours are read, whatever optional fields come before them."""

import pytest

from handler.codecs.scanners import av1
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from tests.support.images.av1_headers import LONG_HEADER, SHORT_HEADER, av1_units, packed_bits


@pytest.mark.parametrize("fields", [SHORT_HEADER, LONG_HEADER])
def test_the_size_in_a_sequence_header_is_found_behind_whatever_stands_there(fields: list[tuple[int, int]]) -> None:
    data = av1_units((2, b""), (5, b"metadata"), (1, packed_bits(fields)), (6, b"frame"))
    assert av1.sequence(data, Meter(Limits())).size == (3001, 701)


P3 = [(1, 1), (12, 8), (13, 8)]


ORDERED = [(1, 1), (99, 7), (7, 3), (15, 4), (1, 1), (3, 2), (0, 1), (1, 1), (0, 1), (1, 1), (7, 3), (7, 3)]
"""Frames have numbers and an order; what is on the screen is told once for all."""


FREE = [(0, 1), (0, 3), (0, 4), (0, 1), (1, 1), (1, 1), (0, 3)]
"""None of it, and each frame says for itself."""


LISTS: list[tuple[list[tuple[int, int]], tuple[int, int] | None]] = [
    ([*SHORT_HEADER, (0, 3), (0, 3), (0, 1), (0, 1), *P3], (12, 13)),
    ([*SHORT_HEADER, (0, 3), (0, 3), (0, 1), (0, 1), (0, 1)], None),
    ([*LONG_HEADER, *ORDERED, (1, 1), (0, 1), (1, 1), (9, 8), (16, 8)], (9, 16)),
    ([(2, 3), *LONG_HEADER[1:], *FREE, (1, 1), (1, 1), (0, 1), *P3], (12, 13)),  # of 12 bits
    ([(1, 3), *LONG_HEADER[1:], *FREE, (1, 1), *P3], (12, 13)),  # of full colour, which is never gray
]


@pytest.mark.parametrize(("fields", "colours"), LISTS)
def test_the_colours_in_a_sequence_header_are_found_behind_whatever_stands_there(
    fields: list[tuple[int, int]], colours: tuple[int, int] | None
) -> None:
    assert av1.sequence(av1_units((1, packed_bits(fields))), Meter(Limits())).colours == colours


def test_units_that_make_no_sense_have_no_size() -> None:
    for data in (b"", b"\n", b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", b"\0" * 9, b"\x3c?xml"):
        assert av1.sequence(memoryview(data), Meter(Limits())).size == (0, 0) or data[:1] == b"\n"
