"""Cuts: `trim`, by pixels from the sides or by the border's colour, as operations before all others.

What is cut from the right and the bottom cannot be said in pixels before the size is known. So the picture is mirrored,
cut from the left and the top, and mirrored back, which moves no pixel.
"""

from handler.core.params import MAX_SOURCE_SIDE
from handler.dialects.cloudflare.options import Options
from handler.dialects.foreign.arguments import argument, dense, whole_in_range, wrong_argument
from handler.dialects.foreign.css_colours import css_colour, written_css_colour
from handler.ops.flip import Flip
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.trim import Trim

REST = MAX_SOURCE_SIDE
"""An extent that is all there is."""

MIRROR = Flip(axis="hv")
BORDER = "border"
COLOUR = "trim.border.color"
SIDES = 4
PIECES = {"trim.left": 0, "trim.top": 0, "trim.width": REST, "trim.height": REST}
"""The separate values in the order of a Rect, and what they are where they are not given."""


def cuts(options: Options, density: float) -> tuple[Op, ...]:
    """Return the operations that cut; none where nothing is to be cut."""
    said, pieces = options.get("trim"), [name for name in PIECES if name in options]
    if said and pieces:
        raise wrong_argument("trim", said, f"says it already; leave {pieces[0]} out")
    if COLOUR in options and said != BORDER:
        raise wrong_argument(COLOUR, options[COLOUR], "goes with trim=border")
    if said == BORDER:
        return (_border(options),)
    if pieces:
        left, top, width, height = (_pixels(options, name, density) for name in PIECES)
        return (Rect(box=(left, top, width, height)),)
    return _from_sides(said, density) if said else ()


def written_cuts(ops: tuple[Op, ...]) -> tuple[Options, tuple[Op, ...]]:
    """Return the options that say the cuts with which operations begin, and the operations behind them."""
    if isinstance(first := next(iter(ops), None), Trim):
        colour = {} if first.color is None else {COLOUR: written_css_colour(first.color)}
        return {"trim": BORDER, **colour}, ops[1:]
    before = _corner(ops[:1])
    behind = ops[1:] if before else ops
    if behind[:1] == (MIRROR,) == behind[2:3] and (after := _corner(behind[1:2])):
        (left, top), (right, bottom) = before or (0, 0), after
        return {"trim": f"{top};{right};{bottom};{left}"}, behind[3:]
    if before:
        return {"trim": f"{before[1]};0;0;{before[0]}"}, behind
    if isinstance(first, Rect):
        pairs = zip(PIECES, first.box, strict=True)
        return {name: str(side) for name, side in pairs if side != PIECES[name]}, ops[1:]
    return {}, ops


def _border(options: Options) -> Trim:
    if COLOUR not in options:
        return Trim(mode="auto")
    return Trim(mode="color", color=argument(COLOUR, options[COLOUR], css_colour))


def _pixels(options: Options, name: str, density: float) -> int:
    if name not in options:
        return PIECES[name]
    least = 1 if PIECES[name] else 0
    return max(least, dense(name, whole_in_range(name, options[name], least, REST), density, REST))


def _from_sides(text: str, density: float) -> tuple[Op, ...]:
    parts = text.split(";", SIDES)
    if len(parts) != SIDES:
        raise wrong_argument("trim", text, "must be border, or pixels of four sides, as 20;30;20;0")
    top, right, bottom, left = (dense("trim", whole_in_range("trim", part, 0, REST), density, REST) for part in parts)
    before: tuple[Op, ...] = (Rect(box=(left, top, REST, REST)),) if left or top else ()
    if not right and not bottom:
        return before
    return (*before, MIRROR, Rect(box=(right, bottom, REST, REST)), MIRROR)


def _corner(ops: tuple[Op, ...]) -> tuple[int, int] | None:
    """Return what a Rect cuts from the left and the top; None where it cuts something else."""
    if not ops or not isinstance(ops[0], Rect) or ops[0].box[2:] != (REST, REST):
        return None
    left, top = ops[0].box[:2]
    return (left, top) if isinstance(left, int) and isinstance(top, int) else None
