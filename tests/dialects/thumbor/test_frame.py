"""What words of a path make of a picture: the sizes that thumbor makes, of pictures that stand and lie."""

import pytest

from handler.core.geometry import Size
from handler.core.source import Stored
from handler.dialects.thumbor.address import Words, path_words
from handler.dialects.thumbor.draft import Draft, Focal
from handler.dialects.thumbor.filters.table import filtered
from handler.dialects.thumbor.frame import crop_part, flips, focal_middle
from handler.recipe import Recipe

WIDE, TALL = Size(600, 400), Size(400, 600)


def sizes(path: str) -> tuple[Size, Size]:
    """Return the size that a path makes of a picture that lies and of one that stands."""
    recipe = Recipe.of(Stored(key="a"), filtered(path_words(f"{path}/a")).ops)
    wide, tall = ([size, *recipe.sizes(size)][-1] for size in (WIDE, TALL))
    return wide, tall


@pytest.mark.parametrize(
    ("path", "wide", "tall"),
    [
        ("300x200", (300, 200), (300, 200)),
        ("900x900", (900, 900), (900, 900)),
        ("300x0", (300, 200), (300, 450)),
        ("0x300", (450, 300), (200, 300)),
        ("origx100", (600, 100), (400, 100)),
        ("100xorig", (100, 400), (100, 600)),
        ("fit-in/300x300", (300, 200), (200, 300)),
        ("fit-in/900x900", (600, 400), (400, 600)),
        ("fit-in/900x900/filters:upscale()", (900, 600), (600, 900)),
        ("fit-in/300x900/filters:fill(red)", (300, 900), (300, 900)),
        ("fit-in/900x0/filters:fill(red)", (900, 400), (900, 600)),
        ("full-fit-in/300x300", (450, 300), (300, 450)),
        ("full-fit-in/900x900", (1350, 900), (900, 1350)),
        ("full-fit-in/900x900/filters:no_upscale()", (600, 400), (400, 600)),
        ("adaptive-fit-in/300x200", (300, 200), (200, 300)),
        ("adaptive-fit-in/200x300", (300, 200), (200, 300)),
        ("adaptive-full-fit-in/100x300", (300, 200), (200, 300)),
        ("adaptive-full-fit-in/300x100", (300, 200), (200, 300)),
        ("adaptive-fit-in/300x0", (300, 200), (300, 450)),
        ("stretch/300x300", (300, 300), (300, 300)),
        ("1000x300/filters:no_upscale()", (600, 300), (400, 300)),
        ("10x20:110x70/50x0", (50, 25), (50, 25)),
        ("10x20:9999x9999", (590, 380), (390, 580)),
        ("50x50/1x2:3x4", (54, 56), (54, 56)),
        ("filters:orient(90)", (400, 600), (600, 400)),
        ("300x0/filters:rotate(90)", (200, 300), (450, 300)),
        ("filters:proportion(0.5)", (300, 200), (200, 300)),
    ],
)
def test_a_path_makes_thumbors_size(path: str, wide: tuple[int, int], tall: tuple[int, int]) -> None:
    assert sizes(path) == (wide, tall)


def test_corners_become_a_part_and_no_corner_none() -> None:
    assert crop_part("10x20:30x50") == (10, 20, 20, 30)
    assert crop_part(".1x0.2:0.3x0.5") == (0.1, 0.2, 0.2, 0.3)
    assert (crop_part(""), crop_part("0x0:0x0")) == (None, None)
    assert [flips(size) for size in ("", "1x1", "-1x1", "1x-", "-x-")] == ["", "", "h", "v", "hv"]


def test_the_middle_of_all_rectangles_is_weighed_by_area() -> None:
    draft = Draft(Words(), focal=(Focal(0, 0, 10, 10), Focal(100, 100, 130, 110)))
    assert focal_middle(draft, None) == (87, 80)
    assert focal_middle(draft, (90, 90, 50, 50)) == (25, 15)
    assert focal_middle(draft, (200, 200, 50, 50)) is None
    assert focal_middle(Draft(Words()), None) is None
    ratios = Draft(Words(), focal=(Focal(0.25, 0.5, 0.25, 0.5), Focal(0.75, 0.5, 0.75, 0.5)))
    assert focal_middle(ratios, None) == (0.5, 0.5)
    assert focal_middle(ratios, (0.5, 0.0, 0.5, 1.0)) == (0.5, 0.5)
