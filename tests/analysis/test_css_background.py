"""A CSS background: a value that CSS takes, nearer to the picture than its mean colour, as transparent as it is."""

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from handler.analysis.css_background import css_background
from handler.analysis.swatches import average

SAMPLES = Path(__file__).parents[2] / "samples"
BLOT = re.compile(r"radial-gradient\((\d+)% (\d+)% at (\d+)% (\d+)%,(#\w{6})(\w\w)? 30%,(#\w{6})00\)")


def drawn(text: str, width: int, height: int) -> np.ndarray:
    """Return what a browser paints on white, by CSS Images 3: the first layer above, colours premultiplied."""
    *blots, ground = text.replace("),", ")\n").split("\n")
    shown = over(np.full((height, width, 3), 255.0), ground, 1.0)
    ys, xs = np.mgrid[0:height, 0:width]
    for blot in reversed(blots):
        found = BLOT.fullmatch(blot)
        assert found, blot
        across, down, x, y = (int(found[place]) / 100 for place in range(1, 5))
        radius = np.hypot(((xs + 0.5) / width - x) / across, ((ys + 0.5) / height - y) / down)
        alpha = int(found[6] or "ff", 16) / 255
        assert found[5] == found[7]
        shown = over(shown, found[5], alpha * np.clip((1 - radius) / 0.7, 0, 1)[..., None])
    return shown


def over(below: np.ndarray, colour: str, alpha: np.ndarray | float) -> np.ndarray:
    value = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], float)
    share = alpha * (int(colour[7:9], 16) / 255 if colour[7:] else 1)
    return below * (1 - share) + value * share


def small(name: str) -> Image.Image:
    with Image.open(SAMPLES / name) as image:
        found = image.convert("RGBA")
    found.thumbnail((64, 64))
    return found


@pytest.mark.parametrize(
    "name", ["dandelion.jpg", "bee.jpg", "bridge.webp", "astronaut.jpg", "balloons.png", "lighthouse.gif"]
)
def test_it_is_nearer_to_the_picture_than_one_colour(name: str) -> None:
    image = small(name)
    white = Image.new("RGBA", image.size, "white")
    seen = np.array(Image.alpha_composite(white, image).convert("RGB"), float)
    text = css_background(image)
    even = over(np.full_like(seen, 255.0), text.rpartition(",")[2], 1.0)
    assert ((drawn(text, *image.size) - seen) ** 2).mean() < 0.85 * ((even - seen) ** 2).mean()


def test_an_even_colour_is_itself_everywhere_and_a_clear_one_is_clear() -> None:
    assert np.abs(drawn(css_background(Image.new("RGBA", (30, 20), "#336699")), 30, 20) - [51, 102, 153]).max() < 1
    assert drawn(css_background(Image.new("RGBA", (30, 20), (9, 9, 9, 0))), 30, 20).min() == 255


@pytest.mark.parametrize(("size", "shape"), [((60, 40), "25% 33%"), ((40, 60), "33% 25%"), ((1, 64), "33% 25%")])
def test_there_are_more_blots_along_the_longer_side(size: tuple[int, int], shape: str) -> None:
    text = css_background(Image.new("RGBA", size, "red"))
    assert text.count(f"radial-gradient({shape} at ") == 12
    assert text.endswith(",#ff0000")
    assert average(Image.new("RGBA", size, "red")) == (255, 0, 0)
