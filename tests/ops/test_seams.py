"""Seams: operations that lay a picture beside a colour leave no line where the two meet."""

from functools import reduce
from itertools import combinations

import pytest
from PIL import Image

from handler.dialects import native
from handler.ops.border import Border
from handler.ops.rotate import Rotate
from tests.support.images.drawings import unlike

SIDES = (40, 30)
ROOMS = ("pad=7", "rot=30", "w=60&h=50&fit=fill", "w=60&h=50&fit=fillmax", "mask=ellipse", "corner-radius=9")
"""All that needs a ground, each with the picture's edge somewhere else."""

PAIRS = [
    "&".join(rooms)
    for number in (1, 2, 3)
    for rooms in combinations(ROOMS, number)
    if sum("fit=" in room for room in rooms) < 2 and sum(room[:3] in {"mas", "cor"} for room in rooms) < 2
]
GROUND = (255, 128, 0)


def made(query: str, image: Image.Image) -> Image.Image:
    """Return what the operations of a query make of a picture."""
    ops = native.parse(query, "x").recipe.ops
    return reduce(lambda picture, op: op.apply(picture), ops, image)


def even(*colour: int) -> Image.Image:
    return Image.new("RGBA" if len(colour) == 4 else "RGB", SIDES, colour)


def colours(image: Image.Image) -> list[tuple[int, ...]]:
    return [colour for _, colour in image.convert("RGBA").getcolors(1 << 16) or ()]  # type: ignore[misc] # four numbers


@pytest.mark.parametrize("rooms", PAIRS)
def test_a_translucent_ground_counts_once_beside_and_under_the_picture(rooms: str) -> None:
    assert colours(made(f"{rooms}&bg=80ff8000", even(0, 0, 0, 0))) == [(*GROUND, 128)]
    beside = made(f"{rooms}&bg=80ff8000", even(0, 0, 255))
    assert beside.getpixel((0, 0)) == (*GROUND, 128)
    assert beside.getchannel("A").getextrema() == (128, 255)


@pytest.mark.parametrize("border", ["border=3,ff8000", "border=3,ff8000&pad=2"])
@pytest.mark.parametrize("rooms", [rooms for rooms in PAIRS if "pad" not in rooms])
def test_a_border_lies_on_the_ground_as_the_picture_does(rooms: str, border: str) -> None:
    found = colours(made(f"{rooms}&{border}&bg=80ff8000", even(0, 0, 0, 0)))
    assert {colour[:3] for colour in found} == {GROUND}
    assert {colour[3] for colour in found} <= set(range(128, 256))


@pytest.mark.parametrize("rooms", [*PAIRS, "corner-radius=9&border=3,ff8000", "border=3,ff8000"])
@pytest.mark.parametrize("colour", [GROUND, (*GROUND, 255), (*GROUND, 0), (9, 9, 9, 0)], ids=str)
def test_a_picture_on_its_own_colour_cannot_be_told_from_it(rooms: str, colour: tuple[int, ...]) -> None:
    found = colours(made(f"{rooms}&bg=ff8000", even(*colour)))
    # Colours are premultiplied in 8 bits while they are resized: what is turned before can be a few levels off.
    most = 3 if "rot" in rooms and "fit" in rooms else 0
    assert max(abs(part - other) for each in found for part, other in zip(each, (*GROUND, 255), strict=True)) <= most


@pytest.mark.parametrize(
    "rooms", [rooms for rooms in (*PAIRS, "corner-radius=9&border=3,ff8000") if not ("rot" in rooms and "fit" in rooms)]
)
@pytest.mark.parametrize("ground", ["ff8000", "0000ff", "000000", "ffffff"])
def test_every_pixel_lies_between_the_picture_and_its_ground(rooms: str, ground: str) -> None:
    picture, below = (40, 200, 90), tuple(bytes.fromhex(ground))
    for image in (even(*picture), even(*picture, 255)):
        for colour in colours(made(f"{rooms.replace('ff8000', ground)}&bg={ground}", image)):
            bounds = zip(colour, (*picture, 255), (*below, 255), strict=True)
            assert all(min(one, other) <= part <= max(one, other) for part, one, other in bounds), colour


def test_a_turned_edge_on_nothing_keeps_the_pictures_colour() -> None:
    found = colours(Rotate(angle=30.0).apply(even(40, 200, 90, 255)))
    assert all(colour[:3] == (40, 200, 90) for colour in found if colour[3] > 16)


def test_a_border_is_round_on_both_sides_of_its_width() -> None:
    image = Border(frame=(6, "ff0000"), radius=(10,)).apply(Image.new("RGB", (60, 40), "blue"))
    assert image.size == (72, 52)
    assert image.getpixel((0, 0)) == (255, 0, 0, 0)
    # The corner's centre is at (16, 16): red from 10 pixels on, up to 16.
    for away in range(2, 22):
        step = 16 - round(away * 0.7071)
        pixel = image.getpixel((step, step))
        if away not in {9, 10, 11, 15, 16, 17}:
            expected = (0, 0, 255, 255) if away < 9 else (255, 0, 0, 255) if away < 15 else (255, 0, 0, 0)
            assert pixel == expected


def test_a_border_around_cut_corners_cuts_them_no_further() -> None:
    twice = made("corner-radius=10&border=8,0000ff", even(0, 0, 255))
    assert {colour[:3] for colour in colours(twice)} == {(0, 0, 255)}
    assert unlike(twice, made("border=8,0000ff&corner-radius=10", even(0, 0, 255))) == 0
    inside = twice.crop((8, 8, 48, 38)).getchannel("A")
    assert inside.getextrema() == (255, 255)
