"""Lending: where Pillow's pixels lie, read and written there, and copied only where they lie in pieces."""

import ctypes

import pytest
from PIL import Image

from handler.bindings.lending import in_one_block, lent
from tests.support.processes.fresh_python import printed

SIZE = (7, 3)
"""Odd, so that a gap between rows would show."""

PIECES = """
from PIL import Image
from handler.bindings.lending import lent
before = Image.linear_gradient("L").resize((3000, 4000)).convert("RGB")  # 48 MB, which Pillow puts into pieces of 16
print(lent(before)[1][0] is before, lent(before)[1][0].tobytes() == before.tobytes())
after = before.copy()
print(lent(after)[1][0] is after)
"""


@pytest.fixture(autouse=True)
def _in_one_block() -> None:
    in_one_block()


def picture(mode: str) -> Image.Image:
    bands = len(mode)
    return Image.frombytes(mode, SIZE, bytes(range(1, SIZE[0] * SIZE[1] * bands + 1)))


@pytest.mark.parametrize(("mode", "width"), [("L", 1), ("RGB", 4), ("RGBA", 4), ("RGBa", 4)])
def test_the_pixels_lie_at_the_address_row_after_row(mode: str, width: int) -> None:
    image = picture(mode)
    address, _ = lent(image)
    there = ctypes.string_at(address, SIZE[0] * SIZE[1] * width)
    raw = "RGBX" if mode == "RGB" else mode
    assert Image.frombytes(mode, SIZE, there, "raw", raw).tobytes() == image.tobytes()


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "RGBa"])
def test_what_is_written_there_is_in_the_picture(mode: str) -> None:
    image = picture(mode)
    address, _ = lent(image)
    ctypes.memset(address, 99, 1)
    pixel = image.getpixel((0, 0))
    assert (pixel if mode == "L" else pixel[0]) == 99  # type: ignore[index] # of several bands
    assert lent(image)[0] == address


def test_the_pixels_stay_where_they_are_while_they_are_lent() -> None:
    image = Image.new("RGB", SIZE, (1, 2, 3))
    address, kept = lent(image)
    del image
    others = [Image.new("RGB", SIZE, (9, 9, 9)) for _ in range(100)]
    assert ctypes.string_at(address, 3) == bytes((1, 2, 3))
    assert kept
    assert others


def test_a_picture_in_pieces_is_copied_and_one_made_afterwards_is_not() -> None:
    assert printed(PIECES).split() == ["False", "True", "True"]
