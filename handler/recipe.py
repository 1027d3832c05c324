"""Recipe: a source, operations in order, and an output: the one value that every request becomes."""

import json
from hashlib import sha256
from operator import truediv
from typing import Annotated, Self

from pydantic import AfterValidator, Field

from handler.core.formats.catalogue import WRITTEN
from handler.core.formats.measures import Effort
from handler.core.geometry import Size, whole
from handler.core.output import Output
from handler.core.params import Declared
from handler.generators.made import Made, Source
from handler.ops import AnyOp
from handler.ops.op import Op
from handler.ops.resize import REDUCING_GAP, Resize

__all__ = ["MAX_OPS", "Made", "Recipe", "Source", "Steps", "digest_of_text"]

MAX_OPS = 32
"""The largest number of operations in one recipe."""


def _effective(ops: tuple[Op, ...]) -> tuple[Op, ...]:
    return tuple(op for op in ops if not op.neutral)


class Steps(Declared):
    """Operations and output without a source, as presets have them. Operations that change nothing are dropped."""

    ops: Annotated[tuple[AnyOp, ...], Field(max_length=MAX_OPS), AfterValidator(_effective)] = ()
    output: Output = Output()


def digest_of_text(text: str, versions: tuple[str, ...], engine: str) -> str:
    """Return the digest of a recipe whose canonical text is known.

    versions: of the stored pictures, one for each of the recipe's `keys`. engine: text of the versions of software and
    architecture that render (`rendering.identity`).
    """
    whole_story = json.dumps([versions, text, engine], separators=(",", ":"), ensure_ascii=False)
    return sha256(whole_story.encode()).hexdigest()


class Recipe(Steps):
    """Everything that decides the bytes of a result, and nothing else."""

    source: Source

    @staticmethod
    def of(source: Source, ops: tuple[Op, ...] = (), output: Output = Output()) -> "Recipe":  # noqa: B008 - it is frozen
        """Return the recipe of parts that were judged when they were made; ValueError where there are too many.

        For this the model of all operations need not be there, which takes 15 ms of a cold start to build.
        """
        if len(ops) > MAX_OPS:
            raise ValueError(f"a recipe has at most {MAX_OPS} operations, not {len(ops)}")
        return Recipe.model_construct(ops=_effective(ops), output=output, source=source)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The picture, and those that operations draw on it, in order."""
        return (self.source, *(each for op in self.ops for each in op.needs()))

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of all stored pictures that are read, the picture's own first, each once."""
        return tuple(dict.fromkeys(key for source in self.sources for key in source.keys))

    def text(self) -> str:
        """Return the canonical text: JSON, every default written out, keys sorted.

        Each part writes itself, so that what is not in the recipe is not built; the text is that of the whole.
        """
        dumped = {
            "ops": [op.model_dump(mode="json") for op in self.ops],
            "output": self.output.model_dump(mode="json"),
            "source": self.source.model_dump(mode="json"),
        }
        return json.dumps(dumped, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    def digest(self, versions: tuple[str, ...], engine: str) -> str:
        """Return the SHA-256, in hexadecimal, of all that decides the bytes; it is the ETag and the result's address.

        versions, engine: as `digest_of_text` has them.
        """
        return digest_of_text(self.text(), versions, engine)

    def with_effort(self, effort: Effort) -> Self:
        """Return the recipe with this effort, where it names none: whoever renders says it before the digest."""
        if self.output.effort:
            return self
        return self.model_copy(update={"output": self.output.model_copy(update={"effort": effort})})

    @property
    def told(self) -> bool:
        """Whether a text that tells of the picture is asked for in its place."""
        form = WRITTEN.get(self.output.formats[0])
        return form is not None and form.glance > 0

    @property
    def steps(self) -> tuple[Op, ...]:
        """The operations, and what makes the result small where a text is asked for that tells of a glance at it."""
        form = WRITTEN.get(self.output.formats[0])
        if not form or not self.told:
            return self.ops
        seen = Resize(w=form.glance, h=form.glance)
        return self.ops if self.ops[-1:] == (seen,) else (*self.ops, seen)

    def at(self, size: Size) -> Self:
        """Return the recipe with all ratios converted to pixels, for an upright source of this size."""
        resolved: list[Op] = []
        for op in self.ops:
            resolved.append(op.at(size))
            size = op.size(size)
        return self.model_copy(update={"ops": tuple(resolved)})

    def sizes(self, size: Size) -> tuple[Size, ...]:
        """Return the size after each operation; from a Trim on, an upper bound."""
        sizes = []
        for op in self.ops:
            size = op.size(size)
            sizes.append(size)
        return tuple(sizes)

    def drawn(self) -> Source:
        """Return the source; a generator is told the final size, which a placeholder writes on its picture."""
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
        """Return the least size at which an upright source of this size has to be decoded.

        It is the full size, unless a resize needs less and only operations with an `origin` come before it. It is
        large enough for the picture that a crop by content looks at, too.
        """
        seen = size
        for op in self.steps:
            if isinstance(op, Resize) and not op.whole_needed:
                looks = [op.layout(seen)] + [glance.layout(seen) for glance in [op.glance(seen)] if glance]
                scale = REDUCING_GAP * max(max(map(truediv, each.picture, each.window.size)) for each in looks)
                return Size(*(min(side, int(side * scale) + 1) for side in size))
            if op.depends or op.origin(whole(seen), seen) is None:
                return size
            seen = op.size(seen)
        return size
