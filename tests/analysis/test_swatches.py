"""Swatches: the colours of a picture, beside an exhaustive k-means, and the named ones among them."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from handler.analysis.swatches import FEW, MANY, TARGETS, Swatch, average, named, relative_luminance, swatches

SAMPLES = sorted(path for path in (Path(__file__).parents[2] / "samples").iterdir() if path.suffix != ".md")
WORSE = 1.25
"""How much further from their pixels the colours may be than those of the best k-means of four beginnings."""


def small(path: Path, side: int = 40) -> Image.Image:
    with Image.open(path) as image:
        found = image.convert("RGBA")
    found.thumbnail((side, side))
    return found


def distance(pixels: np.ndarray, colours: np.ndarray) -> float:
    """Return the mean square of how far pixels are from the nearest colour."""
    return float(((pixels[:, None] - colours[None]) ** 2).sum(2).min(1).mean())


def best(pixels: np.ndarray, number: int) -> float:
    """Return that distance of the best of four k-means, each begun by chance from other pixels."""
    found = []
    for seed in range(4):
        random = np.random.default_rng(seed)
        colours = pixels[random.choice(len(pixels), number, replace=False)]
        for _ in range(15):
            nearest = ((pixels[:, None] - colours[None]) ** 2).sum(2).argmin(1)
            kept = [pixels[nearest == place].mean(0) for place in range(number) if (nearest == place).any()]
            colours = np.array(kept)
            number = len(colours)
        found.append(distance(pixels, colours))
    return min(found)


@pytest.mark.parametrize("number", [FEW, MANY])
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_colours_are_as_near_to_the_pixels_as_those_of_an_exhaustive_search(path: Path, number: int) -> None:
    image = small(path)
    [found] = swatches(image, number)
    rows = np.array(image).reshape(-1, 4)
    pixels = rows[rows[:, 3] >= 128][:, :3].astype(float)
    assert distance(pixels, np.array([each.colour for each in found])) < WORSE * best(pixels, number) + 1
    assert sum(each.coverage for each in found) == pytest.approx(1)
    assert all(one.coverage >= other.coverage for one, other in pairwise(found))
    assert len(found) <= number


def test_a_picture_of_few_colours_is_made_of_those_and_as_much_of_each_as_there_is() -> None:
    image = Image.new("RGBA", (40, 10), "#112233")
    image.paste((255, 0, 0, 255), (0, 0, 10, 10))
    image.paste((0, 200, 0, 0), (10, 0, 20, 10))
    [found] = swatches(image, FEW)
    assert [(each.hex, round(each.coverage, 6)) for each in found] == [("#112233", 0.666667), ("#ff0000", 0.333333)]


def test_a_clear_picture_has_no_colours() -> None:
    clear = Image.new("RGBA", (9, 9), (200, 0, 0, 0))
    assert swatches(clear, FEW, MANY) == [[], []]
    assert average(clear) == (0, 0, 0)
    assert named([]) == {}


def test_the_average_is_that_of_light_and_what_is_clear_does_not_count() -> None:
    image = Image.new("RGBA", (2, 1), "black")
    image.putpixel((0, 0), (255, 255, 255, 255))
    assert average(image) == (188, 188, 188)
    image.putpixel((1, 0), (0, 0, 0, 0))
    assert average(image) == (255, 255, 255)


def test_luminance_is_that_of_wcag() -> None:
    assert relative_luminance((255, 255, 255)) == pytest.approx(1)
    assert relative_luminance((0, 0, 0)) == 0
    assert [round(relative_luminance(colour), 4) for colour in ((255, 0, 0), (0, 255, 0), (0, 0, 255))] == [
        0.2126,
        0.7152,
        0.0722,
    ]
    assert relative_luminance((119, 119, 119)) == pytest.approx(0.1845, abs=0.001)


def test_a_name_is_given_to_a_colour_that_is_like_it_and_to_each_once() -> None:
    given = {
        "vibrant": (240, 20, 20),
        "vibrant_light": (120, 190, 250),
        "vibrant_dark": (110, 10, 90),
        "muted": (110, 130, 120),
        "muted_light": (190, 180, 185),
        "muted_dark": (60, 70, 80),
    }
    found = named([Swatch(colour, 1 / 6) for colour in given.values()])
    assert {name: each.colour for name, each in found.items()} == given
    assert list(found) == list(TARGETS)
    one = named([Swatch((240, 20, 20), 1.0)])
    assert list(one) == ["vibrant"]
