"""Rotate: clockwise, with room for the corners."""

import pytest
from PIL import Image

from handler.ops.rotate import Rotate
from tests.support.images.drawings import cutout, unlike, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "quarter": (Rotate(angle=90.0), view()),
    "slant": (Rotate(angle=30.0), view()),
    "ground": (Rotate(angle=350.0, bg="f4a261"), view()),
    "see-through": (Rotate(angle=45.0, bg="00ffffff"), view()),
    "transparent": (Rotate(angle=20.0), cutout()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/rotate-{case}")


@pytest.mark.parametrize(("angle", "place"), [(0.0, (0, 0)), (90.0, (63, 0)), (180.0, (95, 63)), (270.0, (0, 95))])
def test_the_top_left_moves_clockwise(angle: float, place: tuple[int, int]) -> None:
    image = view()
    image.putpixel((0, 0), (1, 2, 3))
    assert Rotate(angle=angle).apply(image).getpixel(place) == (1, 2, 3)


def test_four_quarters_are_a_whole_turn() -> None:
    image = cutout()
    for _ in range(4):
        image = Rotate(angle=90.0).apply(image)
    assert image.tobytes() == cutout().tobytes()


@pytest.mark.parametrize(
    ("angle", "size"), [(45.0, (113, 113)), (30.0, (115, 103)), (135.0, (113, 113)), (1.0, (97, 66))]
)
def test_other_angles_make_room_for_the_corners(angle: float, size: tuple[int, int]) -> None:
    assert Rotate(angle=angle).apply(view()).size == size


def test_a_slow_turn_goes_the_same_way_as_a_quarter() -> None:
    """The mark at the right edge sinks, as it does on its way to the bottom."""
    image = Image.new("L", (101, 101), 255)
    image.paste(0, (91, 45, 101, 55))
    dark = Rotate(angle=30.0).apply(image).point([255 * (level < 100) for level in range(256)]).getbbox()
    assert dark is not None
    assert dark[0] > 100
    assert dark[1] > 80


def test_an_even_picture_has_no_fringe_where_it_is_laid_on_its_own_colour() -> None:
    teal = Image.new("RGB", (40, 30), "#008080")
    assert unlike(Rotate(angle=33.0, bg="008080").apply(teal), Image.new("RGB", (50, 47), "#008080")) <= 1


@pytest.mark.parametrize(
    ("bg", "corner"), [(None, (255, 255, 255)), ("f4a261", (244, 162, 97)), ("80f4a261", (244, 162, 97, 128))]
)
def test_the_corners_are_white_or_of_the_ground(bg: str | None, corner: tuple[int, ...]) -> None:
    assert Rotate(angle=45.0, bg=bg).apply(view()).getpixel((0, 0)) == pytest.approx(corner, abs=1)


def test_the_corners_of_a_transparent_picture_are_transparent() -> None:
    assert Rotate(angle=45.0).apply(cutout()).getchannel("A").getpixel((0, 0)) == 0
