"""Nine-patch: corners keep their size, marked columns and rows share what is left, what does not fit is left out."""

import pytest
from PIL import Image

from handler.core.geometry import Size
from handler.core.source import Stored
from handler.ops.nine_patch import NinePatch, laid_frame, padding
from tests.support.images.companions import given
from tests.support.images.drawings import cutout, gray, view
from tests.support.images.golden_pictures import assert_golden

BLACK = (0, 0, 0, 255)


def frame(columns: str, rows: str) -> Image.Image:
    """Return a frame of red, green and blue cells; of each side an x stretches and a dot does not."""
    image = Image.new("RGBA", (len(columns) + 2, len(rows) + 2))
    for x, mark in enumerate(columns, 1):
        for y, other in enumerate(rows, 1):
            image.putpixel((x, y), (200 * (mark == "x"), 200 * (other == "x"), 90, 255))
            if other == "x":
                image.putpixel((0, y), BLACK)
        if mark == "x":
            image.putpixel((x, 0), BLACK)
    return image


@pytest.mark.parametrize("case", ["view", "transparent", "gray"])
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    hollow = frame("." * 6 + "x" + "." * 6, "." * 6 + "x" + "." * 6)
    hollow.paste((0, 0, 0, 0), (4, 4, 11, 11))
    op = given(NinePatch(picture=Stored(key="f.png")), hollow)
    image = {"view": view(), "transparent": cutout(), "gray": gray()}[case]
    assert_golden(op.apply(image), f"ops/nine_patch-{case}")
    assert op.apply(image).size == image.size


def test_what_is_marked_stretches_and_the_rest_keeps_its_size() -> None:
    laid = laid_frame(frame("..x.x..", ".x."), Size(16, 9))
    reds = [level > 0 for level in laid.getchannel("R").crop((0, 0, 16, 1)).tobytes()]
    assert reds == [*[False] * 2, *[True] * 6, False, *[True] * 6, False]
    middle = [laid.getpixel((0, y)) for y in range(9)]
    assert middle == [(0, 0, 90, 255), *[(0, 200, 90, 255)] * 7, (0, 0, 90, 255)]


def test_without_marks_it_lies_at_the_top_left_if_it_fits() -> None:
    plain = frame("...", "..")
    assert laid_frame(plain, Size(5, 5)).getbbox() == (0, 0, 3, 2)
    assert laid_frame(plain, Size(2, 5)).getbbox() is None
    assert laid_frame(Image.new("RGBA", (1, 1)), Size(5, 5)).getbbox() is None


def test_marks_of_padding_make_room_in_white() -> None:
    marked = frame(".....", "...")
    for x in (3, 4):
        marked.putpixel((x, 4), BLACK)
    marked.putpixel((6, 1), BLACK)
    assert padding(marked) == (2, 1, 0, 2)
    op = given(NinePatch(picture=Stored(key="f.png")), marked)
    assert op.size(Size(10, 10)) == Size(15, 13)
    room, laid = op.settle([], Size(10, 10))
    assert (room.size(Size(10, 10)), laid.size(Size(9, 9)), laid.depends) == (Size(13, 12), Size(9, 9), False)
    framed = op.apply(Image.new("RGB", (10, 10), "teal"))
    assert (framed.size, framed.getpixel((12, 11)), framed.getpixel((2, 4))) == ((13, 12), (255,) * 3, (0, 128, 128))


def test_the_frame_is_read_once_for_all_frames_and_its_cost_is_counted() -> None:
    op = given(NinePatch(picture=Stored(key="f.png"), padded=True), frame(".x.", ".x."))
    assert isinstance(op, NinePatch)
    image = Image.new("RGB", (9, 9))
    op.apply(image)
    first = op.prepared[Size(9, 9)]
    op.apply(image)
    assert op.prepared[Size(9, 9)] is first
    assert op.preparing(Size(1000, 1000)) > NinePatch(picture=Stored(key="f.png")).preparing(Size(10, 10))
    assert (op.held(Size(9, 9)), op.paints, op.needs()) == (324, True, (Stored(key="f.png"),))
    assert op.memory(Size(9, 9)) > 0
