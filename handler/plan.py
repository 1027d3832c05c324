"""Plan: what a recipe will do to a picture, told from the header alone: sizes, format, memory, work."""

from dataclasses import dataclass
from math import inf
from typing import Protocol

from handler.codecs import FORMATS, Subject, choose
from handler.codecs.costs import COSTS, FRAME_MS
from handler.codecs.frames import Frames
from handler.effort import Effort, changing, remedy
from handler.geometry import MEGAPIXEL, PIXEL_BYTES, Size
from handler.output import FormatName
from handler.recipe import Recipe

UNBOUNDED = inf


class Picture(Protocol):
    """A picture whose header has been read: stored (`codecs.Picture`) or still to be drawn (`drawing.Drawing`)."""

    @property
    def size(self) -> Size:
        """The upright size at full scale."""

    @property
    def format(self) -> FormatName | None:
        """The kind of file; None for a picture that is drawn."""

    @property
    def frames(self) -> int:
        """How many frames it has."""

    @property
    def animated(self) -> bool:
        """Whether they move, and nobody asked for one of them."""

    @property
    def alpha(self) -> bool:
        """Whether it may have transparency."""

    @property
    def flat(self) -> bool:
        """Whether it has few colours."""

    @property
    def profile(self) -> str | None:
        """The colour profile's description, None where the picture has none."""

    def cost(self, at_least: Size) -> tuple[int, float]:
        """Return bytes of memory and CPU milliseconds that decoding one frame takes, at this size or larger."""

    def reduction(self, at_least: Size) -> int:
        """Return by what factor the sides would be reduced; of one factor, the pixels are the same."""

    def decode(self, at_least: Size, *, moving: bool) -> Frames:
        """Return the pixels, perhaps reduced, but at least this large."""


@dataclass(frozen=True)
class Plan:
    """What will be done. memory: bytes at the peak. work: CPU seconds. Both estimated, from above.

    remedy: the parameter that would bring the work within the budget, and how; empty where it is.
    """

    source: Size
    sizes: tuple[Size, ...]
    needed: Size
    format: FormatName
    frames: int
    alpha: bool
    memory: int
    work: float
    remedy: tuple[str, str] = ("", "")

    @property
    def moving(self) -> bool:
        """Whether the result is an animation."""
        return self.frames > 1


def plan(recipe: Recipe, picture: Picture, budget: float = UNBOUNDED) -> Plan:
    """Return the plan of a recipe for a picture; the errors of `size()` and `choose` pass through.

    budget: CPU seconds that may be spent; of several candidate formats one is taken that stays within.
    """
    sizes = recipe.sizes(picture.size)
    final = sizes[-1] if sizes else picture.size
    needed = recipe.needed(picture.size)
    memory, decode = picture.cost(needed)
    change = changing(recipe, picture.size, needed, profile=picture.profile is not None)
    alpha, frames = recipe.alpha(picture.alpha), picture.frames if picture.animated else 1
    spare = budget * 1000 - frames * (decode + change)
    kind = choose(recipe.output, Subject(picture.format, alpha, frames > 1, final.area, frames, spare, picture.flat))
    frames = frames if FORMATS[kind].animation else 1
    cost = COSTS[kind].encoding(recipe.output, alpha=alpha, moving=frames > 1, flat=picture.flat)
    encode = cost * final.area / MEGAPIXEL
    effort = Effort(decode, change, encode + FRAME_MS, frames)
    memory += PIXEL_BYTES * (_largest_step(needed, sizes) + (frames - 1) * max(needed.area, final.area))
    how = remedy(recipe, effort, kind, budget) if effort.seconds > budget else ("", "")
    sides = sizes or (picture.size,)
    return Plan(picture.size, sides, needed, kind, frames, alpha, memory, effort.seconds, how)


def _largest_step(before: Size, sizes: tuple[Size, ...]) -> int:
    """Return the most pixels that an operation's input and result have together."""
    most = 0
    for size in sizes:
        most = max(most, before.area + size.area)
        before = size
    return most
