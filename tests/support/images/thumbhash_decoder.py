"""What a client makes of a ThumbHash, by the format's description: for tests, which look whether it is the picture."""

from collections.abc import Iterator
from math import cos, pi

from PIL import Image

FACTOR, SATURATED = 2, 1.25
"""A wave swings both ways; and differences of colour are shown somewhat stronger than they are kept."""


class Bits:
    """Whole numbers out of bytes, the lowest bits first."""

    def __init__(self, data: bytes) -> None:
        self.left = int.from_bytes(data, "little")

    def take(self, count: int) -> int:
        value = self.left & ((1 << count) - 1)
        self.left >>= count
        return value


def drawn(data: bytes, side: int = 32) -> Image.Image:
    """Return the picture, so many pixels on its longer side."""
    bits = Bits(data)
    means = [bits.take(6) / 63, bits.take(6) / 31.5 - 1, bits.take(6) / 31.5 - 1]
    largest = [bits.take(5) / 31]
    veiled, fewer = bits.take(1), bits.take(3)
    largest += [bits.take(6) / 63 * SATURATED, bits.take(6) / 63 * SATURATED]
    wide, most = bits.take(1), 5 if veiled else 7
    if veiled:
        means.append(bits.take(4) / 15)
        largest.append(bits.take(4) / 15)
    across, down = (most, fewer) if wide else (fewer, most)
    shapes = [(max(3, across), max(3, down)), (3, 3), (3, 3), (5, 5)][: len(means)]
    waves = [
        {pair: (bits.take(4) / 7.5 - 1) * scale for pair in _pairs(*shape)}
        for shape, scale in zip(shapes, largest, strict=True)
    ]
    width, height = (max(1, round(side * each / max(across, down))) for each in (across, down))
    pixels = bytearray()
    for y in range(height):
        for x in range(width):
            light, yellow, red, *alpha = (
                mean
                + sum(FACTOR * amount * _wave(i, x, width) * _wave(j, y, height) for (i, j), amount in each.items())
                for mean, each in zip(means, waves, strict=True)
            )
            blue = light - 2 / 3 * yellow
            sum_of_two = 3 * light - blue
            colours = ((sum_of_two + red) / 2, (sum_of_two - red) / 2, blue, *(alpha or [1.0]))
            pixels += bytes(max(0, min(255, round(255 * value))) for value in colours)
    return Image.frombytes("RGBA", (width, height), bytes(pixels))


def _pairs(across: int, down: int) -> Iterator[tuple[int, int]]:
    """Give the waves that are kept, all but the constant one, line by line."""
    for j in range(down):
        yield from ((i, j) for i in range(across) if (i or j) and i * down < across * (down - j))


def _wave(number: int, at: int, side: int) -> float:
    return cos(pi * number * (at + 0.5) / side)
