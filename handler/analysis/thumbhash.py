"""ThumbHash: a picture in some 25 bytes, with its proportions and its transparency (the format of evanw.github.io).

1. Colours become brightness and two differences, yellow to blue and red to green; what shows through is taken to have
   the mean colour. Each of these, and alpha where there is any, is the mean, the largest amount, and amounts in four
   bits of the low frequencies in a triangle: those whose waves across and down are few together.
2. Brightness has up to seven waves on the longer side, five beside alpha, and as many fewer on the shorter one as that
   is shorter: by this number a client knows the proportions.
3. The bytes begin with 24 bits, lowest first: brightness 6, the differences 6 each, largest brightness 5, alpha 1. Then
   16: waves of the shorter side 3, largest differences 6 each, landscape 1. With alpha, 4 bits of its mean and of its
   largest amount. Then the amounts.
"""

from itertools import pairwise
from math import floor
from typing import NamedTuple

from PIL import Image

from handler.analysis.cosines import Rows, amounts, waves

MOST_SIDE = 100
"""Pixels. Whoever reads the format's description expects no larger picture to be looked at."""

WAVES, WAVES_WITH_ALPHA, FEW, OF_ALPHA = 7, 5, 3, 5

NOISE = 1e-9
"""Amounts below this are what sums leave of nothing. An exact nothing lies between two of the sixteen steps, and rounds
the same way on every machine; what sums leave does not."""


class Channel(NamedTuple):
    """What is kept of a channel: its mean, the largest amount, and the amounts, each 0 to 1 of that, 0.5 for none."""

    mean: float
    largest: float
    parts: list[float]


def thumbhash(image: Image.Image) -> bytes:
    """Return the ThumbHash of an RGBA picture of at most 100 pixels a side."""
    width, height = image.size
    pixels = _pixels(image)
    veiled = sum(pixels[3]) < width * height
    most, longest = WAVES_WITH_ALPHA if veiled else WAVES, max(width, height)
    across, down = (max(1, _rounded(most * side / longest)) for side in (width, height))
    light, yellow, red = (
        _channel(_rows(values, width), *waves_each)
        for values, waves_each in zip(
            _differences(pixels), ((max(FEW, across), max(FEW, down)), (FEW, FEW), (FEW, FEW)), strict=True
        )
    )
    wide = width > height
    first = (
        _rounded(63 * light.mean)
        | _rounded(31.5 + 31.5 * yellow.mean) << 6
        | _rounded(31.5 + 31.5 * red.mean) << 12
        | _rounded(31 * light.largest) << 18
        | veiled << 23
    )
    second = (
        (down if wide else across) | _rounded(63 * yellow.largest) << 3 | _rounded(63 * red.largest) << 9 | wide << 15
    )
    channels, more = [light, yellow, red], b""
    if veiled:
        alpha = _channel(_rows(pixels[3], width), OF_ALPHA, OF_ALPHA)
        channels.append(alpha)
        more = bytes([_rounded(15 * alpha.mean) | _rounded(15 * alpha.largest) << 4])
    nibbles = [_rounded(15 * part) for channel in channels for part in channel.parts]
    return first.to_bytes(3, "little") + second.to_bytes(2, "little") + more + _packed(nibbles)


def _pixels(image: Image.Image) -> tuple[list[float], ...]:
    """Return red, green, blue, 0 to 1, over the mean colour where something shows through; and alpha."""
    data = image.tobytes()
    alpha = [value / 255 for value in data[3::4]]
    whole = sum(alpha)
    plain: list[list[float]] = []
    for channel in range(3):
        values = [share / 255 * value for share, value in zip(alpha, data[channel::4], strict=True)]
        mean = sum(values) / whole if whole else 0.0
        plain.append([mean * (1 - share) + value for share, value in zip(alpha, values, strict=True)])
    return (*plain, alpha)


def _differences(pixels: tuple[list[float], ...]) -> tuple[list[float], list[float], list[float]]:
    """Return brightness, yellow less blue, red less green."""
    colours = list(zip(*pixels[:3], strict=True))
    light = [(red + green + blue) / 3 for red, green, blue in colours]
    yellow = [(red + green) / 2 - blue for red, green, blue in colours]
    return light, yellow, [red - green for red, green, _ in colours]


def _rows(values: list[float], width: int) -> Rows:
    return [values[at : at + width] for at in range(0, len(values), width)]


def _channel(rows: Rows, across: int, down: int) -> Channel:
    """Return what is kept of a channel with so many waves; of those down the first has most waves across."""
    found = amounts(rows, waves(len(rows[0]), across), waves(len(rows), down))
    kept = [
        line[wave]
        for place, line in enumerate(found)
        for wave in range(across)
        if wave * down < across * (down - place)
    ]
    mean, *others = kept
    largest = max(map(abs, others), default=0.0)
    if largest < NOISE:
        return Channel(mean, 0.0, [0.0] * len(others))
    return Channel(mean, largest, [0.5 + 0.5 / largest * value * (abs(value) > NOISE) for value in others])


def _packed(nibbles: list[int]) -> bytes:
    """Return pairs of four bits as bytes, the first of a pair below."""
    padded = [*nibbles, *([0] * (len(nibbles) % 2))]
    return bytes(low | high << 4 for low, high in list(pairwise(padded))[::2])


def _rounded(value: float) -> int:
    """Return the nearest whole number, of two the larger one, as the format's own program does."""
    return floor(value + 0.5)
