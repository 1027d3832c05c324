"""Attention: which part of a picture a crop keeps."""

import pytest
from PIL import Image, ImageDraw

from handler.analysis.attention import busiest
from handler.core.geometry import Box, Size


def portrait() -> Image.Image:
    """Return a face of few strong edges in the upper half, above a coat of fine weak ones."""
    image = Image.new("L", (200, 300), 90)
    draw = ImageDraw.Draw(image)
    for row in range(170, 300, 2):
        draw.line((20, row, 180, row), fill=104)
    draw.ellipse((60, 40, 140, 150), fill=210, outline=20, width=3)
    for eye in (80, 110):
        draw.ellipse((eye, 80, eye + 12, 90), fill=20)
    return image


def test_edges_do_not_behead_a_portrait() -> None:
    left, top, width, height = busiest(portrait(), Box(0, 75, 200, 225), Size(200, 300), by="edges")
    assert (left, width, height) == (0, 200, 150)
    assert top <= 45
    assert top + height >= 150


@pytest.mark.parametrize("by", ["edges", "entropy"])
@pytest.mark.parametrize("at", [10, 150, 270])
def test_the_one_thing_there_is_stays(by: str, at: int) -> None:
    image = Image.new("RGB", (300, 100), "white")
    image.paste(Image.radial_gradient("L").resize((20, 60)), (at, 20))
    left, _, width, _ = busiest(image, Box(100, 0, 200, 100), Size(300, 100), by=by)
    assert left <= at
    assert at + 20 <= left + width


@pytest.mark.parametrize("by", ["edges", "entropy"])
def test_where_there_is_nothing_the_middle_is_kept(by: str) -> None:
    assert busiest(Image.new("RGB", (300, 100)), Box(100, 0, 200, 100), Size(300, 100), by=by) == (100, 0, 100, 100)
