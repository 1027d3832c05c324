"""Gradient: two to five colours that flow into each other."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import cos, radians, sin, sqrt
from typing import Annotated, ClassVar, Literal

from PIL import Image, ImageMath
from pydantic import Field

from handler.core.colours import Oklab, is_translucent, levels, oklab, rgba
from handler.core.geometry import Size
from handler.core.params import Colour, Param
from handler.generators.generator import Angle, Dimensions, Generator

KNOTS = 256
"""Stretches of a gradient within which the levels of sRGB are interpolated."""

PLACES = KNOTS << 8
"""Places along a gradient that are told apart: 256 in each stretch."""

BAND = 500_000
"""Pixels drawn at a time, so that the planes of numbers stay small beside a large picture."""

Shape = Literal["linear", "radial"]


class Gradient(Generator):
    """Two to five colours that flow into each other along a line, or outwards from the middle."""

    cost: ClassVar[float] = 42

    generate: Literal["gradient"] = "gradient"
    dimensions: Dimensions = (1200, 800)
    fill: Annotated[
        tuple[Colour, ...],
        Param("fill"),
        Field(
            min_length=2, max_length=5, description="Two to five colours, evenly spaced.", examples=["0ea5e9,4f46e5"]
        ),
    ] = ("4338ca", "db2777", "fb923c")
    shape: Annotated[
        Shape, Param("shape"), Field(description="linear runs along a line, radial outwards from the middle.")
    ] = "linear"
    angle: Angle = 135.0

    def size(self) -> Size:
        """Return the asked size."""
        return Size(*self.dimensions)

    def alpha(self) -> bool:
        """Return whether a colour is transparent."""
        return any(is_translucent(colour) for colour in self.fill)

    def flat(self) -> bool:
        """Return whether it is a gradient of one colour."""
        return len(set(self.fill)) == 1

    def draw(self, pictures: tuple[Image.Image, ...]) -> Image.Image:
        """Draw the gradient, dithered so that no bands show."""
        del pictures
        return shade(self.size(), self.fill, shape=self.shape, angle=self.angle)


def shade(size: Size, fill: Sequence[str], *, shape: Shape = "linear", angle: float = 135) -> Image.Image:
    """Return a picture of this size, RGB or RGBA, filled with one colour or with a gradient of several."""
    mode = "RGBA" if any(is_translucent(colour) for colour in fill) else "RGB"
    picture = Image.new(mode, size, rgba(fill[0])[: len(mode)])
    if len(set(fill)) == 1:
        return picture
    tables = _tables(tuple(fill), len(mode))
    rows = max(8, BAND // size.width // 8 * 8)  # eights, so that the grain runs on from band to band
    for top in range(0, size.height, rows):
        bottom = min(top + rows, size.height)
        places = _radial(size, top, bottom) if shape == "radial" else _linear(size, top, bottom, radians(angle))
        grain = _grain(Size(size.width, bottom - top))
        picture.paste(Image.merge(mode, [_channel(places, table, grain) for table in tables]), (0, top))
    return picture


def _plane(corners: Sequence[float], size: tuple[int, int]) -> Image.Image:
    """Return numbers (mode F) that run evenly between those of top left, top right, bottom left, bottom right."""
    plane = Image.new("F", (2, 2))
    plane.putdata(corners)
    # The box spans from the middle of one pixel to the middle of the other: what is outside would be level.
    return plane.resize(size, Image.Resampling.BILINEAR, box=(0.5, 0.5, 1.5, 1.5))


def _linear(size: Size, top: int, bottom: int, angle: float) -> Image.Image:
    """Return the place (mode I, 0 to PLACES - 1) of every pixel of these rows along a line, as CSS measures it."""
    across, down = sin(angle), -cos(angle)
    length = abs(size.width * across) + abs(size.height * down)
    corners = [
        (PLACES - 1) * (0.5 + ((x - size.width / 2) * across + (y - size.height / 2) * down) / length)
        for y in (top, bottom)
        for x in (0, size.width)
    ]
    return _plane(corners, (size.width, bottom - top)).convert("I")


def _radial(size: Size, top: int, bottom: int) -> Image.Image:
    """Return the place of every pixel of these rows on its way from the middle, 0, to a corner, PLACES - 1."""
    reach = (PLACES - 1) / sqrt(2)
    above, below = (reach * (2 * y / size.height - 1) for y in (top, bottom))
    band = (size.width, bottom - top)
    right, down = _plane((-reach, reach, -reach, reach), band), _plane((above, above, below, below), band)
    found: Image.Image = ImageMath.lambda_eval(
        lambda of: (of["x"] * of["x"] + of["y"] * of["y"]) ** 0.5, x=right, y=down
    )
    return found.convert("I")


def _bayer(order: int) -> list[list[int]]:
    """Return the square threshold matrix of ordered dithering, 2 ** order numbers across: every number once, from 0."""
    if order == 0:
        return [[0]]
    small = _bayer(order - 1)
    upper = [[*(4 * number for number in row), *(4 * number + 2 for number in row)] for row in small]
    lower = [[*(4 * number + 3 for number in row), *(4 * number + 1 for number in row)] for row in small]
    return upper + lower


def _grain(size: Size) -> Image.Image:
    """Return the matrix of 8 x 8 thresholds (mode I, in parts of 65,536) repeated over this size."""
    grain = Image.new("I", size)
    thresholds = Image.new("I", (8, 8))
    thresholds.putdata([1024 * number for row in _bayer(3) for number in row])
    strip = Image.new("I", (size.width, 8))
    for left in range(0, size.width, 8):
        strip.paste(thresholds, (left, 0))
    for top in range(0, size.height, 8):
        grain.paste(strip, (0, top))
    return grain


def _channel(places: Image.Image, table: tuple[list[int], list[int]], grain: Image.Image) -> Image.Image:
    """Return one channel (mode L): the level at every place, rounded up where its fraction passes the grain."""
    stretch = ImageMath.lambda_eval(lambda of: of["places"] >> 8, places=places).convert("L")
    starts, steps = (stretch.point(numbers, "I") for numbers in table)
    levels: Image.Image = ImageMath.lambda_eval(
        lambda of: of["starts"] + of["steps"] * (of["places"] & 255) + of["grain"] >> 16,
        starts=starts,
        steps=steps,
        places=places,
        grain=grain,
    )
    return levels.convert("L")


@lru_cache(maxsize=32)
def _tables(fill: tuple[str, ...], channels: int) -> list[tuple[list[int], list[int]]]:
    """Return, for every channel, where stretches start and their step from place to place, in 65,536ths of a level."""
    stops = [[rgba(colour).alpha * part for part in (*oklab(colour), 1)] for colour in fill]
    curves = [_curve(values) for values in zip(*stops, strict=True)]
    knots = [_paint(*knot) for knot in zip(*curves, strict=True)]
    tables = []
    for channel in range(channels):
        levels = [int(65536 * min(max(knot[channel], 0), 255)) for knot in knots]
        tables.append((levels[:-1], [(after - before) >> 8 for before, after in pairwise(levels)]))
    return tables


def _curve(values: Sequence[float]) -> list[float]:
    """Return KNOTS + 1 numbers that pass through the values without a kink or an overshoot: a Hermite spline.

    Straight lines from stop to stop would show a bright edge at each stop: the eye sees where a slope changes.
    """
    slopes = [after - before for before, after in pairwise(values)]
    inner = [(before + after) / 2 if before * after > 0 else 0.0 for before, after in pairwise(slopes)]
    tangents = [slopes[0], *inner, slopes[-1]]
    curve = []
    for knot in range(KNOTS + 1):
        stop = min(knot * len(slopes) // KNOTS, len(slopes) - 1)
        way = knot * len(slopes) / KNOTS - stop
        slope, leave, arrive = slopes[stop], tangents[stop], tangents[stop + 1]
        bend = way * (1 - way) * ((leave - slope) * (1 - way) - (arrive - slope) * way)
        curve.append(values[stop] + slope * way + bend)
    return curve


def _paint(light: float, a: float, b: float, alpha: float) -> tuple[float, ...]:
    """Return red, green, blue and alpha of a colour in Oklab whose parts have been multiplied by its alpha."""
    return (*levels(Oklab(light / alpha, a / alpha, b / alpha)), alpha) if alpha > 0 else (0, 0, 0, 0)
