"""Outline: sizes, memory and CPU time of a recipe on a picture, for each format that may be chosen."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import NamedTuple, Protocol

from handler.core.formats.catalogue import FORMATS
from handler.core.formats.costs import Raster, encoding
from handler.core.formats.memory import holding
from handler.core.geometry import PIXEL_BYTES, Size
from handler.core.output import FormatName, Output
from handler.ops.op import Op
from handler.recipe import Recipe
from handler.rendering.cost import CostEstimate, Cut, changing, converted, settling
from handler.rendering.picture import Picture
from handler.rendering.pipeline import links

MEGABYTE = 1_000_000


class Budget(Protocol):
    """How much a render may take. `Limits` is one."""

    @property
    def work(self) -> float:
        """CPU seconds."""

    @property
    def memory(self) -> float:
        """Megabytes."""


class Unbounded(NamedTuple):
    """No budget at all."""

    work: float = inf
    memory: float = inf


UNBOUNDED = Unbounded()


@dataclass(frozen=True)
class Outline:
    """A recipe on a picture. ops: its operations; once what depends on pixels is decided, those without it."""

    recipe: Recipe
    picture: Picture
    ops: tuple[Op, ...]

    @cached_property
    def sizes(self) -> tuple[Size, ...]:
        """The size after each operation."""
        return self._settled.sizes(self.picture.size)

    @cached_property
    def needed(self) -> Size:
        """The size at which the source has to be decoded at least, whatever will be decided from its pixels."""
        return self.recipe.needed(self.picture.size)

    @property
    def last(self) -> Size:
        """The size of the result."""
        return self.sizes[-1] if self.sizes else self.picture.size

    @cached_property
    def alpha(self) -> bool:
        """Whether the result may have transparency."""
        return self._settled.alpha(self.picture.alpha)

    @property
    def frames(self) -> int:
        """How many frames there are to show."""
        return len(self.picture.shown) if self.picture.animated else 1

    def played(self, kind: FormatName) -> int:
        """Return how many frames a format shows."""
        return self.frames if FORMATS[kind].animation else 1

    def within(self, kind: FormatName, budget: Budget) -> bool:
        """Return whether the result in a format stays within a budget."""
        megabytes = -(-self.memory(kind) // MEGABYTE)
        return round(self.effort(kind).seconds, 2) <= budget.work and megabytes <= budget.memory

    def effort(self, kind: FormatName, *more: FormatName) -> CostEstimate:
        """Return the CPU time of the result in a format, or in several."""
        frames, (_, decode) = self.played(kind), self._decoding
        change = changing(self.ops, self._cut)
        # Where a later frame turns out to be transparent, all begins anew: see `pipeline.flow`.
        again = 2 - 1 / frames if frames > 1 and self.picture.alpha else 1
        settle = settling(self.recipe.ops, self._cut, frames, decode) + self._preparing
        encode = sum(self.encoding(name, self.recipe.output) for name in (kind, *more))
        times = 2 if self.followed else 1
        return CostEstimate(again * decode * times, again * change * times, encode * times, frames, settle)

    def encoding(self, kind: FormatName, output: Output) -> float:
        """Return the milliseconds of encoding one frame in a format, with as much of the output as it can do."""
        raster = Raster(self.last.area, self.played(kind), self.alpha, self.picture.flat)
        return encoding(kind, output, raster)

    def memory(self, kind: FormatName) -> int:
        """Return the bytes of memory at the peak: while decoding, in an operation, or while encoding.

        Of an animation one frame at a time is decoded and changed, beside those that are done.
        """
        (peak, _), frames, factor = self._decoding, self.played(kind), self._cut.factor
        decoded = PIXEL_BYTES * self.picture.size.area // factor**2 + self.picture.held
        written = holding(kind, self.recipe.output, self.last.area, frames, alpha=self.alpha)
        done = PIXEL_BYTES * self.last.area * (frames - 1)
        if frames > 1 and self.recipe.output.fps:
            decoded *= 2  # one waits until it is known for how long it is shown
        result = PIXEL_BYTES * self.last.area if self.ops or self._cut.profile else 0
        most = max(peak, decoded + self._changed, decoded + result + written)
        beside = sum(op.held(size) for op, size in self._seen)
        return done + beside + most + (decoded + self._changed + result if self.followed else 0)

    @property
    def _seen(self) -> Iterator[tuple[Op, Size]]:
        """Give each operation with the size that it sees."""
        return zip(self.ops, (self.picture.size, *self.sizes), strict=False)

    @property
    def _preparing(self) -> float:
        """The milliseconds, once for all frames, of what operations draw."""
        return sum(op.preparing(size) for op, size in self._seen)

    @property
    def followed(self) -> bool:
        """Whether a gain map goes the way of the picture, at no more than its size."""
        return self.recipe.output.hdr == "keep" and self.picture.mapped

    @property
    def _settled(self) -> Recipe:
        return self.recipe.model_copy(update={"ops": self.ops})

    @cached_property
    def _decoding(self) -> tuple[int, float]:
        return self.picture.cost(self.needed)

    @cached_property
    def _cut(self) -> Cut:
        factor = self.picture.reduction(self.needed)
        return Cut(
            self.picture.size, factor, self.picture.profile is not None or self.recipe.output.wide, self.picture.alpha
        )

    @cached_property
    def _changed(self) -> int:
        """The most bytes that an operation takes beside the decoded frame: what it reads, writes, and scratch."""
        read, scale, alpha = 0, 1 / self._cut.factor, self.picture.alpha
        most = 2 * PIXEL_BYTES * int(converted(self.ops, self._cut)) if self._cut.profile else 0
        for link in links(self.ops, self.picture.size):
            most = max(most, read + link.op.memory(link.seen, scale, alpha=alpha))
            alpha, scale, read = link.op.alpha(alpha), 1.0, PIXEL_BYTES * link.result.area
        return most
