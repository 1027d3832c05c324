"""Recipe: the one value that travels through the program: a source, operations in order, an output."""

import json
from hashlib import sha256
from operator import truediv
from typing import Annotated, Self

from pydantic import AfterValidator, Discriminator, Field, Tag

from handler.core.geometry import Size, whole
from handler.core.output import Output
from handler.core.params import Declared
from handler.core.source import Picked, Posted, Stored
from handler.generators import AnyGenerator
from handler.ops import AnyOp
from handler.ops.op import Op
from handler.ops.resize import REDUCING_GAP, Resize

SIDEWAYS = 5
"""From this EXIF orientation on, width and height change places."""

MAX_OPS = 32
"""The largest number of operations in one recipe."""


class Made(Picked):
    """A picture that a generator draws."""

    made: AnyGenerator

    @property
    def keys(self) -> tuple[str, ...]:
        """The pictures that the generator draws with."""
        return self.made.needs()

    @property
    def size(self) -> Size:
        """The upright size of the drawing."""
        size = self.made.size()
        return Size(size.height, size.width) if (self.orientation or 1) >= SIDEWAYS else size


def _kind(source: object) -> str | None:
    """Return which member tells the kind of a source: its own name."""
    present = source if isinstance(source, dict) else dir(source)
    return next((name for name in ("key", "made", "posted") if name in present), None)


Source = Annotated[
    Annotated[Stored, Tag("key")] | Annotated[Made, Tag("made")] | Annotated[Posted, Tag("posted")],
    Discriminator(_kind),
]


def _effective(ops: tuple[Op, ...]) -> tuple[Op, ...]:
    return tuple(op for op in ops if not op.neutral)


class Steps(Declared):
    """What is done to a picture, and what kind of file it becomes; a step that changes nothing is not kept."""

    ops: Annotated[tuple[AnyOp, ...], Field(max_length=MAX_OPS), AfterValidator(_effective)] = ()
    output: Output = Output()


class Recipe(Steps):
    """Everything that decides the bytes of a result, and nothing else."""

    source: Source

    def text(self) -> str:
        """Return the canonical text: JSON, every default written out, keys sorted."""
        return json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    def digest(self, versions: tuple[str, ...], engine: str) -> str:
        """Return the SHA-256, in hexadecimal, of everything that decides the bytes: ETag and address of the result.

        versions: one for each of `source.keys`. engine: what renders, and on what architecture (`codecs.engine`).
        """
        whole_story = json.dumps([versions, self.text(), engine], separators=(",", ":"), ensure_ascii=False)
        return sha256(whole_story.encode()).hexdigest()

    def at(self, size: Size) -> Self:
        """Return the recipe with every ratio resolved to pixels, for an upright source of this size."""
        resolved: list[Op] = []
        for op in self.ops:
            resolved.append(op.at(size))
            size = op.size(size)
        return self.model_copy(update={"ops": tuple(resolved)})

    def sizes(self, size: Size) -> tuple[Size, ...]:
        """Return the size after each operation; an upper bound from a Trim on, until the recipe is settled."""
        sizes = []
        for op in self.ops:
            size = op.size(size)
            sizes.append(size)
        return tuple(sizes)

    def drawn(self) -> Source:
        """Return the source; one that is made knows what size comes out in the end, which a placeholder writes."""
        source = self.source
        if not isinstance(source, Made):
            return source
        final = [source.size, *self.sizes(source.size)][-1]
        return source.model_copy(update={"made": source.made.shown(final)})

    def alpha(self, alpha: bool) -> bool:  # noqa: FBT001 - see Op
        """Return whether the result may have transparency, given whether the source may."""
        for op in self.ops:
            alpha = op.alpha(alpha)
        return alpha

    def needed(self, size: Size) -> Size:
        """Return the size at which the source has to be decoded at least, of an upright source of this size.

        It is all of it unless only operations that carry boxes stand before a resize that needs less. A crop by
        content takes a glance at the same reduction, which is none the smaller for it.
        """
        seen = size
        for op in self.ops:
            if isinstance(op, Resize):
                looks = [op.layout(seen)] + [glance.layout(seen) for glance in [op.glance(seen)] if glance]
                scale = REDUCING_GAP * max(max(map(truediv, each.picture, each.window.size)) for each in looks)
                return Size(*(min(side, int(side * scale) + 1) for side in size))
            if op.depends or op.origin(whole(seen), seen) is None:
                return size
            seen = op.size(seen)
        return size
