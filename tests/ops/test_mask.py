"""Mask: a shape of the picture, softly edged."""

from math import pi

import pytest
from PIL import Image
from pydantic import ValidationError

from handler.ops.mask import Mask
from tests.support.images.drawings import cutout, gray, unlike, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "ellipse": (Mask(shape="ellipse"), view()),
    "corners": (Mask(shape="corners", radius=(16,)), view()),
    "leaf": (Mask(shape="corners", radius=(32, 0, 32, 4)), cutout()),
    "gray": (Mask(shape="ellipse"), gray()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/mask-{case}")


SHAPES = (Mask(shape="ellipse"), Mask(shape="corners", radius=(9,)))


@pytest.mark.parametrize("size", [(64, 40), (63, 41), (1, 1), (2, 7)])
@pytest.mark.parametrize("op", SHAPES, ids=repr)
def test_the_shape_is_its_own_mirror_image(op: Mask, size: tuple[int, int]) -> None:
    shape = op.apply(Image.new("RGB", size)).getchannel("A")
    for turn in (Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM):
        assert shape.transpose(turn).tobytes() == shape.tobytes()


def test_the_ellipse_has_the_area_of_an_ellipse() -> None:
    shape = Mask(shape="ellipse").apply(Image.new("RGB", (200, 121))).getchannel("A")
    assert sum(shape.tobytes()) / 255 == pytest.approx(pi * 100 * 60.5, rel=0.005)


def test_each_corner_has_its_own_radius_clockwise_from_the_top_left() -> None:
    shape = Mask(shape="corners", radius=(10, 0, 20, 0)).apply(Image.new("RGB", (60, 50))).getchannel("A")
    corners = [(0, 0), (59, 0), (59, 49), (0, 49)]
    assert [shape.getpixel(place) for place in corners] == [0, 255, 0, 255]
    assert shape.getpixel((3, 3)) == 255
    assert shape.getpixel((55, 45)) == 0


def test_a_radius_ends_at_half_the_shorter_side() -> None:
    image = Image.new("RGB", (40, 20))
    assert (
        unlike(Mask(shape="corners", radius=(4000,)).apply(image), Mask(shape="corners", radius=(10,)).apply(image))
        == 0
    )


@pytest.mark.parametrize("op", SHAPES, ids=repr)
def test_it_only_takes_away(op: Mask) -> None:
    before, after = cutout(), op.apply(cutout())
    assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()
    levels = zip(before.getchannel("A").tobytes(), after.getchannel("A").tobytes(), strict=True)
    assert all(new <= old for old, new in levels)


@pytest.mark.parametrize(
    "fields", [{"shape": "corners"}, {"shape": "ellipse", "radius": (3,)}, {"shape": "corners", "radius": (1, 2)}]
)
def test_corners_take_one_radius_or_four(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="of one value or four"):
        Mask.model_validate(fields)
