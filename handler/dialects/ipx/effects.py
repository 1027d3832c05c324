"""Effects: every modifier beside size and output, as an operation before or after the resize, and the way back."""

from handler.core.params import MAX_SOURCE_SIDE
from handler.dialects.foreign.arguments import argument, in_range, whole_in_range
from handler.dialects.foreign.css_colours import css_colour, written_css_colour
from handler.dialects.foreign.words import declared
from handler.dialects.ipx.modifiers import Modifiers
from handler.dialects.ipx.sizes import BLACK, ground_colour
from handler.dialects.literals import plain_number
from handler.ops.auto_contrast import AutoContrast
from handler.ops.background import Background
from handler.ops.blur import Blur
from handler.ops.flip import Flip
from handler.ops.invert import Invert
from handler.ops.levels import Levels
from handler.ops.median import Median
from handler.ops.mono import Mono
from handler.ops.op import Op
from handler.ops.pad import Pad
from handler.ops.rect import Rect
from handler.ops.rotate import Rotate
from handler.ops.saturation import Saturation
from handler.ops.trim import Trim
from handler.ops.unsharp_mask import UnsharpMask

GRAY = Saturation(amount=-100)
FULL = 100
WORDS: dict[type[Op], tuple[str, str]] = {
    Trim: ("trim", "tolerance"),
    Rotate: ("rotate", "angle"),
    Median: ("median", "side"),
    Blur: ("blur", "radius"),
    UnsharpMask: ("sharpen", "radius"),
    AutoContrast: ("normalize", ""),
    Saturation: ("grayscale", ""),
    Invert: ("negate", ""),
    Background: ("flatten", ""),
}
"""For operations of one field, or of none that matters: the modifier, and the field that is its value."""

MOST_PADDING = 1000


def before_the_size(modifiers: Modifiers) -> list[Op]:
    """Return what is cut off, mirrored and turned, in this order."""
    ops: list[Op] = []
    if "trim" in modifiers:
        ops.append(Trim(mode="auto", tolerance=whole_in_range("trim", modifiers["trim"][0], 0, 255)))
    if "extract" in modifiers:
        box = tuple(
            whole_in_range("extract", text, least, MAX_SOURCE_SIDE)
            for text, least in zip(modifiers["extract"], (0, 0, 1, 1), strict=True)
        )
        ops.append(declared(Rect, "extract", "_".join(modifiers["extract"]), box=box))
    axes = ("h" if "flop" in modifiers else "") + ("v" if "flip" in modifiers else "")
    if axes:
        ops.append(declared(Flip, "flip", axes, axis=axes))
    if "rotate" in modifiers:
        angle = in_range("rotate", modifiers["rotate"][0], -360, 360)
        ops.append(Rotate(angle=angle, bg=ground_colour(modifiers) if angle % 90 else None))
    return ops


def after_the_size(modifiers: Modifiers) -> list[Op]:
    """Return light and colour, filters, room around the picture, and the ground under it."""
    ops: list[Op] = []
    if "normalize" in modifiers:
        ops.append(AutoContrast(amount=FULL))
    if "grayscale" in modifiers or "threshold" in modifiers:
        ops.append(GRAY)
    if "threshold" in modifiers:
        level = whole_in_range("threshold", modifiers["threshold"][0], 1, 255)
        ops.append(Levels(range=(level - 1, 1.0, level)))
    if "tint" in modifiers:
        ops.append(Mono(color=argument("tint", modifiers["tint"][0], css_colour)))
    if "negate" in modifiers:
        ops.append(Invert(invert=True))
    return [*ops, *_filters(modifiers), *_grounds(modifiers)]


def modifiers_of_effect(op: Op) -> list[str]:
    """Return the modifiers that say an operation, as far as there are any."""
    said: list[str]
    match op:
        case Rect(box=box):
            said = ["_".join(("extract", *map(str, box)))]
        case Flip(axis=axis):
            said = [name for letter, name in (("h", "flop_true"), ("v", "flip_true")) if letter in axis]
        case Levels(range=(_, _, level)):
            said = [f"threshold_{level}"]
        case Mono(color=colour):
            said = [f"tint_{written_css_colour(colour)}"]
        case Pad():
            left, top, right, bottom = op.room
            said = [f"extend_{top}_{right}_{bottom}_{left}"]
        case _:
            name, field = WORDS.get(type(op), ("", ""))
            value = plain_number(getattr(op, field)) if field else "true"
            said = [f"{name}_{value}"] if name else []
    return said


def modifiers_of_ground(ops: tuple[Op, ...]) -> list[str]:
    """Return the modifier that says the colour beside pictures and under them, where it is not black."""
    colours = {getattr(op, "bg", None) for op in ops} - {None, BLACK}
    return [f"b_{written_css_colour(colour)}" for colour in sorted(map(str, colours))]


def _filters(modifiers: Modifiers) -> list[Op]:
    ops: list[Op] = []
    if "median" in modifiers:
        text = modifiers["median"][0]
        ops.append(declared(Median, "median", text, side=whole_in_range("median", text, 1, 7)))
    if "blur" in modifiers:
        ops.append(Blur(radius=in_range("blur", modifiers["blur"][0], 0, 250)))
    if "sharpen" in modifiers:
        ops.append(UnsharpMask(amount=FULL, radius=in_range("sharpen", modifiers["sharpen"][0], 0, 500)))
    return ops


def _grounds(modifiers: Modifiers) -> list[Op]:
    ops: list[Op] = []
    if "extend" in modifiers:
        sides = [whole_in_range("extend", text, 0, MOST_PADDING) for text in modifiers["extend"]]
        top, right, bottom, left = (side or None for side in sides)
        even = sides[0] if len(set(sides)) == 1 else 0
        bg = ground_colour(modifiers)
        plain = Pad(width=even, bg=bg)
        ops.append(plain if even else Pad(width=0, top=top, right=right, bottom=bottom, left=left, bg=bg))
    if "flatten" in modifiers:
        ops.append(Background(bg=ground_colour(modifiers)))
    return ops
