"""Overlay: where another picture lies, how large it is, and what is seen of it."""

from typing import Any

import pytest
from hypothesis import given
from PIL import Image
from pydantic import ValidationError

from handler.core.geometry import Size
from handler.core.source import Stored
from handler.ops.op import Op
from handler.ops.overlay import Overlay
from handler.recipe import Recipe
from tests.support.images import companions
from tests.support.images.drawings import cutout, gray, view
from tests.support.images.golden_pictures import assert_golden
from tests.support.strategies.operations import operations, pictures

LOGO = Stored(key="logo.png")
RED, BLUE = (255, 0, 0), (0, 0, 255)
GROUND = Image.new("RGB", (100, 60), BLUE)
SPOT = Image.new("RGB", (20, 10), RED)


def laid(image: Image.Image = GROUND, spot: Image.Image = SPOT, **fields: Any) -> Image.Image:
    return companions.given(Overlay.model_validate({"picture": LOGO, **fields}), spot).apply(image)


def box(image: Image.Image, colour: tuple[int, ...] = RED) -> tuple[int, int, int, int] | None:
    """Return where a colour is seen."""
    same = Image.frombytes("L", image.size, bytes(255 * (pixel == colour) for pixel in image.get_flattened_data()))
    return same.getbbox()


LOOKS: dict[str, tuple[dict[str, Any], Image.Image]] = {
    "corner": ({"scale": 30}, view()),
    "tiles": ({"w": 14, "tile": "grid", "angle": 30.0, "opacity": 70, "pad": 4}, view()),
    "multiplied": ({"size_of": "inherit", "mode": "multiply"}, view()),
    "over-transparency": ({"size_of": "inherit", "mode": "screen", "opacity": 80}, cutout()),
    "over-gray": ({"w": 20, "align": ("top", "left"), "pad": 0}, gray()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    fields, image = LOOKS[case]
    assert_golden(laid(image, cutout(), **fields), f"ops/overlay-{case}")


@pytest.mark.parametrize(
    ("fields", "corner"),
    [
        ({}, (75, 45)),
        ({"pad": 0}, (80, 50)),
        ({"align": ("top", "left")}, (5, 5)),
        ({"align": ("top",)}, (75, 5)),
        ({"align": ("left",)}, (5, 45)),
        ({"align": ("center", "middle")}, (40, 25)),
        ({"align": ("middle", "right"), "pad": 7}, (73, 25)),
        ({"x": 3, "y": 4}, (3, 4)),
        ({"x": 3}, (3, 45)),
        ({"x": 0.5, "y": 0.1}, (50, 6)),
    ],
)
def test_it_lies_where_it_is_asked_for(fields: dict[str, Any], corner: tuple[int, int]) -> None:
    assert box(laid(**fields)) == (*corner, corner[0] + 20, corner[1] + 10)


@pytest.mark.parametrize(
    ("fields", "size"),
    [
        ({}, (20, 10)),
        ({"w": 40}, (40, 20)),
        ({"h": 5}, (10, 5)),
        ({"w": 0.5}, (10, 5)),
        ({"h": 1.0}, (20, 10)),
        ({"w": 40, "h": 40}, (40, 20)),
        ({"w": 40, "h": 40, "fit": "max"}, (20, 10)),
        ({"w": 40, "h": 40, "fit": "scale"}, (40, 40)),
        ({"w": 30, "h": 40, "fit": "crop"}, (30, 40)),
        ({"scale": 30}, (30, 15)),
        ({"angle": 90.0}, (10, 20)),
        ({"size_of": "inherit"}, (100, 60)),
    ],
)
def test_it_is_as_large_as_asked_for(fields: dict[str, Any], size: tuple[int, int]) -> None:
    found = box(laid(x=0, y=0, **fields))
    assert found is not None
    assert (found[2] - found[0], found[3] - found[1]) == size


@pytest.mark.parametrize(("x", "y"), [(-5, -5), (90, 55), (-5, 55)])
def test_what_sticks_out_is_not_seen(x: int, y: int) -> None:
    left, top, right, bottom = max(0, x), max(0, y), min(100, x + 20), min(60, y + 10)
    assert box(laid(x=x, y=y)) == (left, top, right, bottom)


@pytest.mark.parametrize("place", [{"x": 100}, {"x": -20}, {"y": 60}, {"y": -10}, {"x": 4000, "y": -8000}])
def test_what_lies_outside_changes_nothing(place: dict[str, Any]) -> None:
    assert laid(**place).tobytes() == GROUND.tobytes()


def test_tiles_repeat_it_from_the_one_that_is_placed() -> None:
    found = laid(tile="grid", pad=5, x=10, y=10)
    for left in (10, 35, 60, 85):
        assert found.getpixel((left, 10)) == found.getpixel((left, 25)) == RED
        assert found.getpixel((left - 1, 10)) == BLUE
    assert laid(tile="grid", pad=0).getextrema() == ((255, 255), (0, 0), (0, 0))
    assert laid(tile="grid").getpixel((4, 4)) == BLUE
    assert laid(tile="grid").getpixel((5, 5)) == RED


@given(operations(Overlay), pictures())
def test_what_is_not_opaque_at_all_changes_nothing_however_often(op: Op, image: Image.Image) -> None:
    assert isinstance(op, Overlay)
    clear = op.model_copy(update={"opacity": 0.0})
    assert clear.neutral
    assert clear.apply(clear.apply(image)).tobytes() == image.tobytes()
    assert Recipe(source=LOGO, ops=(clear, clear)).ops == ()


@pytest.mark.parametrize("opacity", [0.4, 25, 50, 99.6, 100])
def test_opacity_is_the_part_that_is_seen(opacity: float) -> None:
    share = round(255 * opacity / 100) / 255
    found: Any = laid(opacity=opacity, x=0, y=0).getpixel((1, 1))
    assert found == tuple(
        pytest.approx(share * top + (1 - share) * low, abs=0.51) for top, low in zip(RED, BLUE, strict=True)
    )


def test_its_own_transparency_counts() -> None:
    half = Image.new("RGBA", (20, 10), (*RED, 128))
    assert laid(spot=half, x=0, y=0).getpixel((1, 1)) == (128, 0, 127)
    clear = Image.new("RGBA", (100, 60), (0, 0, 255, 0))
    assert laid(clear, half, x=0, y=0).getpixel((1, 1)) == (*RED, 128)
    assert laid(clear, half, x=0, y=0).getpixel((50, 50)) == (0, 0, 255, 0)


def test_a_turned_picture_has_clear_corners() -> None:
    found = laid(angle=45.0, x=0, y=0)
    assert found.getpixel((0, 0)) == BLUE
    assert found.getpixel((11, 11)) == RED


def test_a_colour_covers_everything() -> None:
    assert Overlay(color="ff0000").apply(GROUND).getextrema() == ((255, 255), (0, 0), (0, 0))
    assert Overlay(color="ff0000", opacity=0.0).apply(GROUND).tobytes() == GROUND.tobytes()
    assert Overlay(color="00ff0000").neutral


def test_frames_of_one_size_share_what_was_prepared() -> None:
    taken = []

    class Counted(companions.ReadyPicture):
        def take(self, steps: tuple[Op, ...]) -> Image.Image:
            taken.append(steps)
            return super().take(steps)

    op = Overlay(picture=LOGO, scale=10.0).drawn((Counted(SPOT),))
    first, again = op.apply(GROUND), op.apply(GROUND)
    assert first.tobytes() == again.tobytes()
    assert len(taken) == 1
    op.apply(GROUND.resize((50, 30)))
    assert len(taken) == 2


def test_the_pictures_that_it_draws_are_no_part_of_its_value() -> None:
    op = Overlay(picture=LOGO)
    given_one = companions.given(op, SPOT)
    assert given_one == op
    assert given_one.model_dump_json() == op.model_dump_json()
    assert op.companions == ()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"picture": LOGO, "color": "fff"},
        {"color": "fff", "w": 10},
        {"color": "fff", "align": ("top",)},
        {"picture": LOGO, "align": ("top", "bottom")},
        {"picture": LOGO, "scale": 10.0, "w": 4},
        {"picture": LOGO, "fit": "crop", "w": 4},
        {"picture": LOGO, "size_of": "inherit", "w": 4},
        {"picture": LOGO, "opacity": 101.0},
        {"picture": LOGO, "x": 9000},
        {"picture": LOGO, "x": 1.5},
        {"picture": LOGO, "mode": "burn"},
    ],
)
def test_what_contradicts_itself_is_none(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Overlay.model_validate(fields)


def test_what_it_takes_grows_with_what_it_covers() -> None:
    ground = Size(2000, 1000)
    small = companions.given(Overlay(picture=LOGO), SPOT)
    large = companions.given(Overlay(picture=LOGO, size_of="inherit"), SPOT)
    tiles = companions.given(Overlay(picture=LOGO, tile="grid"), SPOT)
    mixed = companions.given(Overlay(picture=LOGO, size_of="inherit", mode="hue"), SPOT)
    assert small.work(ground) < large.work(ground) < mixed.work(ground) < mixed.work(ground, alpha=True)
    assert small.memory(ground) <= large.memory(ground) < mixed.memory(ground)
    assert small.held(ground) < large.held(ground) == tiles.held(ground) == 4 * ground.area
    assert small.preparing(ground) < tiles.preparing(ground)
