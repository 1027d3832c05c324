"""Pattern: checks, stripes, or a mosaic of tones; computed with integers, so that it is the same on every machine."""

from collections.abc import Iterator
from hashlib import shake_128
from itertools import islice, repeat
from math import isqrt
from typing import Annotated, ClassVar, Literal, Self

from PIL import Image
from pydantic import Field, model_validator

from handler.core.colours import is_translucent, rgba
from handler.core.geometry import Size
from handler.core.params import Colour, Param
from handler.generators.generator import Dimensions, Fill, Generator, Seed

FINER = 4
"""Factor by which slanted edges are sampled more finely, which smooths them."""


class Pattern(Generator):
    """Checks, stripes, or a mosaic whose tones follow from a seed; between two colours."""

    cost: ClassVar[float] = 5.5

    generate: Literal["pattern"] = "pattern"
    dimensions: Dimensions = (600, 400)
    style: Annotated[
        Literal["checks", "stripes", "noise"],
        Param("style"),
        Field(description="checks and stripes alternate; noise is a mosaic of tones between the two colours."),
    ] = "checks"
    fill: Fill = "eef2ff"
    ink: Annotated[Colour, Param("ink"), Field(description="The second colour.", examples=["c7d2fe"])] = "c7d2fe"
    cell: Annotated[
        int,
        Param("cell"),
        Field(
            ge=1, le=1024, description="Width of a check, a stripe or a piece of the mosaic, pixels.", examples=["24"]
        ),
    ] = 40
    angle: Annotated[
        int | None,
        Param("angle"),
        Field(
            ge=0,
            le=135,
            multiple_of=45,
            description="Direction of stripes, degrees clockwise from upwards. Without it: 45.",
            examples=["90"],
        ),
    ] = None
    seed: Seed = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.angle is not None and self.style != "stripes":
            raise ValueError("angle goes with style=stripes")
        if self.seed is not None and self.style != "noise":
            raise ValueError("seed goes with style=noise")
        return self

    def size(self) -> Size:
        """Return the size that was asked for."""
        return Size(*self.dimensions)

    def alpha(self) -> bool:
        """Return whether a colour is translucent."""
        return is_translucent(self.fill) or is_translucent(self.ink)

    def draw(self, pictures: tuple[Image.Image, ...]) -> Image.Image:
        """Return the pattern: tones from 0 (fill) to 255 (ink), which are then coloured."""
        del pictures
        rows = {"checks": self._checks, "stripes": self._stripes, "noise": self._noise}[self.style]()
        tones = Image.frombytes("L", self.size(), b"".join(islice(rows, self.size().height)))
        mode = "RGBA" if self.alpha() else "RGB"
        return Image.merge(mode, [tones.point(_tones(*ends)) for ends in self._ends()[: len(mode)]])

    def _ends(self) -> list[tuple[int, int]]:
        """Return each channel's levels in fill and ink; a fully transparent colour takes the other's hue."""
        first, second = rgba(self.fill), rgba(self.ink)
        hues = (first if first.alpha or not second.alpha else second)[:3], (second if second.alpha else first)[:3]
        return [*zip(*hues, strict=True), (first.alpha, second.alpha)]

    def _checks(self) -> Iterator[bytes]:
        width, height = self.size()
        pair = bytes(self.cell) + b"\xff" * self.cell
        line = pair * (width // len(pair) + 2)
        even, odd = line[:width], line[self.cell : self.cell + width]
        return (odd if row // self.cell % 2 else even for row in range(height))

    def _stripes(self) -> Iterator[bytes]:
        width, height = self.size()
        if self.angle == 90:  # noqa: PLR2004 - degrees
            return (bytes([255 * (row // self.cell % 2)]) * width for row in range(height))
        period = _slant(self.cell) if self.angle != 0 else bytes(self.cell) + b"\xff" * self.cell
        line = period * (width // len(period) + 2)
        steps = {0: 0, 135: -1}.get(45 if self.angle is None else self.angle, 1)
        starts = (row * steps % len(period) for row in range(height))
        return (line[start : start + width] for start in starts)

    def _noise(self) -> Iterator[bytes]:
        width, height = self.size()
        across, down = -(-width // self.cell), -(-height // self.cell)
        seed = (self.seed or "tintype").encode()
        for stones in (_stones(seed, row, across) for row in range(down)):
            line = stones if self.cell == 1 else b"".join(bytes([stone]) * self.cell for stone in stones)
            yield from repeat(line[:width], self.cell)


def _tones(start: int, end: int) -> list[int]:
    """Return a table from tone to the level of a channel."""
    return [(start * (255 - tone) + end * tone + 127) // 255 for tone in range(256)]


def _slant(cell: int) -> bytes:
    """Return one period of a row across stripes at 45 degrees, as smooth as if drawn FINER times as large."""
    period = isqrt(8 * cell * cell)
    fine = [255 * (place % (FINER * period) * 2 >= FINER * period) for place in range(FINER * (period + 2))]
    weights = [min(step, 2 * FINER - step) for step in range(1, 2 * FINER)]
    starts = range(0, FINER * period, FINER)
    total = sum(weights)
    return bytes(sum(w * fine[at + step] for step, w in enumerate(weights)) // total for at in starts)


def _stones(seed: bytes, row: int, count: int) -> bytes:
    """Return a row of tones. Rows do not depend on the size, so a larger picture begins like a smaller one."""
    return shake_128(row.to_bytes(4, "big") + seed).digest(count)
