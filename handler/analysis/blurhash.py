"""BlurHash: a picture in 20 to 30 characters, from which a client draws a blurred one (the format of blurha.sh).

The text is: how many waves there are, the largest amount of any but the constant one, the mean colour, then an amount
for each wave, red, green and blue together. All of it is in linear light, written in 83 characters that no JSON and no
attribute of HTML has to escape.
"""

from collections.abc import Sequence
from math import copysign

from PIL import Image

from handler.analysis.cosines import amounts, waves

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"
MOST_WAVES = 9
"""A side can say how many of 1 to 9."""

LARGEST, SHARE = 82, 166
"""The largest amount is one of 83 steps of 1/166."""

HALF = 9
"""An amount is one of 19 steps, of which the middle one is none at all."""

STEPS = 2 * HALF + 1
KNEE, SLOPE = 0.04045, 12.92
LINEAR_KNEE = 0.0031308


def to_light(value: float) -> float:
    """Return the light of an sRGB value; both are 0 to 1 (IEC 61966-2-1)."""
    return value / SLOPE if value <= KNEE else float(((value + 0.055) / 1.055) ** 2.4)


def from_light(light: float) -> float:
    """Return the sRGB value of an amount of light; both are 0 to 1, and light beyond is taken to its end."""
    held = max(0.0, min(1.0, light))
    return held * SLOPE if held <= LINEAR_KNEE else float(1.055 * held ** (1 / 2.4) - 0.055)


LIGHT = [to_light(value / 255) for value in range(256)]
"""The light of each of the 256 values."""


def blurhash(image: Image.Image, across: int, down: int) -> str:
    """Return the BlurHash of an RGB picture with so many waves across and down, 1 to 9 each.

    It looks at every pixel for every wave: give it a small picture, of some 32 pixels a side.
    """
    mean, *others = _factors(image, across, down)
    largest = max((abs(value) for factor in others for value in factor), default=0.0)
    step = max(0, min(LARGEST, int(largest * SHARE - 0.5))) if others else 0
    # Without other waves the largest is one, which nobody divides by.
    whole = (step + 1) / SHARE if others else 1.0
    head = _written(across - 1 + 9 * (down - 1), 1) + _written(step, 1) + _written(_colour(mean), 4)
    return head + "".join(_written(_amount(factor, whole), 2) for factor in others)


def _factors(image: Image.Image, across: int, down: int) -> list[tuple[float, ...]]:
    """Return red, green and blue of each wave, in linear light, the constant one first."""
    (width, height), data = image.size, image.tobytes()
    wide, high = waves(width, across, middle=0), waves(height, down, middle=0)
    channels = []
    for channel in range(3):
        light = [LIGHT[value] for value in data[channel::3]]
        rows = [light[at : at + width] for at in range(0, len(light), width)]
        channels.append([value for line in amounts(rows, wide, high) for value in line])
    mean, *others = zip(*channels, strict=True)
    return [mean, *(tuple(2 * value for value in factor) for factor in others)]


def _colour(mean: Sequence[float]) -> int:
    red, green, blue = (int(from_light(light) * 255 + 0.5) for light in mean)
    return (red << 16) + (green << 8) + blue


def _amount(factor: Sequence[float], whole: float) -> int:
    """Return the three amounts as one number. Small ones are told apart better than large ones, by a square root."""
    roots = (copysign(abs(value / whole) ** 0.5, value) for value in factor)
    red, green, blue = (max(0, min(STEPS - 1, int(root * HALF + HALF + 0.5))) for root in roots)
    return (red * STEPS + green) * STEPS + blue


def _written(number: int, length: int) -> str:
    base = len(DIGITS)
    return "".join(DIGITS[number // base**place % base] for place in reversed(range(length)))
