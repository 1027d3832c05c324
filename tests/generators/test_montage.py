"""Montage: where each picture lies, what its sheet holds, and where it ends."""

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from pydantic import ValidationError

from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.errors import TooLarge
from handler.generators.montage import MOST_LISTED, Montage
from handler.recipe import Made, Recipe
from handler.rendering.companions import check_sources
from tests.conftest import Client

if TYPE_CHECKING:
    from collections.abc import Sequence

RED, GREEN, BLUE = (255, 0, 0), (0, 128, 0), (0, 0, 255)


def montage(count: int = 3, **fields: Any) -> Montage:
    keys = tuple(f"{number}.png" for number in range(count))
    return Montage(**{"keys": keys, "cell": (10, 6), "gap": 2, **fields})


def tiles(colours: "Sequence[tuple[int, int, int]]", size: tuple[int, int] = (10, 6)) -> tuple[Image.Image, ...]:
    return tuple(Image.new("RGB", size, colour) for colour in colours)


@pytest.mark.parametrize(
    ("count", "columns", "size"),
    [(1, None, (10, 6)), (3, None, (22, 14)), (3, 3, (34, 6)), (3, 1, (10, 22)), (4, None, (22, 14)), (5, 9, (58, 6))],
)
def test_its_size_is_that_of_its_cells_and_gaps(count: int, columns: int | None, size: tuple[int, int]) -> None:
    assert montage(count, columns=columns).size() == size


def test_pictures_lie_row_by_row_in_the_middle_of_their_cells() -> None:
    sheet = montage(fill="000000").draw(tiles([RED, GREEN, BLUE]))
    assert [sheet.getpixel(at) for at in ((0, 0), (12, 0), (0, 8), (10, 0), (12, 8))] == [
        *(RED, GREEN, BLUE),
        *((0, 0, 0), (0, 0, 0)),
    ]
    assert montage(1).places((Size(4, 2),)) == ((3, 2, 7, 4),)


def test_a_clear_ground_stays_clear_and_another_does_not() -> None:
    half = (Image.new("RGBA", (10, 6), (255, 0, 0, 128)),)
    assert montage(1, fill="0000").draw(half).getpixel((0, 0)) == (255, 0, 0, 128)
    assert montage(1, fill="0000ff").draw(half).getpixel((0, 0)) == (128, 0, 127)


@pytest.mark.parametrize(
    "fields", [{"keys": ()}, {"count": MOST_LISTED + 1}, {"cell": (2048, 2048), "columns": 3}, {"keys": ("../a",)}]
)
def test_what_cannot_be_drawn_is_none(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        montage(**fields)


def test_twenty_four_pictures_are_read_and_no_more() -> None:
    check_sources(Recipe(source=Made(made=montage(24))), Limits())
    with pytest.raises(TooLarge) as caught:
        check_sources(Recipe(source=Made(made=montage(25))), Limits())
    assert caught.value.facts == {"limit": "montage", "max": 24, "actual": 25}


def test_laid_over_a_picture_it_counts_as_what_it_reads() -> None:
    over = {"op": "overlay", "picture": Made(made=montage(8))}
    with pytest.raises(TooLarge, match="sources"):
        check_sources(Recipe.model_validate({"source": {"key": "a.jpg"}, "ops": (over,)}), Limits())


def test_a_sprite_sheet_tells_where_each_picture_lies(client: Client) -> None:
    path = "/generate/montage?keys=bee.jpg,owl.png,bee.jpg&cell=60x60&cell-fit=clip&gap=4&fill=0000"
    told = json.loads(client().get(f"{path}&fm=json").content)
    assert (told["source"]["width"], told["source"]["height"]) == (124, 124)
    spots = told["source"]["pictures"]
    assert [spot["key"] for spot in spots] == ["bee.jpg", "owl.png", "bee.jpg"]
    sheet = client().get(f"{path}&fm=png")
    with Image.open(BytesIO(sheet.content)) as image:
        for spot in spots:
            box = (spot["x"], spot["y"], spot["x"] + spot["width"], spot["y"] + spot["height"])
            assert image.crop(box).getchannel("A").getextrema() == (255, 255)
        seen = sum(spot["width"] * spot["height"] for spot in spots)
        assert sum(level == 255 for level in image.getchannel("A").tobytes()) == seen


def test_its_cache_tag_names_its_pictures_and_one_that_is_missing_is_404(client: Client) -> None:
    app = client()
    answer = app.get("/generate/montage?keys=bee.jpg,owl.png&cell=20x20")
    assert len(answer.headers["cache-tag"].split(",")) == 2
    assert app.get("/generate/montage?keys=bee.jpg,none.png&cell=20x20").status_code == 404
