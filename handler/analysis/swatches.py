"""Swatches: which colours a picture is made of, how much of it each covers, and which of them stand out.

1. Of the pixels that are at least half opaque a median cut makes groups, many more than colours are wanted, and k-means
   joins these, in sRGB; a colour is the mean of all its pixels. So k-means has a hundred points, not thousands. It
   begins with the colour that covers most, then always with what is furthest, by how much there is of it.
2. The named ones are Android's six targets: vibrant and muted, each also light and dark. A colour is taken for the
   target that it comes nearest to in saturation and lightness, with a bonus for how much it covers; none twice.
"""

from collections.abc import Iterator, Sequence
from colorsys import rgb_to_hls
from itertools import compress, starmap
from typing import NamedTuple

from PIL import Image

from handler.analysis.blurhash import LIGHT, from_light

FEW, MANY = 6, 16
"""How many colours a palette has where nobody says it, and among how many the named ones are looked for."""

GROUPS = 96
"""Groups of the median cut, at most."""

ROUNDS = 12
"""Rounds of k-means, at most; fewer where nothing moves."""

OPAQUE = 128
CHANNELS = 3
RED, GREEN, BLUE = 0.2126, 0.7152, 0.0722
"""What each adds to luminance (ITU-R BT.709, 3)."""

Colours = tuple[float, float, float]
"""Red, green and blue, 0 to 255."""


class Swatch(NamedTuple):
    """A colour of a picture. coverage: the part of it that is made of this colour, 0 to 1."""

    colour: Colours
    coverage: float

    @property
    def hex(self) -> str:
        """The colour as CSS writes it."""
        return "#{:02x}{:02x}{:02x}".format(*map(int, self.colour))


class Target(NamedTuple):
    """What a named colour is like: saturation and lightness, each the least, the best and the most."""

    saturation: tuple[float, float, float]
    lightness: tuple[float, float, float]


VIBRANT, MUTED = (0.35, 1.0, 1.0), (0.0, 0.3, 0.4)
DARK, NORMAL, BRIGHT = (0.0, 0.26, 0.45), (0.3, 0.5, 0.7), (0.55, 0.74, 1.0)
TARGETS = {
    "vibrant": Target(VIBRANT, NORMAL),
    "vibrant_light": Target(VIBRANT, BRIGHT),
    "vibrant_dark": Target(VIBRANT, DARK),
    "muted": Target(MUTED, NORMAL),
    "muted_light": Target(MUTED, BRIGHT),
    "muted_dark": Target(MUTED, DARK),
}
SATURATED, LIT, COVERED = 0.24, 0.52, 0.24
"""How much saturation, lightness and coverage count."""


def swatches(image: Image.Image, *numbers: int) -> list[list[Swatch]]:
    """Return, for each number, at most so many colours of an RGBA picture, the one that covers most first.

    Of one that is clear there are none.
    """
    row = _opaque(image)
    points = _points(row) if row else []
    return [_joined(points, number) for number in numbers]


def _points(row: Image.Image) -> list[Swatch]:
    """Return groups of like pixels."""
    found = row.quantize(GROUPS, method=Image.Quantize.MEDIANCUT, kmeans=0, dither=Image.Dither.NONE)
    sums: dict[int, list[int]] = {}
    for group, red, green, blue in zip(found.tobytes(), *_channels(row), strict=True):
        held = sums.setdefault(group, [0, 0, 0, 0])
        held[0] += red
        held[1] += green
        held[2] += blue
        held[3] += 1
    return [Swatch((red / n, green / n, blue / n), n / row.width) for red, green, blue, n in sums.values()]


