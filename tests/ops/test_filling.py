"""Filling: how much of a pixel lies inside, by winding numbers."""

import numpy as np
import pytest
from PIL import Image

from handler.ops._filling import crossed, filled
from handler.ops._path_data import polygons

PATHS = {
    "triangle": "M0 0H100L50 90Z",
    "ring": "M50 0A50 50 0 1 1 49.9 0ZM50 25A25 25 0 1 0 50.1 25Z",
    "two that overlap, turned alike": "M0 0H60V60H0ZM30 30H90V90H30Z",
    "two that overlap, turned against each other": "M0 0H60V60H0ZM30 30V90H90V30Z",
    "a star of one line, which crosses itself": "M50 0L80 90L2 35H98L20 90Z",
    "a curl": "M0 50C0-50 100 150 100 50S0-40 50 90Z",
}


def by_winding(size: tuple[int, int], path: str) -> np.ndarray:
    """Return the mask of SVG's rule `nonzero`, sampled at 8 x 8 places a pixel: slow and plain."""
    outlines = [np.array(outline) for outline in polygons(path)]
    every = np.concatenate(outlines)
    low, span = every.min(axis=0), np.ptp(every, axis=0)
    scale = min(size[0] / span[0], size[1] / span[1])
    shift = (np.array(size) - span * scale) / 2
    fine = 8
    y, x = (np.mgrid[0 : size[1] * fine, 0 : size[0] * fine] + 0.5) / fine
    winding = np.zeros(x.shape, int)
    for outline in outlines:
        corners = (outline - low) * scale + shift
        for (x0, y0), (x1, y1) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            if y0 == y1:
                continue
            right = x0 + (y - y0) * (x1 - x0) / (y1 - y0) > x
            winding += np.where((y0 <= y) & (y < y1) & right, 1, 0) - np.where((y1 <= y) & (y < y0) & right, 1, 0)
    inside = (winding != 0).reshape(size[1], fine, size[0], fine)
    return np.asarray(255 * inside.mean(axis=(1, 3)))


@pytest.mark.parametrize("size", [(80, 60), (33, 71)])
@pytest.mark.parametrize("name", PATHS)
def test_each_pixel_is_covered_as_far_as_it_lies_inside(name: str, size: tuple[int, int]) -> None:
    found, expected = np.asarray(filled(size, polygons(PATHS[name]))).astype(float), by_winding(size, PATHS[name])
    # 16 samples against 64: a pixel at an edge may differ by some of them, none elsewhere.
    assert np.abs(found - expected).max() <= 64
    assert np.abs(found - expected).mean() < 1.5
    assert np.mean(np.abs(found - expected) > 20) < 0.03


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1), (2, 3)])
def test_any_size_can_be_filled(size: tuple[int, int]) -> None:
    assert filled(size, polygons("M0 0H9V9H0Z")).size == size


def test_a_square_in_a_wide_picture_is_exact() -> None:
    mask = filled((30, 10), polygons("M5 5H9V9H5Z"))
    expected = Image.new("L", (30, 10))
    expected.paste(255, (10, 0, 20, 10))
    assert mask.tobytes() == expected.tobytes()


def test_the_lines_that_one_crosses_are_counted_from_above() -> None:
    assert crossed(polygons("M0 0H9V9H0Z")) == 2
    assert crossed(polygons("M0 0" + "l1 9 1-9" * 10)) == 20
