"""Edits writer: from operations to the edits that say them, in the order in which sharp would do them.

What it writes may read as other operations, where sharp's order is another: whoever calls it reads it again.
"""

from collections.abc import Callable, Iterator
from typing import Any

from handler.dialects.aws.edits import CIRCLE, FLIPS, ROUND
from handler.dialects.aws.overlaying import written_overlay
from handler.dialects.aws.resizing import written_resize
from handler.dialects.aws.tuning import FINISHING, TUNING, written_tuning
from handler.dialects.aws.values import shortest, written_colour
from handler.errors import Inexpressible
from handler.ops.background import Background
from handler.ops.flip import Flip
from handler.ops.op import Op
from handler.ops.overlay import Overlay
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.trim import Trim

Edit = tuple[str, Any]
RANKS = {name: rank for rank, name in enumerate((*TUNING, "overlayWith", *FINISHING), 1)}
"""The order of edits that change no place; those that do are told by the order of the members."""


def written_edits(ops: tuple[Op, ...]) -> dict[str, Any]:
    """Return the edits of operations; Inexpressible, naming it, where there is none for one."""
    edits: dict[str, Any] = {}
    rank, number = 0, 0
    while number < len(ops):
        if ops[number : number + len(CIRCLE)] == CIRCLE:
            _add(edits, ROUND, value=True)
            rank, number = 0, number + len(CIRCLE)
            continue
        for name, value in _written(ops[number], rank):
            rank = RANKS.get(name, rank)
            _add(edits, name, value)
        number += 1
    return edits


def _add(edits: dict[str, Any], name: str, value: Any) -> None:  # noqa: ANN401 - any JSON
    if name == "modulate" and not value.keys() & edits.get(name, {}).keys():
        value = {**edits.get(name, {}), **value}
    elif name in edits:
        raise Inexpressible(f"edits say {name} once, and this picture has it twice")
    edits[name] = value


def _written(op: Op, rank: int) -> Iterator[Edit]:
    """Give the edits of an operation. rank: of the edit before."""
    if write := PLACED.get(type(op)):
        yield from write(op)
        return
    choices = written_tuning(op)
    if not choices:
        raise Inexpressible(f"edits cannot say {op.op}")
    yield next((each for each in choices if RANKS[each[0]] >= rank), choices[-1])


def _written_trim(op: Trim) -> list[Edit]:
    said: dict[str, Any] = {} if op.color is None else {"background": written_colour(op.color)}
    said |= {} if op.tolerance == Trim.model_fields["tolerance"].default else {"threshold": op.tolerance}
    return [("trim", said or True)]


def _resized(op: Resize) -> list[Edit]:
    facing: dict[str, Any] = {} if op.faceindex is None else {"faceIndex": op.faceindex - 1}
    return [("resize", written_resize(op)), *([("smartCrop", facing)] if op.fit == "facearea" else [])]


PLACED: dict[type[Op], Callable[[Any], list[Edit]]] = {
    Flip: lambda op: [(name, True) for name, axis in FLIPS.items() if axis in op.axis],
    Trim: _written_trim,
    Rect: lambda op: [("extract", dict(zip(("left", "top", "width", "height"), op.box, strict=True)))],
    Rotate: lambda op: [("rotate", shortest(op.angle))],
    Resize: _resized,
    Background: lambda op: [("flatten", {"background": written_colour(op.bg)})],
    Overlay: lambda op: [("overlayWith", written_overlay(op))],
}
"""For each operation that changes a place, or is told by the order of the members, what gives its edits."""
