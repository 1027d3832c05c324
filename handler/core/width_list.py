"""Width lists: the widths, ratios and qualities that settings allow without a signature, read and checked.

`handler.web.access.width_ladder` decides with them what a request may ask for. They are read here, in core, so that
reading the settings can name a wrong entry without loading the web.
"""

from collections.abc import Callable, Sequence
from typing import Any

from handler.core.geometry import MAX_SIDE

FLUID = "fluid"
"""The word that stands for all of FLUID_WIDTHS in a list of widths."""

FLUID_WIDTHS = (
    *(100, 116, 135, 156, 181, 210, 244, 283, 328, 380, 441, 512, 594, 689, 799, 927, 1075, 1247, 1446, 1678),
    *(1946, 2257, 2619, 3038, 3524, 4087, 4741, 5500, 6380, 7401, 8192),
)
"""Pixels. The default widths of `buildSrcSet` in @imgix/js-core and in imgix's clients for other languages."""

DENSITIES = range(1, 6)
"""Values of dpr in the srcsets that imgix's clients make for a fixed width."""


def listed_width(width: int | str) -> int:
    """Return a listed width in pixels; ValueError where it is none."""
    if not isinstance(width, int) or not 1 <= width <= MAX_SIDE:
        raise ValueError(f"{width} is neither {FLUID} nor a width of 1 to {MAX_SIDE} pixels")
    return width


def listed_ratio(text: str) -> tuple[float, float]:
    """Return width and height of a ratio such as `16:9`; ValueError where the text is no ratio."""
    sides = text.split(":")
    if len(sides) != 2 or not all(side.isdecimal() and side.isascii() and int(side) for side in sides):  # noqa: PLR2004
        raise ValueError(f"{text} is no ratio as 16:9, of two whole numbers")
    return float(sides[0]), float(sides[1])


def listed_quality(text: str) -> tuple[int, frozenset[int]]:
    """Return the quality of `75` or `50@2` and the values of dpr it is allowed with: all, or the one behind the @.

    ValueError where the text is neither.
    """
    quality, mark, density = text.partition("@")
    densities = {str(each): frozenset({each}) for each in DENSITIES} if mark else {"": frozenset(DENSITIES)}
    good = quality.isdecimal() and quality.isascii() and 1 <= int(quality) <= 100  # noqa: PLR2004 - of q
    if not good or density not in densities:
        raise ValueError(f"{text} is no quality of 1 to 100, nor one with the dpr that it goes with, as 50@2")
    return int(quality), densities[density]


READERS: dict[str, Callable[[Any], object]] = {
    "widths": listed_width,
    "ratios": listed_ratio,
    "qualities": listed_quality,
}
"""The function that reads an entry of each list."""


def check_list(name: str, entries: Sequence[int | str]) -> None:
    """Raise ValueError for the first wrong entry. name: `widths`, `ratios` or `qualities`; widths may hold `fluid`."""
    for entry in entries:
        if name != "widths" or entry != FLUID:
            READERS[name](entry)
