"""Ground: the one `bg` of a query colours the room that several operations make, and is seen once everywhere.

In a query `bg` is the colour beside and under the picture. An opaque one is painted wherever an operation makes room,
which needs no transparency, and laid under the picture at the end. A translucent one laid twice would count twice: so
that room stays clear, and the background at the end colours it too.
"""

from handler.core.colours import is_translucent, rgba
from handler.ops.background import Background
from handler.ops.op import Op


def once(ops: tuple[Op, ...]) -> tuple[Op, ...]:
    """Return the operations of a query with clear room around pictures where a translucent background comes last."""
    if (colour := _translucent(ops)) is None:
        return ops
    return tuple(_with(op, colour, _clear(colour)) for op in ops)


def told_grounds(ops: tuple[Op, ...]) -> tuple[Op, ...]:
    """Return the operations with the ground that a query says: the inverse of `once`."""
    if (colour := _translucent(ops)) is None:
        return ops
    return tuple(_with(op, _clear(colour), colour) for op in ops)


def _translucent(ops: tuple[Op, ...]) -> str | None:
    last = ops[-1] if ops else None
    return last.bg if isinstance(last, Background) and is_translucent(last.bg) else None


def _clear(colour: str) -> str:
    return "00{:02x}{:02x}{:02x}".format(*rgba(colour)[:3])


def _with(op: Op, ground: str, other: str) -> Op:
    if isinstance(op, Background) or getattr(op, "bg", None) != ground:
        return op
    return op.model_copy(update={"bg": other})
