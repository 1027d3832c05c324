"""Trim by a corner: by the distance of colours, of either corner, and no more than a part of the whole picture."""

import pytest
from PIL import Image

from handler.core.geometry import Size
from handler.ops.rect import Rect
from handler.ops.trim_corner import TrimCorner
from tests.support.images.drawings import view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "within": (TrimCorner(tolerance=60, within=(10, 10, 80, 60)), view()),
    "last": (TrimCorner(corner="bottom-right", tolerance=90), view()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/trim_corner-{case}")


def framed_picture(mode: str = "RGB") -> Image.Image:
    """Return a picture of 40 x 150 whose middle, 20 x 100 at 10, 30, is of another colour."""
    image = Image.new("RGB", (40, 150), (200, 100, 50))
    image.paste((203, 104, 50), (10, 30, 30, 130))
    return image.convert(mode)


@pytest.mark.parametrize(("tolerance", "size"), [(0, (20, 100)), (4, (20, 100)), (5, (40, 150))])
def test_a_colour_is_border_up_to_its_distance(tolerance: int, size: tuple[int, int]) -> None:
    for mode in ("RGB", "RGBA"):
        image = framed_picture(mode)
        assert TrimCorner(tolerance=tolerance).apply(image).size == size
        assert image.size == (40, 150)


def test_gray_is_measured_in_three_channels() -> None:
    image = Image.new("L", (9, 9), 100)
    image.paste(102, (2, 3, 5, 7))
    assert [TrimCorner(tolerance=each).apply(image).size for each in (3, 4)] == [(3, 4), (9, 9)]


def test_alpha_is_a_channel_as_others() -> None:
    image = Image.new("RGBA", (9, 9), (1, 2, 3, 255))
    image.paste((1, 2, 3, 0), (2, 3, 5, 7))
    assert TrimCorner().apply(image).size == (3, 4)


def test_the_other_corner_has_a_border_of_its_own() -> None:
    image = Image.new("RGB", (20, 20), "white")
    image.paste("black", (0, 0, 12, 12))
    assert TrimCorner().settle([image], Size(20, 20)) == ()
    assert TrimCorner(corner="bottom-right").settle([image], Size(20, 20)) == (Rect(box=(0, 0, 12, 12)),)


@pytest.mark.parametrize(
    ("within", "box"),
    [((0, 0, 20, 50), (10, 30, 10, 20)), ((0.5, 0.5, 0.5, 0.5), (20, 75, 10, 55)), ((0, 0, 5, 5), (10, 30, 20, 100))],
)
def test_what_is_kept_lies_within_a_part_of_the_whole(
    within: tuple[float, float, float, float], box: tuple[int, int, int, int]
) -> None:
    assert TrimCorner(within=within).settle([framed_picture()], Size(40, 150)) == (Rect(box=box),)


def test_a_picture_of_one_colour_stays_whole() -> None:
    plain = Image.new("RGB", (9, 9), "red")
    assert TrimCorner().settle([plain], Size(9, 9)) == ()
    assert TrimCorner(within=(1, 1, 3, 3)).settle([plain], Size(9, 9)) == (Rect(box=(1, 1, 3, 3)),)


def test_all_frames_are_looked_at_and_the_cost_is_that_of_all_pixels() -> None:
    op = TrimCorner()
    assert (op.depends, op.everywhere) == (True, True)
    assert op.looking(Size(1000, 1000)) < op.looking(Size(1000, 1000), alpha=True)
    assert op.work(Size(1000, 1000), 0.5) == 0.25
