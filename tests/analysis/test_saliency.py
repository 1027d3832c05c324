"""Saliency: what stands out is rated above what does not."""

import pytest
from PIL import Image

from handler.analysis.attention import busiest
from handler.analysis.saliency import CELLS, lines, salient
from handler.core.geometry import Box, Size

FLAT = [0.0] * 90


def meadow(colour: str, at: int) -> Image.Image:
    image = Image.new("RGB", (300, 100), (90, 140, 60))
    image.paste(colour, (at, 40, at + 16, 56))
    return image


def test_the_means_of_columns_and_of_rows() -> None:
    image = Image.new("F", (3, 2))
    image.putpixel((1, 0), 4.0)
    assert lines(image, across=True) == [0, 2, 0]
    assert [round(value, 5) for value in lines(image, across=False)] == [1.33333, 0]


@pytest.mark.parametrize("across", [True, False])
def test_all_of_it_is_one_and_nothing_is_nothing(across: bool) -> None:
    rated = salient(meadow("red", 40), FLAT, across=across)
    assert len(rated) == CELLS
    assert sum(rated) == pytest.approx(1)
    assert salient(Image.new("RGB", (40, 30), "white"), FLAT, across=across) == [0.0] * CELLS


@pytest.mark.parametrize("colour", ["red", "white", "black", "blue"])
@pytest.mark.parametrize("at", [20, 150, 260])
def test_a_spot_of_another_colour_is_kept(colour: str, at: int) -> None:
    left, _, width, _ = busiest(meadow(colour, at), Box(100, 0, 200, 100), Size(300, 100), by="smart")
    assert left <= at
    assert at + 16 <= left + width


def test_colours_of_one_lightness_are_told_apart_which_edges_cannot() -> None:
    image = Image.new("YCbCr", (300, 100), (120, 128, 128))
    image.paste((120, 90, 200), (10, 40, 40, 70))
    left = {
        by: busiest(image.convert("RGB"), Box(100, 0, 200, 100), Size(300, 100), by=by)[0] for by in ("smart", "edges")
    }
    assert left["smart"] <= 10


def test_skin_is_kept_before_leaves() -> None:
    image = Image.new("RGB", (300, 100), (128, 128, 128))
    image.paste((140, 190, 90), (20, 30, 60, 70))
    image.paste((224, 172, 140), (240, 30, 280, 70))
    assert busiest(image, Box(100, 0, 200, 100), Size(300, 100), by="smart")[0] >= 180
