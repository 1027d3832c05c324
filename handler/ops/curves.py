"""Curves: a tone curve through points that are given, for all channels or for one."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, Self

from PIL import Image
from pydantic import AfterValidator, Field, model_validator

from handler.core.params import Param
from handler.ops.op import Op

IDENTITY = list(range(256))
ENDS = (0, 255)


def _rising(points: tuple[int, ...]) -> tuple[int, ...]:
    places = points[::2]
    if len(points) % 2 or len(points) < 4:  # noqa: PLR2004 - two points of two numbers
        raise ValueError("it takes two points or more, each a level and what becomes of it: 0,0,128,150,255,255")
    if any(one >= other for one, other in pairwise(places)):
        raise ValueError("its points go from dark to light: 0,0,128,150,255,255")
    return points


Points = Annotated[
    tuple[Annotated[int, Field(ge=0, le=255)], ...],
    Field(max_length=32, json_schema_extra={"format": "points"}),
    AfterValidator(_rising),
]
"""Points of a curve, each two levels: the one that comes in, and what becomes of it."""


class Curves(Op):
    """Change levels by a smooth curve through points; it passes no point by, and rises where they do."""

    chromatic: ClassVar[bool] = True
    cost: ClassVar[float] = 3.2
    scratch: ClassVar[tuple[float, float]] = (4.5, 0.5)

    op: Literal["curves"] = "curves"
    points: Annotated[
        Points | None,
        Param("curve"),
        Field(
            description="Points of the curve for all channels, from dark to light: a level, what becomes of it, the "
            "next. At most 16.",
            examples=["0,0,64,50,192,210,255,255"],
        ),
    ] = None
    red: Annotated[
        Points | None,
        Param("curve-r"),
        Field(description="As curve, for red alone, and after it.", examples=["0,20,255,255"]),
    ] = None
    green: Annotated[
        Points | None,
        Param("curve-g"),
        Field(description="As curve, for green alone, and after it.", examples=["0,0,255,235"]),
    ] = None
    blue: Annotated[
        Points | None,
        Param("curve-b"),
        Field(description="As curve, for blue alone, and after it.", examples=["0,40,255,220"]),
    ] = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self._given == (None,) * 4:
            raise ValueError("points are missing: curve, curve-r, curve-g or curve-b")
        return self

    @property
    def _given(self) -> tuple[tuple[int, ...] | None, ...]:
        return self.points, self.red, self.green, self.blue

    @property
    def neutral(self) -> bool:
        """Points that become what they are, from black to white, change no level."""
        return all(points is None or _straight(points) for points in self._given)

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the picture with each level replaced by that of its channel's curve."""
        if self.neutral:
            return image
        every, *own = (IDENTITY if points is None else tone_curve(points) for points in self._given)
        if image.mode == "L" and own == [IDENTITY] * 3:
            return image.point(every)
        tables = [part[level] for part in own for level in every]
        if image.mode == "RGBA":
            return image.point(tables + IDENTITY)
        return (image.convert("RGB") if image.mode == "L" else image).point(tables)


def _straight(points: Sequence[int]) -> bool:
    return points[::2] == points[1::2] and (points[0], points[-1]) == ENDS


def tone_curve(points: Sequence[int]) -> list[int]:
    """Return 256 levels on the monotone cubic through points; before the first and behind the last it is level.

    points: level in and level out by turns, the first rising. Slopes are those of Fritsch and Butland (SIAM J. Sci.
    Stat. Comput. 5, 1984), by which the curve never leaves the range of two neighbouring points.
    """
    across, up = points[::2], points[1::2]
    steps = [after - before for before, after in pairwise(across)]
    rises = [(after - before) / step for (before, after), step in zip(pairwise(up), steps, strict=True)]
    inner = [_slope(rises[at : at + 2], steps[at : at + 2]) for at in range(len(rises) - 1)]
    slopes = [rises[0], *inner, rises[-1]]
    table = [up[0]] * across[0]
    for at, (start, stop) in enumerate(pairwise(across)):
        ends = (up[at], up[at + 1], slopes[at] * steps[at], slopes[at + 1] * steps[at])
        table += [_hermite((level - start) / steps[at], *ends) for level in range(start, stop)]
    return table + [up[-1]] * (256 - len(table))


def _slope(rises: Sequence[float], steps: Sequence[int]) -> float:
    """Return the slope between two stretches: their weighted harmonic mean, none where one rises and one falls."""
    if rises[0] * rises[1] <= 0:
        return 0.0
    first, last = 2 * steps[1] + steps[0], steps[1] + 2 * steps[0]
    return (first + last) / (first / rises[0] + last / rises[1])


def _hermite(part: float, start: float, stop: float, leaving: float, arriving: float) -> int:
    """Return the level at a part, 0 to 1, of a cubic with these ends and slopes, rounded."""
    square, cube = part**2, part**3
    level = (
        (2 * cube - 3 * square + 1) * start
        + (cube - 2 * square + part) * leaving
        + (3 * square - 2 * cube) * stop
        + (cube - square) * arriving
    )
    return int(min(max(level, 0), 255) + 0.5)
