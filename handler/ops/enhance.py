"""Enhance: contrast, brightness and colour put right, as far as the picture needs it."""

from collections.abc import Iterable
from math import log
from typing import Annotated, ClassVar, Literal

from PIL import Image
from pydantic import Field

from handler.core.geometry import Size
from handler.core.params import Param
from handler.ops._by_levels import ByLevels
from handler.ops._channels import LUMA
from handler.ops._histograms import Histogram, counted, ends, mean
from handler.ops.levels import Levels
from handler.ops.op import Op
from handler.ops.vibrance import Vibrance

DARKEST, BRIGHTEST = 40, 190
"""Levels: what is brighter never becomes black, what is darker never white. Mist and night are meant so."""

DIM, LIGHT = 0.38, 0.58
"""Mean luminance, 0 to 1: between them the brightness stays; below or above it moves half of the way to them."""

LEAST, MOST = 0.85, 1.35
"""Bounds of the gamma that moves it."""

GRAY, COLOURFUL, LIVELIER = 4, 60, 1.0
"""Mean chroma, in levels: up to the first a picture counts as gray, from the second on as colourful, and gets no more
colour; between, so many percent of vibrance for each level that is missing."""


class Enhance(ByLevels):
    """Put contrast, brightness and vibrance right, as far as the picture needs it; a good one hardly changes."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = Levels.cost + Vibrance.cost
    veiled: ClassVar[float] = Vibrance.veiled
    scratch: ClassVar[tuple[float, float]] = (18, 22)

    op: Literal["enhance"] = "enhance"
    amount: Annotated[
        int,
        Param("enhance"),
        Field(ge=0, le=100, description="How far, percent; auto=enhance is enhance=100.", examples=["100"]),
    ]

    @property
    def neutral(self) -> bool:
        """0 percent changes nothing."""
        return self.amount == 0

    def settle(self, images: Iterable[Image.Image], size: Size) -> tuple[Op, ...]:
        """Return levels and vibrance, each where it is needed."""
        del size
        *histograms, chroma = counted(images)
        if not any(chroma):
            return ()
        colour = mean(chroma)
        missing = max(0, COLOURFUL - colour) if colour > GRAY else 0
        lively = Vibrance(amount=round(self.amount / 100 * LIVELIER * missing))
        return tuple(step for step in (self._levels(histograms), lively) if not step.neutral)

    def _levels(self, histograms: list[Histogram]) -> Levels:
        share = self.amount / 100
        dark, bright = ends(histograms)
        black, white = round(share * min(dark, DARKEST)), 255 - round(share * (255 - max(bright, BRIGHTEST)))
        light = sum(weight * mean(each) for weight, each in zip(LUMA, histograms, strict=True))
        light = min(max((light - black) / (white - black), 0.01), 0.99)
        wanted = min(max(light, DIM), LIGHT)
        # Half of the way: the light to the power of 1 / gamma is the mean of what it is and what is wanted.
        gamma = min(max(log(light) / log((light + wanted) / 2), LEAST), MOST)
        return Levels(range=(black, round(1 + share * (gamma - 1), 2), white))
