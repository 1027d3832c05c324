"""Turning: `a_`, degrees clockwise, and before them mirrors, with a point between them."""

from itertools import takewhile

from handler.core.source import Fetched, Stored
from handler.dialects.cloudinary.components import Transformation, real_number
from handler.dialects.cloudinary.paints import read_paint, written_paint
from handler.dialects.foreign.words import declared, unknown
from handler.dialects.literals import plain_number
from handler.ops.flip import Flip
from handler.ops.op import Op
from handler.ops.rotate import Rotate

MIRRORS = {"hflip": "h", "vflip": "v"}
QUARTER = 90
IGNORE = "ignore"


def rotated(part: Transformation) -> tuple[Op, ...]:
    """Return the turns and mirrors of a component; a `b_` beside is the colour of corners."""
    text = part.take("a")
    if text is None:
        return ()
    words = text.split(".")
    mirrors = list(takewhile(MIRRORS.__contains__, words))
    axis = "".join(MIRRORS[word] for word in sorted(set(mirrors)))
    found: list[Op] = [declared(Flip, "a", text, axis=axis)] if axis else []
    if not (angle := ".".join(words[len(mirrors) :])):
        return tuple(found)
    if not angle.removeprefix("-")[:1].isdigit():
        raise unknown(angle, [*MIRRORS, IGNORE], "angle")
    degrees = real_number("a", angle)
    colour = part.take("b") if degrees % QUARTER else None
    return (*found, declared(Rotate, "a", text, angle=degrees, bg=None if colour is None else read_paint("b", colour)))


def as_stored(part: Transformation) -> bool:
    """Return whether the stored orientation is not to count, and take out what says so."""
    if part.said.get("a") != IGNORE:
        return False
    part.take("a")
    return True


def written_turn(op: Flip | Rotate) -> list[str]:
    """Return the parameters that say a turn or a mirror."""
    if isinstance(op, Flip):
        return [f"a_{'.'.join(name for name, axis in MIRRORS.items() if axis in op.axis)}"]
    corners = [] if op.bg is None else [f"b_{written_paint(op.bg)}"]
    return [f"a_{plain_number(op.angle)}", *corners]


def written_source(source: Stored | Fetched) -> list[str]:
    """Return the component that says which page is meant, and that its orientation does not count."""
    page = [] if source.frame is None else [f"pg_{source.frame + 1}"]
    return [*([f"a_{IGNORE}"] if source.orientation == 1 else []), *page]
