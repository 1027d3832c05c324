"""HEVC parameter sets: the size that a decoder would make room for, from bytes written here by hand."""

import struct

import pytest

from handler.codecs.scanners.hevc import coded_size, configured
from handler.codecs.scanners.meter import Meter
from handler.core.limits import Limits
from handler.errors import Corrupt, TooLarge


def golomb(value: int) -> str:
    """Return an Exp-Golomb number in bits."""
    bits = f"{value + 1:b}"
    return "0" * (len(bits) - 1) + bits


def parameters(width: int, height: int, *, layers: int = 0, chroma: int = 1, deeper: int = 0) -> bytes:
    """Return a unit with a sequence parameter set of a size."""
    bits = f"0000{layers:03b}1" + "01" * 48
    if layers:
        # The first has a profile and a level, the others neither.
        bits += "11" + "00" * 7 + "10" * 44 + "0" * 8
    bits += golomb(0) + golomb(chroma) + ("0" if chroma == 3 else "") + golomb(width) + golomb(height)
    bits += ("1" + golomb(1) * 4 if deeper else "0") + golomb(deeper) + golomb(0) + "1"
    bits += "0" * (-len(bits) % 8)
    body = int(bits, 2).to_bytes(len(bits) // 8, "big")
    return b"\x42\x01" + body.replace(b"\0\0\0", b"\0\0\3\0").replace(b"\0\0\1", b"\0\0\3\1")


def coded(*units: bytes) -> memoryview:
    """Return units with their lengths before them."""
    return memoryview(b"".join(len(unit).to_bytes(4, "big") + unit for unit in units))


@pytest.mark.parametrize("layers", [0, 1, 3])
@pytest.mark.parametrize("chroma", [0, 1, 3])
@pytest.mark.parametrize("size", [(1, 1), (96, 64), (8192, 4320), (65_535, 1)])
def test_the_size_is_found_in_every_shape_of_a_set(size: tuple[int, int], chroma: int, layers: int) -> None:
    data = coded(b"\x40\x01\x0c", parameters(*size, layers=layers, chroma=chroma), b"\x28\x01\xaf")
    assert coded_size(data, Meter(Limits())) == (size, None)


def test_the_largest_of_several_counts() -> None:
    assert coded_size(coded(parameters(8, 300), parameters(200, 16)), Meter(Limits())).size == (200, 300)


def test_units_are_counted() -> None:
    with pytest.raises(TooLarge, match="blocks"):
        coded_size(coded(*[b"\x28\x01"] * 50), Meter(Limits(blocks=20)))


def test_bytes_that_are_no_units_end_without_a_size() -> None:
    assert coded_size(memoryview(b"\xff" * 40), Meter(Limits())).size == (0, 0)
    assert coded_size(memoryview(b""), Meter(Limits())).size == (0, 0)


def configuration(unit: bytes, chroma: int = 1, deeper: int = 0) -> memoryview:
    """Return the content of a configuration that holds a unit."""
    head = bytearray(22)
    head[16], head[17], head[18], head[21] = 0xFC | chroma, 0xF8 | deeper, 0xF8, 0xFC | 3
    return memoryview(bytes(head) + b"\x01\x21" + struct.pack(">HH", 1, len(unit)) + unit)


def test_a_configuration_gives_its_sets_as_coded_data() -> None:
    data = configured(configuration(parameters(640, 480)))
    assert coded_size(data, Meter(Limits())).size == (640, 480)


@pytest.mark.parametrize("told", [{"chroma": 0}, {"deeper": 2}])
def test_a_set_that_says_another_depth_than_its_configuration_is_corrupt(told: dict[str, int]) -> None:
    """libheif's caller then writes behind the end of the picture."""
    with pytest.raises(Corrupt, match="configuration"):
        configured(configuration(parameters(96, 64), **told))
    assert configured(configuration(parameters(96, 64, **told), **told))


@pytest.mark.parametrize(
    "data", [b"", bytes(22), bytes(21) + b"\xff\x01\x21\0\5\0\x09ab"], ids=["empty", "short", "cut"]
)
def test_a_configuration_that_ends_early_or_has_other_lengths_is_corrupt(data: bytes) -> None:
    with pytest.raises(Corrupt, match="configuration"):
        configured(memoryview(data))