def _joined(points: Sequence[Swatch], number: int) -> list[Swatch]:
    """Return at most so many colours, each the mean of the points that are nearest to it."""
    middles, made = _begun(points, number), []
    for _ in range(ROUNDS):
        groups: list[list[Swatch]] = [[] for _ in middles]
        for point in points:
            apart = [_apart(point.colour, middle) for middle in middles]
            groups[apart.index(min(apart))].append(point)
        made = [_mean(group) for group in groups if group]
        moved, middles = [each.colour for each in made] != middles, [each.colour for each in made]
        if not moved:
            break
    together: dict[Colours, float] = {}
    for each in map(_rounded, made):
        together[each.colour] = together.get(each.colour, 0.0) + each.coverage
    return sorted(starmap(Swatch, together.items()), key=lambda each: (-each.coverage, each.colour))


def _begun(points: Sequence[Swatch], number: int) -> list[Colours]:
    """Return the points with which to begin: those that are far from each other, and cover much."""
    middles: list[Colours] = []
    far = [1.0] * len(points)
    while len(middles) < min(number, len(points)):
        weight = [point.coverage * away for point, away in zip(points, far, strict=True)]
        chosen = points[weight.index(max(weight))].colour
        middles.append(chosen)
        away = [_apart(point.colour, chosen) for point in points]
        far = away if len(middles) == 1 else list(map(min, far, away))
    return middles


def average(image: Image.Image) -> Colours:
    """Return the colour that an RGBA picture has from far away: the mean of its light, by how opaque each pixel is."""
    data = image.tobytes()
    alpha = data[3::4]
    whole = sum(alpha)
    if not whole:
        return 0, 0, 0
    lights = (
        sum(LIGHT[value] * share for value, share in zip(data[c::4], alpha, strict=True)) for c in range(CHANNELS)
    )
    red, green, blue = (int(from_light(light / whole) * 255 + 0.5) for light in lights)
    return red, green, blue


def relative_luminance(colour: Colours) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (LIGHT[int(value)] for value in colour)
    return RED * red + GREEN * green + BLUE * blue


def named(found: Sequence[Swatch]) -> dict[str, Swatch]:
    """Return the colours that are what a target wants, by its name; none where there is no such colour."""
    taken: dict[str, Swatch] = {}
    for name, target in TARGETS.items():
        fitting = [
            (score, each) for each in found if each not in taken.values() and (score := _score(each, target, found))
        ]
        if fitting:
            taken[name] = max(fitting)[1]
    return taken


def _score(swatch: Swatch, target: Target, found: Sequence[Swatch]) -> float:
    """Return how well a colour meets a target, 0 where it does not."""
    _, lightness, saturation = rgb_to_hls(*(value / 255 for value in swatch.colour))
    for value, (least, _, most) in ((saturation, target.saturation), (lightness, target.lightness)):
        if not least <= value <= most:
            return 0.0
    near = SATURATED * (1 - abs(saturation - target.saturation[1])) + LIT * (1 - abs(lightness - target.lightness[1]))
    return near + COVERED * swatch.coverage / max(each.coverage for each in found)


def _opaque(image: Image.Image) -> Image.Image | None:
    """Return the pixels that are at least half opaque, in one row."""
    data = image.tobytes()
    mask = [value >= OPAQUE for value in data[3::4]]
    kept = sum(mask)
    if not kept:
        return None
    pixels = bytes(
        value for colour in compress(zip(*(data[c::4] for c in range(CHANNELS)), strict=True), mask) for value in colour
    )
    return Image.frombytes("RGB", (kept, 1), pixels)


def _channels(row: Image.Image) -> Iterator[bytes]:
    data = row.tobytes()
    return (data[channel::CHANNELS] for channel in range(CHANNELS))


def _rounded(swatch: Swatch) -> Swatch:
    red, green, blue = (int(value + 0.5) for value in swatch.colour)
    return Swatch((red, green, blue), swatch.coverage)


def _mean(group: Sequence[Swatch]) -> Swatch:
    whole = sum(each.coverage for each in group)
    red, green, blue = (
        sum(each.colour[channel] * each.coverage for each in group) / whole for channel in range(CHANNELS)
    )
    return Swatch((red, green, blue), whole)


def _apart(one: Colours, other: Colours) -> float:
    """Return the square of how far two colours are from each other."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2
