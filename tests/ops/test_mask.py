"""Mask: a shape of the picture, softly edged."""

from math import gamma, pi

import pytest
from PIL import Image
from pydantic import ValidationError

from handler.core.geometry import Size
from handler.dialects import native
from handler.errors import InvalidParameter
from handler.ops.mask import Mask
from tests.support.images.drawings import cutout, gray, unlike, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "ellipse": (Mask(shape="ellipse"), view()),
    "corners": (Mask(shape="corners", radius=(16,)), view()),
    "leaf": (Mask(shape="corners", radius=(32, 0, 32, 4)), cutout()),
    **{name: (Mask(shape=name), view()) for name in ("circle", "squircle", "star", "heart", "hexagon")},
    "path": (Mask(shape="path", path="M50 0A50 50 0 1 1 49.9 0ZM50 25A25 25 0 1 0 50.1 25Z"), cutout()),
    "gray": (Mask(shape="ellipse"), gray()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/mask-{case}")


NAMED = ("circle", "squircle", "star", "heart", "hexagon")
SHAPES = (Mask(shape="ellipse"), Mask(shape="squircle"), Mask(shape="hexagon"), Mask(shape="corners", radius=(9,)))


@pytest.mark.parametrize("size", [(64, 40), (63, 41), (1, 1), (2, 7)])
@pytest.mark.parametrize("op", SHAPES, ids=repr)
def test_the_shape_is_its_own_mirror_image(op: Mask, size: tuple[int, int]) -> None:
    shape = op.apply(Image.new("RGB", size)).getchannel("A")
    for turn in (Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.FLIP_TOP_BOTTOM):
        assert shape.transpose(turn).tobytes() == shape.tobytes()


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("size", [(200, 120), (90, 200), (64, 64)])
def test_a_shape_keeps_its_ratio_and_touches_two_sides_in_the_middle(name: str, size: tuple[int, int]) -> None:
    box = Mask.model_validate({"shape": name}).apply(Image.new("RGB", size)).getchannel("A").getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert abs(left - (size[0] - right)) <= 1
    assert abs(top - (size[1] - bottom)) <= 1
    assert min(left, top) == 0
    square = Mask.model_validate({"shape": name}).apply(Image.new("RGB", (200, 200))).getchannel("A").getbbox()
    assert square is not None
    wide, high = square[2] - square[0], square[3] - square[1]
    assert (right - left) / (bottom - top) == pytest.approx(wide / high, rel=0.03)


def test_the_squircle_has_the_area_of_a_superellipse_and_the_hexagon_that_of_one() -> None:
    side = Image.new("RGB", (200, 200))
    squircle, hexagon = (Mask.model_validate({"shape": name}).apply(side) for name in ("squircle", "hexagon"))
    areas = [sum(shape.getchannel("A").tobytes()) / 255 / 100**2 for shape in (squircle, hexagon)]
    # Of |x|^4 + |y|^4 = 1 it is 4 gamma(5/4)^2 / gamma(3/2).
    assert areas[0] == pytest.approx(4 * gamma(1.25) ** 2 / gamma(1.5), rel=0.002)
    assert areas[1] == pytest.approx(1.5 * 3**0.5, rel=0.005)


@pytest.mark.parametrize("fields", [{"shape": "path"}, {"shape": "star", "path": "M0 0H9V9Z"}])
def test_a_path_and_its_data_belong_together(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="mask=path and mask-path belong together"):
        Mask.model_validate(fields)


def test_two_shapes_are_refused_in_words_that_were_said() -> None:
    with pytest.raises(InvalidParameter, match="corner-radius and mask-path are two shapes") as caught:
        native.parse("corner-radius=8&mask-path=M0%200H9L5%209Z", "x")
    assert caught.value.facts["parameter"] in {"corner-radius", "mask-path"}


def test_a_path_that_cannot_be_drawn_is_told_with_its_place() -> None:
    with pytest.raises(ValidationError, match="at character 4: a number is missing here"):
        Mask(shape="path", path="M0 x9")


def test_what_crosses_more_lines_is_estimated_to_take_longer() -> None:
    size = Size(500, 500)
    comb = "M0 0" + "l.04 9 .04-9" * 120
    costs = [op.work(size) for op in (Mask(shape="ellipse"), Mask(shape="heart"), Mask(shape="path", path=comb))]
    assert costs == sorted(costs)
    assert costs[2] > 4 * costs[1]


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
