"""Camera: what EXIF says of how a picture was taken, as Pillow writes it; of the place only that it is said."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from handler.codecs.metadata.camera import described, taken


def block(*, order: str = "<", place: bool = True) -> bytes:
    exif = Image.Exif()
    exif.endian = order
    exif[0x010F], exif[0x0110], exif[0x010E] = "Maker", "Model 1", "What is seen"
    inner = exif.get_ifd(0x8769)
    inner[0x829A], inner[0x829D], inner[0x920A] = IFDRational(1, 250), IFDRational(28, 10), IFDRational(50, 1)
    inner[0x8827], inner[0x9003], inner[0x9011], inner[0xA434] = 400, "2024:05:01 12:30:59", "+02:00", "Lens 50 mm"
    if place:
        gps = exif.get_ifd(0x8825)
        gps[1], gps[2] = "N", (IFDRational(52, 1), IFDRational(31, 1), IFDRational(0, 1))
    return exif.tobytes()


@pytest.mark.parametrize("order", ["<", ">"])
def test_all_of_it_is_told_and_no_place(order: str) -> None:
    assert taken(block(order=order)) == {
        "camera": {"make": "Maker", "model": "Model 1", "lens": "Lens 50 mm"},
        "exposure": {"seconds": 0.004, "aperture": 2.8, "focal_length": 50.0, "iso": 400},
        "taken": "2024-05-01T12:30:59+02:00",
        "gps": True,
    }
    assert described(block(order=order)) == "What is seen"
    assert "gps" not in taken(block(order=order, place=False))


@pytest.mark.parametrize("raw", [None, b"", b"Exif\0\0", b"II*\0\x08\0\0\0\0\0", b"MM\0*\xff\xff\xff\xff"])
def test_what_says_nothing_is_nothing(raw: bytes | None) -> None:
    assert (taken(raw), described(raw)) == ({}, "")


def test_a_fraction_over_nothing_or_beyond_the_block_is_left_out() -> None:
    def one(over: int, under: int, at: int = 26 + 18) -> bytes:
        first = struct.pack("<2sHIHHHIII", b"II", 42, 8, 1, 0x8769, 4, 1, 26, 0)
        return first + struct.pack("<HHHIII", 1, 0x829A, 5, 1, at, 0) + struct.pack("<II", over, under)

    assert taken(one(1, 4)) == {"exposure": {"seconds": 0.25}}
    assert taken(one(1, 0)) == taken(one(0, 4)) == taken(one(1, 4, at=4_000_000)) == {}


@given(st.integers(0, 400), st.binary(max_size=8), st.integers(0, 500))
def test_no_damage_raises(at: int, wrong: bytes, cut: int) -> None:
    data = block()
    damaged = (data[:at] + wrong + data[at + len(wrong) :])[:cut]
    assert isinstance(taken(damaged), dict)
    assert described(damaged).isprintable()
