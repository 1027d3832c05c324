"""Pad: room around the picture, which stays as it is."""

import pytest
from PIL import Image
from pydantic import ValidationError

from handler.core.geometry import Size
from handler.ops.pad import Pad
from tests.support.images.drawings import cutout, gray, seen, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "white": (Pad(width=6), view()),
    "ground": (Pad(width=10, bg="f4a261"), cutout()),
    "sides": (Pad(width=4, left=20, bottom=0, bg="1d3557"), view()),
    "see-through": (Pad(width=10, bg="80f4a261"), view()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/pad-{case}")


@pytest.mark.parametrize("bg", [None, "f4a261", "80f4a261"])
@pytest.mark.parametrize("image", [view(), cutout(), gray()], ids=lambda image: image.mode)
def test_the_picture_lies_in_the_middle_untouched(image: Image.Image, bg: str | None) -> None:
    result = Pad(width=5, bg=bg).apply(image)
    assert seen(result.crop((5, 5, 101, 69))) == seen(image.convert(result.mode))


@pytest.mark.parametrize(
    ("image", "bg", "room"),
    [
        (view(), None, (255, 255, 255)),
        (gray(), None, 255),
        (cutout(), None, (255, 255, 255, 0)),
        (view(), "80f4a261", (244, 162, 97, 128)),
        (gray(), "f4a261", (244, 162, 97)),
    ],
)
def test_the_room_is_white_transparent_or_of_the_ground(image: Image.Image, bg: str | None, room: object) -> None:
    assert Pad(width=1, bg=bg).apply(image).getpixel((0, 0)) == room


@pytest.mark.parametrize("image", [view(), cutout(), gray()], ids=lambda image: image.mode)
def test_each_side_has_its_own_width_in_place_of_that_of_all(image: Image.Image) -> None:
    result = Pad(width=5, left=1, bottom=0).apply(image)
    assert result.size == (96 + 1 + 5, 64 + 5)
    assert seen(result.crop((1, 5, 97, 69))) == seen(image)
    assert Pad(top=3).size(Size(10, 10)) == (10, 13)


def test_a_pad_without_a_width_is_none() -> None:
    with pytest.raises(ValidationError, match="a width is missing"):
        Pad(bg="ffffff")


def test_no_width_is_no_pad() -> None:
    assert Pad(width=0, bg="80f4a261").apply(view()).tobytes() == view().tobytes()
