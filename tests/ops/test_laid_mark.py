"""What other dialects say of an overlay: a place from the far edges, copies spread evenly, a part of the height."""

import pytest
from PIL import Image
from pydantic import ValidationError

from handler.core.geometry import Size
from handler.core.source import Stored
from handler.ops.overlay import Overlay
from tests.support.images.companions import given

SPOT = Image.new("RGB", (10, 20), "black")


def covered(wide: int = 100, high: int = 60, spot: Image.Image = SPOT, **fields: object) -> list[tuple[int, int]]:
    """Return the upper left corners of what an overlay of this spot leaves on a white picture."""
    op = given(Overlay.model_validate({"picture": Stored(key="a.png"), **fields}), spot)
    image = op.apply(Image.new("RGB", (wide, high), "white")).convert("L").point(lambda level: 255 - level)
    return [
        (x, y)
        for x in range(wide)
        for y in range(high)
        if image.getpixel((x, y)) and not (x and image.getpixel((x - 1, y))) and not (y and image.getpixel((x, y - 1)))
    ]


@pytest.mark.parametrize(
    ("fields", "corners"),
    [
        ({"right": 5, "bottom": 7}, [(85, 33)]),
        ({"right": 0.1, "y": 0}, [(80, 0)]),
        ({"x": 3, "bottom": 0}, [(3, 40)]),
        ({"right": -4, "bottom": 50}, [(94, 0)]),
        ({"spread": "x", "y": 0}, [(x, 0) for x in range(0, 100, 10)][:1]),
        ({"spread": "y", "x": 5}, [(5, 0)]),
    ],
)
def test_it_lies_where_the_far_edges_say(fields: dict[str, object], corners: list[tuple[int, int]]) -> None:
    assert covered(**fields) == corners


def test_copies_are_spread_with_equal_gaps() -> None:
    assert covered(wide=35, spread="x", y=0) == [(0, 0), (12, 0), (24, 0)]
    assert covered(wide=15, spread="x", y=0) == [(0, 0)]
    assert covered(wide=35, high=50, spread="xy") == [(x, y) for x in (0, 12, 24) for y in (0, 30)]


def test_of_many_copies_there_are_six_in_each_direction() -> None:
    tiny = Image.new("RGB", (2, 2), "black")
    assert len(covered(wide=62, high=62, spot=tiny, spread="xy")) == 36


def test_a_part_of_the_height_is_the_picture_s() -> None:
    def size(**fields: object) -> Size:
        op = given(Overlay.model_validate({"picture": Stored(key="a.png"), **fields}), SPOT)
        assert isinstance(op, Overlay)
        return op.extent(Size(200, 100))

    assert (size(tall=50.0), size(scale=50.0, tall=50.0), size(scale=5.0, tall=50.0)) == (
        *(Size(25, 50), Size(25, 50), Size(10, 20)),
    )


@pytest.mark.parametrize(
    "fields",
    [{"x": 1, "right": 1}, {"y": 0.5, "bottom": 1}, {"spread": "x", "tile": "grid"}, {"tall": 5.0, "w": 3}],
)
def test_what_contradicts_itself_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Overlay.model_validate({"picture": Stored(key="a.png"), **fields})
    with pytest.raises(ValidationError, match="a color covers all"):
        Overlay.model_validate({"color": "red", "right": 1})
