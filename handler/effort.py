"""Effort: the CPU time of a render, estimated from above before a pixel is decoded, and what would make it less."""

from typing import NamedTuple

from handler.chain import links
from handler.codecs import SRGB_MS
from handler.codecs.costs import COSTS
from handler.geometry import MEGAPIXEL, Size
from handler.ops.resize import Resize
from handler.output import FormatName
from handler.recipe import Recipe

OP_MS = 0.15
"""What an operation takes for a frame, however small: an animation of dots has five hundred."""

SAVING = 0.6
"""Another format is proposed where it takes no more than this part."""

QUICK: tuple[FormatName, ...] = ("webp", "jpg", "png")
"""What is proposed in place of a format that takes longer, the best first."""


class Effort(NamedTuple):
    """CPU milliseconds of one frame: decoding it, changing it, encoding it; and how many frames there are."""

    decode: float
    change: float
    encode: float
    frames: int = 1

    @property
    def seconds(self) -> float:
        """All of it, in seconds."""
        return self.frames * (self.decode + self.change + self.encode) / 1000


def changing(recipe: Recipe, full: Size, needed: Size, *, profile: bool) -> float:
    """Return the milliseconds that all operations on one frame take, the conversion to sRGB included.

    full: the source's size. needed: the size at which it is decoded, perhaps smaller up to the first resize.
    """
    total, size, reduced = 0.0, full, needed != full
    for op in recipe.ops:
        seen = Size(*(max(1, side * small // large) for side, small, large in zip(size, needed, full, strict=True)))
        total += OP_MS + (op.at(size).work(seen) if reduced else op.work(size))
        reduced = reduced and not isinstance(op, Resize)
        size = op.size(size)
    return total + (SRGB_MS * _converted(recipe, full, needed) / MEGAPIXEL if profile else 0)


def _converted(recipe: Recipe, full: Size, needed: Size) -> int:
    """Return the pixels that are converted to sRGB: see rule 3 of `chain`."""
    area = needed.area
    for link in links(recipe.ops, full):
        if link.srgb_before:
            return area
        area = link.result.area
        if link.srgb_after:
            return area
    return area


def remedy(recipe: Recipe, effort: Effort, kind: FormatName, most: float) -> tuple[str, str]:
    """Return the parameter that would bring the effort below `most` seconds, and how, in words."""
    if effort.frames > 1 and effort._replace(frames=1).seconds <= most:
        return "frame", "frame=0 takes the first alone"
    room = most * 1000 / effort.frames - effort.decode - effort.change
    scale = effort.encode / COSTS[kind].encoding(recipe.output)
    for name in QUICK:
        quicker = COSTS[name].encoding(recipe.output.model_copy(update={"lossless": False})) * scale
        if quicker <= min(room, SAVING * effort.encode):
            return "fm", f"fm={name} takes less"
    if effort.frames * effort.decode <= most * 1000:
        return "w", "give a smaller w or h"
    return "w", "the source is too large"
