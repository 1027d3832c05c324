"""Trim: the border goes, the picture stays."""

import pytest
from PIL import Image
from pydantic import ValidationError

from handler.core.geometry import Size
from handler.ops._strips import STRIP
from handler.ops.rect import Rect
from handler.ops.trim import Trim
from tests.support.images.drawings import cutout, framed, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "color": (Trim(mode="color", color="white"), framed("#fff")),
    "auto": (Trim(mode="auto"), framed("#fbfbfb")),
    "transparent": (Trim(mode="auto"), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/trim-{case}")


@pytest.mark.parametrize("colour", ["white", "#123456", "black"])
def test_a_border_of_one_colour_is_cut_off_to_the_pixel(colour: str) -> None:
    assert Trim(mode="auto", tolerance=0).apply(framed(colour)).tobytes() == view().tobytes()


def test_a_border_may_stray_as_far_as_the_tolerance() -> None:
    image = framed("#c8c8c8")
    image.putpixel((1, 1), (210, 200, 190))
    assert Trim(mode="auto", tolerance=10).apply(image).size == (96, 64)
    assert Trim(mode="auto", tolerance=9).apply(image).size == (103, 69)


def test_another_colour_than_the_one_asked_for_is_no_border() -> None:
    assert Trim(mode="color", color="000").apply(framed("white")).size == (112, 76)


def test_a_gray_picture_is_trimmed_as_well() -> None:
    assert Trim(mode="auto").apply(framed("white").convert("L")).size == (96, 64)
    assert Trim(mode="color", color="fff").apply(framed("white").convert("L")).size == (96, 64)


def test_a_picture_that_is_all_border_stays_whole() -> None:
    assert Trim(mode="auto").apply(Image.new("RGB", (9, 5), "red")).size == (9, 5)
    assert Trim(mode="auto").apply(Image.new("RGBA", (9, 5))).size == (9, 5)


def test_transparency_is_border_whatever_colour_lies_under_it() -> None:
    for mode, color in (("auto", None), ("color", "white")):
        image = Image.new("RGBA", (30, 20), (255, 0, 255, 0))
        image.paste((10, 20, 30, 255), (7, 5, 17, 11))
        assert Trim.model_validate({"mode": mode, "color": color}).apply(image).size == (10, 6)


def test_the_settled_part_is_cut_from_every_frame_alike() -> None:
    (part,) = Trim(mode="auto").settle([framed("white")], Size(*framed("white").size))
    assert part == Rect(box=(8, 6, 96, 64))


def test_what_any_frame_shows_stays() -> None:
    frames = []
    for left, top in ((40, 30), (5, 20), (20, 50)):
        frame = Image.new("RGB", (100, 80), "white")
        frame.paste("black", (left, top, left + 10, top + 10))
        frames.append(frame)
    empty = Image.new("RGB", (100, 80), "red")
    (part,) = Trim(mode="auto").settle([empty, *frames, empty], Size(100, 80))
    assert part == Rect(box=(5, 20, 45, 40))
    assert Trim(mode="auto").settle([empty, empty], Size(100, 80)) == ()


@pytest.mark.parametrize("rows", [1, STRIP - 1, STRIP, STRIP + 1, 3 * STRIP])
def test_strips_find_what_the_whole_would(rows: int) -> None:
    """One pixel in every place where a strip may begin or end."""
    for mode, ground, ink in (("RGB", "white", (0, 0, 0)), ("L", "white", (0,)), ("RGBA", "#09090900", (0, 0, 0, 255))):
        for row in {0, STRIP - 1, STRIP, 2 * STRIP - 1, rows - 1} & set(range(rows)):
            image = Image.new(mode, (7, rows), ground)
            image.putpixel((3, row), ink)
            assert Trim(mode="auto").settle([image], Size(7, rows)) == (Rect(box=(3, row, 1, 1)),)


@pytest.mark.parametrize("fields", [{"mode": "color"}, {"mode": "auto", "color": "red"}])
def test_color_and_a_colour_belong_together(fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="trim=color and trim-color belong together"):
        Trim.model_validate(fields)
