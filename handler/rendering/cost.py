"""Cost: an estimate of a render's CPU time, rather too high than too low, and which parameter would make it less.

Sizes and boxes are those at full scale. Where a picture is decoded at a smaller scale, the factor is given beside them.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from handler.codecs import SRGB_MS
from handler.core.geometry import MEGAPIXEL, Box, Size, whole
from handler.core.output import FormatName
from handler.ops.op import Op
from handler.ops.resize import Resize
from handler.rendering.pipeline import Link, links

OP_MS = 0.15
"""Milliseconds that an operation takes for a frame, however small: an animation of one-pixel frames has 500."""

SAVING = 0.6
"""Another format is proposed where it takes no more than this part of the time."""

QUICK: tuple[FormatName, ...] = ("webp", "jpg", "png")
"""Formats that are proposed in place of one that takes longer, the best first."""


class CostEstimate(NamedTuple):
    """CPU milliseconds of one frame: decoding it, changing it, encoding it; and how many frames there are.

    settle: what it takes, for all frames together, to decide what depends on pixels, as where to trim.
    """

    decode: float
    change: float
    encode: float
    frames: int = 1
    settle: float = 0.0

    @property
    def seconds(self) -> float:
        """All of it, in seconds."""
        return (self.settle + self.frames * (self.decode + self.change + self.encode)) / 1000


class Cut(NamedTuple):
    """A picture as it is decoded. full: its size at full scale. factor: by which its sides come reduced."""

    full: Size
    factor: int = 1
    profile: bool = False
    """Whether it has to be converted to sRGB."""

    alpha: bool = False
    """Whether it has transparency."""


def changing(ops: tuple[Op, ...], cut: Cut) -> float:
    """Return the milliseconds that operations on one frame take, the conversion to sRGB included."""
    total, factor, alpha = 0.0, cut.factor, cut.alpha
    for link in links(ops, cut.full):
        size = link.full
        for op in link.before:
            total += OP_MS + op.work(size, 1 / factor, alpha=alpha)
            size = op.size(size)
        total += OP_MS + _work(link, factor, alpha=alpha)
        alpha = link.op.alpha(alpha)
        if isinstance(link.op, Resize):
            factor = 1  # what is reduced is so up to the first resize
    return total + (SRGB_MS * converted(ops, cut) / MEGAPIXEL if cut.profile else 0)


def _work(link: Link, factor: int, *, alpha: bool) -> float:
    """Return the milliseconds of a link's own operation on a picture that was reduced by a factor."""
    op, size = link.op, link.seen
    if not isinstance(op, Resize):
        return op.work(size, 1 / factor, alpha=alpha)
    return op.work(size, 1 / factor, alpha=alpha, libvips=counted_on(link, factor, alpha=alpha))


def counted_on(link: Link, factor: int, *, alpha: bool) -> bool | None:
    """Return whether libvips resamples for a link's resize; None where it depends on how a reduced picture lies."""
    resize = link.op
    assert isinstance(resize, Resize)  # noqa: S101 - for mypy: nothing else comes here
    parts = ((reduced, *link.part(resize, shown)) for reduced, shown in _grids(link.full, factor))
    found = {resize.by_libvips(*part, alpha=alpha) for part in parts}
    return found.pop() if len(found) == 1 else None


def _grids(full: Size, factor: int) -> Iterator[tuple[Size, Box]]:
    """Give the size of a picture that was reduced, and which part of it may show the whole.

    That is all of it, or begins in one of the corners, as the stored picture is turned.
    """
    reduced = Size(*(-(-side // factor) for side in full))
    yield reduced, whole(reduced)
    width, height = full.width / factor, full.height / factor
    for left in {0, reduced.width - width}:
        for top in {0, reduced.height - height}:
            yield reduced, Box(left, top, left + width, top + height)


def converted(ops: tuple[Op, ...], cut: Cut) -> float:
    """Return how many pixels are converted to sRGB: see rule 3 of `pipeline`."""
    area = cut.full.area / cut.factor**2
    for link in links(ops, cut.full):
        if link.srgb_before:
            return area
        area = link.result.area
        if link.srgb_after:
            return area
    return area


def settling(ops: tuple[Op, ...], cut: Cut, frames: int, decode: float) -> float:
    """Return the milliseconds that it takes to decide what depends on pixels, as where to trim.

    For every frame that is looked at, the operations before it are done; of an animation it is decoded for that too.
    """
    total, size, scale, alpha = 0.0, cut.full, 1 / cut.factor, cut.alpha
    for number, op in enumerate(ops):
        if op.depends:
            again = decode if frames > 1 else 0.0
            looked = frames if op.everywhere else 1
            total += looked * (again + changing(ops[:number], cut) + op.looking(size, scale, alpha=alpha))
        alpha = op.alpha(alpha)
        if isinstance(op, Resize):
            scale = 1.0
        size = op.size(size)
    return total


def remedy(effort: CostEstimate, most: float, encoding: Callable[[FormatName], float]) -> tuple[str, str]:
    """Return the parameter that would bring the work below `most` seconds, and how, in words.

    encoding: milliseconds of a frame in another format.
    """
    if effort.frames > 1 and effort._replace(frames=1).seconds <= most:
        return "frame", "frame=0 takes the first alone"
    room = (most * 1000 - effort.settle) / effort.frames - effort.decode - effort.change
    for name in QUICK:
        if encoding(name) <= min(room, SAVING * effort.encode):
            return "fm", f"fm={name} takes less"
    if effort.frames * effort.decode <= most * 1000:
        return "w", "give a smaller w or h"
    return "w", "the source is too large"
