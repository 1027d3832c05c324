"""Noise: a random number of levels added to each pixel, evenly spread; the numbers are those of C's `random`."""

from collections.abc import Iterator
from itertools import islice
from typing import Annotated, ClassVar, Literal

from PIL import Image, ImageChops
from pydantic import Field

from handler.ops._channels import recoloured
from handler.ops.op import Op

STRIP = 1 << 16
"""Numbers that are made at a time."""


LAGS, WARMING = (3, 31), 310
MERSENNE, WORD = (1 << 31) - 1, (1 << 32) - 1
"""The generator: how far back its summands lie, numbers left out at first, its first modulus, and its word."""


class Noise(Op):
    """Add or take as many levels of gray as chance says, as thumbor does it. One seed is one pattern."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 740
    veiled: ClassVar[float] = 1.1
    scratch: ClassVar[tuple[float, float]] = (16, 19)

    op: Literal["noise"] = "noise"
    amount: Annotated[int, Field(ge=0, le=255, description="How many levels apart the most and the least are.")]
    seed: Annotated[int, Field(ge=0, le=2_147_483_646, description="Another number is another pattern.")] = 0

    @property
    def neutral(self) -> bool:
        """One level or none is no noise."""
        return self.amount <= 1

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with noise added to all channels alike; alpha stays."""
        if self.neutral:
            return image
        below = self.amount >> 1
        more, less = bytearray(), bytearray()
        numbers = numbers_of(self.seed or 1)
        for start in range(0, image.width * image.height, STRIP):
            count = min(STRIP, image.width * image.height - start)
            levels = [number % self.amount - below for number in islice(numbers, count)]
            more += bytes(max(0, level) for level in levels)
            less += bytes(-level if level < 0 else 0 for level in levels)
        lighter, darker = (Image.frombytes("L", image.size, bytes(each)) for each in (more, less))
        return recoloured(image, lambda colours: _moved(colours, lighter, darker))


def _moved(colours: Image.Image, lighter: Image.Image, darker: Image.Image) -> Image.Image:
    return ImageChops.subtract(ImageChops.add(colours, lighter.convert(colours.mode)), darker.convert(colours.mode))


def numbers_of(seed: int) -> Iterator[int]:
    """Yield the numbers of glibc's random() after srandom(seed): each is the sum of those 3 and 31 before it."""
    state = [seed]
    while len(state) < LAGS[1]:
        state.append(16_807 * state[-1] % MERSENNE)
    state += state[: LAGS[0]]
    for _ in range(WARMING):
        state.append((state[-LAGS[0]] + state[-LAGS[1]]) & WORD)
    while True:
        state = state[-LAGS[1] :]
        for at in range(LAGS[1] - LAGS[0], LAGS[1] - LAGS[0] + STRIP):
            number = (state[at] + state[at - LAGS[1] + LAGS[0]]) & WORD
            state.append(number)
            yield number >> 1
