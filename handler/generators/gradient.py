"""Gradient: two to five colours blended smoothly, along a line or from the middle."""

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
"""Number of intervals of a gradient; colours are computed at their ends and interpolated in sRGB between them."""

PLACES = KNOTS << 8
"""Number of positions along a gradient: 256 in each interval."""

BAND = 500_000
"""Pixels that are drawn at a time, which bounds the memory for planes of numbers."""

Shape = Literal["linear", "radial"]
"""The values of `shape`."""


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
        """Return the size that was asked for."""
        return Size(*self.dimensions)

    def alpha(self) -> bool:
        """Return whether a colour is translucent."""
        return any(is_translucent(colour) for colour in self.fill)

    def flat(self) -> bool:
        """Return whether all colours are the same."""
        return len(set(self.fill)) == 1

    def draw(self, pictures: tuple[Image.Image, ...]) -> Image.Image:
        """Return the gradient, dithered so that no bands show."""
        del pictures
        return shade(self.size(), self.fill, shape=self.shape, angle=self.angle)


def shade(size: Size, fill: Sequence[str], *, shape: Shape = "linear", angle: float = 135) -> Image.Image:
    """Return a picture, RGB or RGBA, filled with one colour or a gradient of several. angle: degrees, as in CSS."""
    mode = "RGBA" if any(is_translucent(colour) for colour in fill) else "RGB"
    picture = Image.new(mode, size, rgba(fill[0])[: len(mode)])
    if len(set(fill)) == 1:
        return picture
    tables = _tables(tuple(fill), len(mode))
    rows = max(8, BAND // size.width // 8 * 8)  # a multiple of 8, so that the thresholds continue from band to band
    for top in range(0, size.height, rows):
        bottom = min(top + rows, size.height)
        places = _radial(size, top, bottom) if shape == "radial" else _linear(size, top, bottom, radians(angle))
        grain = _grain(Size(size.width, bottom - top))
        picture.paste(Image.merge(mode, [_channel(places, table, grain) for table in tables]), (0, top))
    return picture


def _plane(corners: Sequence[float], size: tuple[int, int]) -> Image.Image:
    """Return a plane (mode F) interpolated between numbers at top left, top right, bottom left, bottom right."""
    plane = Image.new("F", (2, 2))
    plane.putdata(corners)
    # The box reaches from the middle of one pixel to that of the other: beyond, Pillow would not interpolate.
    return plane.resize(size, Image.Resampling.BILINEAR, box=(0.5, 0.5, 1.5, 1.5))


def _linear(size: Size, top: int, bottom: int, angle: float) -> Image.Image:
    """Return the position (mode I, 0 to PLACES - 1) of each pixel of these rows along the line that CSS defines."""
    across, down = sin(angle), -cos(angle)
    length = abs(size.width * across) + abs(size.height * down)
    corners = [
        (PLACES - 1) * (0.5 + ((x - size.width / 2) * across + (y - size.height / 2) * down) / length)
        for y in (top, bottom)
        for x in (0, size.width)
    ]
    return _plane(corners, (size.width, bottom - top)).convert("I")


def _radial(size: Size, top: int, bottom: int) -> Image.Image:
    """Return the position of each pixel of these rows from the middle, 0, to a corner, PLACES - 1."""
    reach = (PLACES - 1) / sqrt(2)
    above, below = (reach * (2 * y / size.height - 1) for y in (top, bottom))
    band = (size.width, bottom - top)
    right, down = _plane((-reach, reach, -reach, reach), band), _plane((above, above, below, below), band)
    found: Image.Image = ImageMath.lambda_eval(
        lambda of: (of["x"] * of["x"] + of["y"] * of["y"]) ** 0.5, x=right, y=down
    )
    return found.convert("I")


def _bayer(order: int) -> list[list[int]]:
    """Return the Bayer matrix of ordered dithering, 2 ** order numbers wide: each number from 0 once."""
    if order == 0:
        return [[0]]
    small = _bayer(order - 1)
    upper = [[*(4 * number for number in row), *(4 * number + 2 for number in row)] for row in small]
    lower = [[*(4 * number + 3 for number in row), *(4 * number + 1 for number in row)] for row in small]
    return upper + lower


def _grain(size: Size) -> Image.Image:
    """Return the 8 x 8 Bayer matrix repeated over this size (mode I, in 65,536ths of a level)."""
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
    """Return a channel (mode L): the level at each position, rounded up where its fraction passes the threshold."""
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
    """Return for each channel the start and the step of every interval, in 65,536ths of a level."""
    stops = [[rgba(colour).alpha * part for part in (*oklab(colour), 1)] for colour in fill]
    curves = [_curve(values) for values in zip(*stops, strict=True)]
    knots = [_paint(*knot) for knot in zip(*curves, strict=True)]
    tables = []
    for channel in range(channels):
        levels = [int(65536 * min(max(knot[channel], 0), 255)) for knot in knots]
        tables.append((levels[:-1], [(after - before) >> 8 for before, after in pairwise(levels)]))
    return tables


def _curve(values: Sequence[float]) -> list[float]:
    """Return KNOTS + 1 numbers on a Hermite spline through the values, without kink or overshoot.

    With straight lines, the eye would see an edge at each value, where the slope changes.
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
    """Return red, green, blue and alpha of a premultiplied Oklab colour."""
    return (*levels(Oklab(light / alpha, a / alpha, b / alpha)), alpha) if alpha > 0 else (0, 0, 0, 0)
