"""Convolve: each pixel as a weighted sum of those around it."""

from itertools import product
from typing import Annotated, ClassVar, Literal, Self

from PIL import Image, ImageFilter
from pydantic import Field, model_validator

from handler.ops._channels import recoloured
from handler.ops.op import Op

LONGEST = 5
"""The most rows and columns of a kernel."""

EDGE = LONGEST // 2
"""Pixels by which the picture is extended on each side, in the colours of its edge."""

Weight = Annotated[float, Field(ge=-10_000, le=10_000)]


class Convolve(Op):
    """Replace each pixel by a weighted sum of those around it; beyond the edge its colours go on."""

    cost: ClassVar[float] = 62
    veiled: ClassVar[float] = 1.25
    scratch: ClassVar[tuple[float, float]] = (10, 17)

    op: Literal["convolve"] = "convolve"
    kernel: Annotated[
        tuple[Weight, ...],
        Field(
            min_length=1,
            max_length=LONGEST**2,
            description="The weights, row by row from the top left.",
            json_schema_extra={"format": "kernel"},
        ),
    ]
    columns: Annotated[int, Field(ge=1, le=LONGEST, description="How many weights a row has: 1, 3 or 5.")] = 3
    normalize: Annotated[bool, Field(description="Divide by the sum of the weights, where that is not 0.")] = True

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        rows, rest = divmod(len(self.kernel), self.columns)
        if rest or not rows % 2 or not self.columns % 2 or rows > LONGEST:
            raise ValueError(
                f"a kernel has an odd number of rows and of columns, at most {LONGEST} of each, and no gap"
            )
        return self

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture convolved; alpha stays, and what nobody sees counts as black."""
        seen = image.convert("RGBa").convert("RGBA") if image.mode == "RGBA" else image
        return recoloured(seen, self._convolved)

    def _convolved(self, colours: Image.Image) -> Image.Image:
        size = (colours.width + 2 * EDGE, colours.height + 2 * EDGE)
        frame = (-EDGE, -EDGE, colours.width + EDGE, colours.height + EDGE)
        framed = colours.transform(size, Image.Transform.EXTENT, frame)
        for box, at in _edges(colours.size):
            part = colours.crop(box)
            wide, high = at[2] - at[0], at[3] - at[1]
            framed.paste(part.resize((wide, high), Image.Resampling.NEAREST), at)
        soft = framed.filter(ImageFilter.Kernel((LONGEST, LONGEST), self._weights(), self._scale()))
        return soft.crop((EDGE, EDGE, EDGE + colours.width, EDGE + colours.height))

    def _weights(self) -> list[float]:
        """Return the kernel in the middle of one of LONGEST rows and columns; Pillow wants the last row first."""
        rows = len(self.kernel) // self.columns
        top, left = (LONGEST - rows) // 2, (LONGEST - self.columns) // 2
        weights = [0.0] * LONGEST**2
        for number, weight in enumerate(self.kernel):
            row, column = divmod(number, self.columns)
            weights[(LONGEST - 1 - top - row) * LONGEST + left + column] = weight
        return weights

    def _scale(self) -> float:
        return (sum(self.kernel) if self.normalize else 0) or 1


def _edges(size: tuple[int, int]) -> list[tuple[tuple[int, int, int, int], tuple[int, int, int, int]]]:
    """Return which parts of a picture are repeated beyond its edges, and where these lie in the extended one."""
    spans = [
        [((0, 1), (0, EDGE)), ((0, side), (EDGE, EDGE + side)), ((side - 1, side), (EDGE + side, 2 * EDGE + side))]
        for side in size
    ]
    return [
        ((across[0][0], down[0][0], across[0][1], down[0][1]), (across[1][0], down[1][0], across[1][1], down[1][1]))
        for number, (across, down) in enumerate(product(*spans))
        if number != 4  # noqa: PLR2004 - the middle, which is there
    ]
