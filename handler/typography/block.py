"""Block: a text of one or more lines, set on a picture: how large, how broken, and where each line stands.

1. All that is drawn, with accents and the outline, stays within the padding, where the block has room there at all.
2. Lines stand 1.25 times the size apart, and further where the ink of two would touch.
3. What has no room below is left out by whole lines; the last that stays ends in an ellipsis. One line stays always.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor
from typing import Literal, NamedTuple

from handler.core.geometry import Size
from handler.typography.breaking import Paragraph
from handler.typography.drawing import PlacedLine
from handler.typography.shaping import ShapedLine, shaped
from handler.typography.typefaces import Typeface

Fit = Literal["max", "wrap", "wrapmax"]

PITCH = 1.25
"""From baseline to baseline, as a multiple of the size."""

TOP, BOTTOM = 0.74, 0.21
"""How far a line reaches above and below its baseline even where its letters do not: so baselines stay, whatever is
written. As capitals and descenders of Lato do."""

APART = 0.04
"""The least between the ink of two lines, in the size of the type."""

LEAST = 4.0
"""Pixels. The smallest size to which `max` and `wrapmax` reduce a text."""

STEPS = 8
"""How often a size is tried between one that fits and one that does not."""


class BlockStyle(NamedTuple):
    """How a block is set. size: pixels. width: of its column, pixels; None for all there is. outline: pixels around.

    align: 0 left or top, 0.5 middle, 1 right or bottom; across and down. keep: which end of a line stays where it is
    cut, see `Paragraph.cut`.
    """

    typeface: Typeface
    size: float
    align: tuple[float, float]
    pad: int
    width: int | None
    fit: Fit | None
    keep: str
    ellipsis: bool
    outline: float


class SetBlock(NamedTuple):
    """A block that has been set: its lines, and the size of its type in pixels."""

    lines: tuple[PlacedLine, ...]
    size: float


def set_block(text: str, style: BlockStyle, canvas: Size) -> SetBlock:
    """Return a checked text in lines, each at its place on a picture of this size."""
    edge = style.pad + style.outline
    room = max(1.0, canvas.width - 2 * edge), max(1.0, canvas.height - 2 * edge)
    if style.width is not None:
        room = max(1.0, min(room[0], style.width - 2 * style.outline)), room[1]
    paragraphs = [Paragraph.of(line, style.typeface) for line in text.split("\n")]
    lines, size = _fitted(paragraphs, style, room)
    return SetBlock(tuple(_placed(lines, size, style, canvas)), size)


def _fitted(
    paragraphs: list[Paragraph], style: BlockStyle, room: tuple[float, float]
) -> tuple[list[ShapedLine], float]:
    """Return the lines, shaped, and their size."""
    size = style.size
    if style.fit == "wrapmax":
        size = _largest(paragraphs, style, room)
    elif style.fit == "max":
        size = _scaled(paragraphs, style, room)
    if style.fit in {"wrap", "wrapmax"}:
        most = _most(room, size)
        lines = [(part, line) for part in paragraphs for line in part.broken(room[0] / size, most)[0]]
    else:
        width, keep = room[0] / size, style.keep
        cuts = style.fit is None
        lines = [
            (part, part.cut(width, keep=keep, ellipsis=style.ellipsis) if cuts else part.text) for part in paragraphs
        ]
    set_lines = [shaped(line, part.typeface, part.base) for part, line in lines]
    kept = _within(set_lines, size, style.outline, room[1])
    if kept < len(lines):
        part, last = lines[kept - 1]
        set_lines[kept - 1] = shaped(
            part._replace(text=last or " ").shortened(room[0] / size), part.typeface, part.base
        )
    return set_lines[:kept], size


def _scaled(paragraphs: list[Paragraph], style: BlockStyle, room: tuple[float, float]) -> float:
    """Return the size, at most the one asked for, in which every line is short enough and all are low enough."""
    widest = max(part.measured(part.text) for part in paragraphs)
    size = min(style.size, room[0] / widest) if widest else style.size
    lines = [shaped(part.text, part.typeface, part.base) for part in paragraphs]
    tall = _height(lines, size, style.outline) - 2 * style.outline
    return max(min(LEAST, style.size), size * min(1.0, room[1] / tall))


def _largest(paragraphs: list[Paragraph], style: BlockStyle, room: tuple[float, float]) -> float:
    """Return the largest size, at most the one asked for, in which all words fit whole and all lines are low enough."""

    def fits(size: float) -> bool:
        broken = [part.broken(room[0] / size, _most(room, size)) for part in paragraphs]
        if not all(whole for _, whole in broken) or sum(len(some) for some, _ in broken) > _most(room, size):
            return False
        pairs = zip(paragraphs, broken, strict=True)
        lines = [shaped(line, part.typeface, part.base) for part, (some, _) in pairs for line in some]
        return _height(lines, size, style.outline) <= room[1] + 2 * style.outline

    if fits(style.size):
        return style.size
    low, high = min(LEAST, style.size), style.size
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _most(room: tuple[float, float], size: float) -> int:
    """Return how many lines are low enough at most."""
    return 1 + int(room[1] / (PITCH * size))


def _above(line: ShapedLine, size: float) -> float:
    return max(TOP, -line.ink.top) * size


def _below(line: ShapedLine, size: float) -> float:
    return max(BOTTOM, line.ink.bottom) * size


def _pitch(upper: ShapedLine, lower: ShapedLine, size: float, outline: float) -> int:
    """Return the pixels from one baseline to the next."""
    ink = (upper.ink.bottom - lower.ink.top + APART) * size + 2 * outline + 1
    return ceil(max(PITCH * size, ink))


def _height(lines: Sequence[ShapedLine], size: float, outline: float) -> float:
    """Return the pixels from the top of the first line to the bottom of the last, with the outline."""
    pitches = sum(_pitch(*pair, size, outline) for pair in pairwise(lines))
    return _above(lines[0], size) + pitches + _below(lines[-1], size) + 2 * outline


def _within(lines: Sequence[ShapedLine], size: float, outline: float, height: float) -> int:
    """Return how many lines are low enough, at least one."""
    reach = _above(lines[0], size)
    for kept, (upper, lower) in enumerate(pairwise(lines), 1):
        reach += _pitch(upper, lower, size, outline)
        if reach + _below(lower, size) > height:
            return kept
    return len(lines)


def _placed(lines: Sequence[ShapedLine], size: float, style: BlockStyle, canvas: Size) -> "list[PlacedLine]":
    across, down = style.align
    height = _height(lines, size, style.outline)
    free = canvas.height - 2 * style.pad - height
    baseline = style.pad + max(free, 0) * down + style.outline + _above(lines[0], size)
    placed = []
    for number, line in enumerate(lines):
        if number:
            baseline += _pitch(lines[number - 1], line, size, style.outline)
        left, right = min(0.0, line.ink.left) * size, max(line.width, line.ink.right) * size
        edge = style.pad + style.outline
        spare = canvas.width - 2 * edge - (right - left)
        x = edge - left + spare * across
        placed.append(PlacedLine(line, x, floor(baseline) if down > 0 else ceil(baseline)))
    return placed
