"""Gradient: colours that flow, without steps, bands or kinks."""

from itertools import pairwise

import pytest
from PIL import Image
from pydantic import ValidationError

from handler.core.geometry import Size
from handler.generators import Gradient
from handler.generators.gradient import BAND, shade


def at(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    pixel = image.getpixel((round(x * (image.width - 1)), round(y * (image.height - 1))))
    assert isinstance(pixel, tuple)
    return pixel


@pytest.mark.parametrize(
    ("angle", "start", "end"),
    [
        (0, (0.5, 1), (0.5, 0)),
        (90, (0, 0.5), (1, 0.5)),
        (180, (0.5, 0), (0.5, 1)),
        (270, (1, 0.5), (0, 0.5)),
        (45, (0, 1), (1, 0)),
        (135, (0, 0), (1, 1)),
    ],
)
def test_a_line_flows_towards_its_angle_as_in_css(
    angle: float, start: tuple[float, float], end: tuple[float, float]
) -> None:
    drawn = Gradient(dimensions=(400, 300), fill=("ff0000", "0000ff"), angle=angle).draw(())
    assert at(drawn, *start) == pytest.approx((255, 0, 0), abs=3)
    assert at(drawn, *end) == pytest.approx((0, 0, 255), abs=3)


def test_a_radial_gradient_flows_from_the_middle_to_the_corners() -> None:
    drawn = Gradient(dimensions=(401, 301), fill=("ff0000", "0000ff"), shape="radial").draw(())
    assert at(drawn, 0.5, 0.5) == pytest.approx((255, 0, 0), abs=3)
    for corner in ((0, 0), (1, 0), (0, 1), (1, 1)):
        assert at(drawn, *corner) == pytest.approx((0, 0, 255), abs=4)
    assert at(drawn, 0, 0.5) == pytest.approx(at(drawn, 0.5, 0), abs=3)


def test_every_stop_shows_its_colour_where_it_stands() -> None:
    stops = ("ff0000", "00ff00", "0000ff", "ffffff", "000000")
    drawn = Gradient(dimensions=(401, 4), fill=stops, angle=90.0).draw(())
    for number, colour in enumerate(stops):
        assert at(drawn, number / 4, 0) == pytest.approx(tuple(bytes.fromhex(colour)), abs=12)


def test_halfway_between_two_colours_is_halfway_in_lightness() -> None:
    drawn = Gradient(dimensions=(401, 1), fill=("000000", "ffffff"), angle=90.0).draw(())
    assert at(drawn, 0.5, 0) == pytest.approx((99, 99, 99), abs=2)  # Oklab's lightness 0.5 as a level of sRGB


def test_no_bands_show_where_colours_hardly_differ() -> None:
    data = shade(Size(1024, 8), ("202020", "282828"), angle=90).getchannel("R").tobytes()
    means = [sum(sum(data[row + x : row + x + 8]) for row in range(0, 8192, 1024)) / 64 for x in range(0, 1024, 8)]
    steps = [after - before for before, after in pairwise(means)]
    # Eight levels over 128 blocks: undithered, most steps would be none at all, and a few a whole level.
    assert min(steps) > 0.02
    assert max(steps) < 0.11


def test_a_large_picture_is_the_same_all_the_way_down() -> None:
    size = Size(1000, 3 * BAND // 1000)
    data = shade(size, ("1e1b4b", "7c3aed"), angle=90).tobytes()
    eight = 8 * 3 * size.width
    assert data == (data[:eight] * (size.height // 8 + 1))[: len(data)]


def test_transparency_flows_and_its_hue_does_not_show() -> None:
    drawn = Gradient(dimensions=(401, 1), fill=("00000000", "ff0000"), angle=90.0).draw(())
    assert drawn.mode == "RGBA"
    assert at(drawn, 0.5, 0) == pytest.approx((255, 0, 0, 128), abs=2)
    assert at(drawn, 0, 0)[3] <= 1


def test_equal_colours_are_one_colour() -> None:
    assert Gradient(dimensions=(40, 30), fill=("abcdef", "abcdef")).draw(()).getcolors() == [(1200, (171, 205, 239))]


@pytest.mark.parametrize("fill", [("ff0000",), ("ff0000",) * 6, ()])
def test_a_gradient_has_two_to_five_colours(fill: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError):
        Gradient(fill=fill)
