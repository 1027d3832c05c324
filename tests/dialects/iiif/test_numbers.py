"""Numbers: digits and a point, and the same part for the same percentage."""

import pytest

from handler.dialects.iiif.numbers import fraction_of, part_of, percent, plain_decimal, whole_of
from handler.errors import InvalidParameter


def test_what_python_would_read_is_no_number() -> None:
    for text in ("", "-1", "+5", "1e2", "1_000", "٣", " 1", "1 ", "0x1", "1.5", "９", "1" * 25):
        with pytest.raises(InvalidParameter, match="region="):
            whole_of("region", text)
    for text in ("", "-1", "+0.9", "1e2", "1_0.0", "٣.٣", "1.", ".", "1.2.3", "inf", "nan", "-0"):
        with pytest.raises(InvalidParameter, match="rotation="):
            fraction_of("rotation", text)


def test_numbers_are_read() -> None:
    assert [whole_of("size", text) for text in ("0", "10", "007")] == [0, 10, 7]
    assert [fraction_of("rotation", text) for text in ("0", "22.5", ".9", "0.90", "360")] == [0, 22.5, 0.9, 0.9, 360]


def test_a_percentage_is_the_nearest_part_and_is_written_as_it_was() -> None:
    assert part_of("region", "41.6") == 0.416
    assert 41.6 / 100 != 0.416
    for text in ("41.6", "7.5", "100", "33.3333333333", "0.001", "120"):
        assert percent(part_of("region", text)) == text


def test_numbers_are_written_without_needless_zeros_or_exponents() -> None:
    assert [plain_decimal(number) for number in (90.0, 22.5, 0.0, 1e-7, 100.0)] == [
        "90",
        "22.5",
        "0",
        "0.0000001",
        "100",
    ]
