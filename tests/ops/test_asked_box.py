"""What only the picture's size decides of a box: whether it turns, how far it reaches, where its middle is."""

import pytest
from PIL import Image
from pydantic import ValidationError

from handler.core.geometry import Size
from handler.ops.resize import Resize

WIDE, TALL, SQUARE = Size(400, 200), Size(200, 400), Size(300, 300)


def test_a_box_turns_as_the_picture_lies() -> None:
    for op in (Resize(w=50, h=100, turned=True), Resize(w=100, h=50, turned=True)):
        assert (op.size(WIDE), op.size(TALL)) == (Size(100, 50), Size(50, 100))
    assert Resize(w=50, h=100, fit="crop", turned=True).size(SQUARE) == Size(50, 100)
    assert Resize(w=50, turned=True).size(WIDE) == Size(50, 25)
    assert Resize(w=100, min_h=200, fit="clip", turned=True).size(WIDE) == Size(200, 100)


def test_a_capped_box_is_no_longer_than_the_picture() -> None:
    assert Resize(w=900, h=100, fit="crop", capped=True).size(WIDE) == Size(400, 100)
    assert Resize(w=900, h=900, fit="scale", capped=True).size(WIDE) == Size(400, 200)
    assert Resize(w=0.5, h=900, fit="crop", capped=True).size(WIDE) == Size(200, 200)
    assert Resize(w=900, min_h=900, fit="clip", capped=True).size(WIDE) == Size(400, 200)


def test_what_is_decided_is_so_once() -> None:
    asked = Resize(w=50, h=900, turned=True, capped=True)
    assert asked.at(WIDE) == Resize(w=400, h=50)
    assert asked.at(WIDE).at(TALL) == Resize(w=400, h=50)


def test_a_point_is_kept_in_the_middle_as_far_as_the_picture_goes() -> None:
    def left(x: float) -> float:
        return Resize(w=100, h=100, fit="crop", point=(x, 0)).layout(WIDE).window.left

    assert [left(x) for x in (0, 200, 150, 400, 65_000, 0.5)] == [0, 100, 50, 200, 200, 100]


@pytest.mark.parametrize(
    "fields",
    [
        {"fit": "max", "point": (1, 1)},
        {"fit": "crop", "crop": ("top",), "point": (1, 1)},
        {"fit": "crop", "under": True},
    ],
)
def test_what_says_nothing_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Resize.model_validate({"w": 9, "h": 9, **fields})


def test_a_ground_lies_under_the_picture_where_it_is_asked_for() -> None:
    veiled = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
    asked = Resize(w=8, h=4, fit="fillmax", bg="00ff00")
    assert asked.apply(veiled).getpixel((4, 2)) == (255, 0, 0, 0)
    assert asked.model_copy(update={"under": True}).apply(veiled).getpixel((4, 2)) == (0, 255, 0, 255)
    mean = Resize(w=1.0, h=1.0, fit="fillmax", ground="average", under=True)
    assert mean.apply(veiled).getpixel((0, 0)) == (255, 0, 0, 255)
    plain = Image.new("RGB", (4, 4), "teal")
    assert mean.apply(plain) is plain
