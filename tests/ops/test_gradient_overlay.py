"""Gradient overlay: colours along a line, mixed as in CSS."""

import numpy as np
import pytest
from PIL import Image
from pydantic import ValidationError

from handler.ops.gradient_overlay import GradientOverlay
from tests.support.images.drawings import cutout, gray, unlike, view
from tests.support.images.golden_pictures import assert_golden

LOOKS = {
    "below": (GradientOverlay(colors=("00000000", "e60f172a")), view()),
    "sides": (GradientOverlay(colors=("ccff0080", "00000000", "cc0080ff"), angle=90.0), cutout()),
    "slanted": (GradientOverlay(colors=("ffd166", "00ffd166"), stops=(0.2, 0.6), angle=30.0), gray()),
}


@pytest.mark.parametrize("case", LOOKS)
def test_it_looks_as_when_it_was_last_looked_at(case: str) -> None:
    op, image = LOOKS[case]
    assert_golden(op.apply(image), f"ops/gradient_overlay-{case}")


def by_formula(size: tuple[int, int], angle: float, stops: list[float], colours: list[tuple[float, ...]]) -> np.ndarray:
    """Return red, green, blue (premultiplied) and alpha, 0 to 1, of a CSS gradient at the middle of each pixel."""
    across, down = np.sin(np.radians(angle)), -np.cos(np.radians(angle))
    length = abs(size[0] * across) + abs(size[1] * down)
    y, x = np.mgrid[0 : size[1], 0 : size[0]] + 0.5
    place = 0.5 + ((x - size[0] / 2) * across + (y - size[1] / 2) * down) / length
    flat = [(*(part * colour[3] for part in colour[:3]), colour[3]) for colour in colours]
    return np.stack([np.interp(place, stops, [colour[band] for colour in flat]) for band in range(4)], -1)


@pytest.mark.parametrize("angle", [0.0, 90.0, 180.0, 210.0, 300.5])
@pytest.mark.parametrize("stops", [(0.0, 0.5, 1.0), (0.25, 0.3, 0.9)])
def test_it_is_a_css_gradient_over_the_picture(angle: float, stops: tuple[float, ...]) -> None:
    op = GradientOverlay(colors=("80ff0000", "00000000", "0000ff"), stops=stops, angle=angle)
    over = by_formula((300, 200), angle, list(stops), [(1, 0, 0, 128 / 255), (0, 0, 0, 0), (0, 0, 1, 1)])
    expected = 255 * over[..., :3] + 100 * (1 - over[..., 3:])
    apart = np.abs(np.asarray(op.apply(Image.new("RGB", (300, 200), (100, 100, 100)))) - expected)
    # 256 places along the line: where two stops are close, a pixel may be one of them off.
    assert apart.mean() < 0.6
    assert apart.max() <= (3 if stops[1] == 0.5 else 16)


def test_a_clear_colour_brings_no_black() -> None:
    white = Image.new("RGB", (9, 200), "white")
    assert unlike(GradientOverlay(colors=("00000000", "ffffff")).apply(white), white) == 0


def test_alpha_stays() -> None:
    op = GradientOverlay(colors=("000000", "ffffff"))
    assert op.apply(cutout()).getchannel("A").tobytes() == cutout().getchannel("A").tobytes()


@pytest.mark.parametrize(
    ("colors", "stops"), [(("000000",), ()), (("000000", "ffffff"), (0.1,)), (("000000", "ffffff"), (0.9, 0.1))]
)
def test_each_colour_has_a_stop_and_stops_go_up(colors: tuple[str, ...], stops: tuple[float, ...]) -> None:
    with pytest.raises(ValidationError):
        GradientOverlay(colors=colors, stops=stops)
