"""Planes: even from one side to the other, and around the middle."""

import numpy as np
import pytest

from handler.ops._planes import along, outwards


@pytest.mark.parametrize("size", [(200, 100), (1, 300), (300, 1), (1, 1), (3000, 7)])
@pytest.mark.parametrize("angle", [0, 45, 90, 180, 271.5])
def test_a_plane_is_that_of_css_at_the_middle_of_every_pixel(size: tuple[int, int], angle: float) -> None:
    across, down = np.sin(np.radians(angle)), -np.cos(np.radians(angle))
    y, x = np.mgrid[0 : size[1], 0 : size[0]] + 0.5
    length = abs(size[0] * across) + abs(size[1] * down)
    place = 0.5 + ((x - size[0] / 2) * across + (y - size[1] / 2) * down) / length
    assert np.abs(np.asarray(along(size, angle)) - 255 * place).max() <= 0.6
    part = np.clip((place - 0.3) / 0.2, 0, 1)
    assert np.abs(np.asarray(along(size, angle, 0.3, 0.5)) - 255 * part).max() <= 0.6


def test_distances_are_measured_from_the_middle_to_a_corner() -> None:
    found = np.asarray(outwards((401, 201), lambda away: away))
    assert found[100, 200] <= 3
    assert found[0, 0] == found[-1, -1] >= 253
    assert found[100, 0] == pytest.approx(255 / np.sqrt(2), abs=2)


def test_a_mask_that_grows_within_a_hair_is_a_step() -> None:
    """Floats so close that nothing lies between them: no division by zero, and black up to there."""
    for start in (0.5, 1 - 2**-53):
        mask = along((8, 4), 90, start, start + 2**-53)
        assert mask.getpixel((0, 0)) == 0
    assert along((8, 4), 90, 0.5, 0.5 + 2**-53).getpixel((7, 0)) == 255
