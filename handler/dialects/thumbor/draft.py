"""Draft: what has been read of a path so far: operations, and what of output, source and delivery differs."""

from typing import Any, NamedTuple

from handler.dialects.foreign.words import Declaration, declared
from handler.dialects.thumbor.address import Words
from handler.dialects.thumbor.arguments import Arguments
from handler.ops.op import Op

Measure = int | float
"""A length: an int is pixels, a float a part of the side."""


class Focal(NamedTuple):
    """A rectangle to be kept in view: left, top, right and bottom, in pixels, or in ratios as imagor has them."""

    left: Measure
    top: Measure
    right: Measure
    bottom: Measure


class Draft(NamedTuple):
    """A picture as far as its path was read. words: of the path. focal: rectangles to be kept in view.

    stretch, capped: what filters say of the size. turn: degrees by which it is turned before all else.
    """

    words: Words
    ops: tuple[Op, ...] = ()
    output: tuple[tuple[str, Any], ...] = ()
    source: tuple[tuple[str, Any], ...] = ()
    delivery: tuple[tuple[str, Any], ...] = ()
    focal: tuple[Focal, ...] = ()
    stretch: bool = False
    capped: bool = False
    turn: float = 0.0
    image: str = ""

    def then(self, *ops: Op) -> "Draft":
        """Return the draft with operations after those that it has."""
        return self._replace(ops=(*self.ops, *ops))

    def written(self, **fields: Any) -> "Draft":  # noqa: ANN401 - what the fields of an output have
        """Return the draft with fields of its output."""
        return self._replace(output=(*self.output, *fields.items()))

    def taken(self, **fields: Any) -> "Draft":  # noqa: ANN401 - what the fields of a source have
        """Return the draft with fields of its source."""
        return self._replace(source=(*self.source, *fields.items()))

    def delivered(self, **fields: Any) -> "Draft":  # noqa: ANN401 - what the fields of a delivery have
        """Return the draft with fields of its delivery."""
        return self._replace(delivery=(*self.delivery, *fields.items()))


def made(kind: type[Declaration], given: Arguments, /, **fields: Any) -> Declaration:  # noqa: ANN401 - what they have
    """Return an operation of these fields; an error blames the filter and its arguments."""
    return declared(kind, given.name, ",".join(given.texts), **fields)
