"""Looks: what a step does beside its size: trim, turns, effects, corners, borders, grounds; and back."""

from collections.abc import Callable
from typing import Any

from handler.dialects.foreign.arguments import argument, dense, whole_in_range, wrong_argument
from handler.dialects.foreign.words import declared
from handler.dialects.imagekit.sizing import colour_read, colour_written
from handler.dialects.literals import decimal, plain_number
from handler.dialects.taken_words import TakenWords
from handler.ops.auto_contrast import AutoContrast
from handler.ops.background import Background
from handler.ops.blur import Blur
from handler.ops.border import Border
from handler.ops.flip import Flip
from handler.ops.mask import Mask
from handler.ops.op import Op
from handler.ops.rotate import Rotate
from handler.ops.saturation import Saturation
from handler.ops.sharpen import Sharpen
from handler.ops.trim import Trim

GREY = Saturation(amount=-100)
STRETCHED = AutoContrast(amount=100)
CRISP = 30
"""The strength of `e-sharpen` without one."""

MIRRORS = {"h": "h", "v": "v", "h_v": "hv"}
ON = {"true": True}
FULL, PERCENT = 255, 100
MOST = "max"


def trimmed(words: TakenWords) -> tuple[Op, ...]:
    """Return the trim of a step: true, or a tolerance in percent."""
    text = words.take("t")
    if text is None:
        return ()
    if text == "true":
        return (Trim(mode="auto"),)
    return (Trim(mode="auto", tolerance=round(whole_in_range("t", text, 1, 99) * FULL / PERCENT)),)


def looks(words: TakenWords) -> tuple[Op, ...]:
    """Return the other operations of a step: turn, mirror, effects, blur, corners, border, ground."""
    found: list[Op] = [*_turned(words)]
    if (axis := words.choice("fl", MIRRORS)) is not None:
        found.append(declared(Flip, "fl", axis, axis=axis))
    if words.choice("e-grayscale", ON):
        found.append(GREY)
    if words.choice("e-contrast", ON):
        found.append(STRETCHED)
    if (text := words.take("e-sharpen")) is not None:
        amount = CRISP if text == "true" else whole_in_range("e-sharpen", text, 1, PERCENT)
        found.append(Sharpen(amount=amount))
    if (radius := words.number("bl", 0, PERCENT)) is not None:
        found.append(declared(Blur, "bl", "", radius=radius * words.density))
    return (*found, *_framed(words))


def _turned(words: TakenWords) -> tuple[Op, ...]:
    text = words.take("rt")
    if text is None or text == "auto":
        return ()
    angle = argument("rt", text.removeprefix("N"), decimal) * (-1 if text.startswith("N") else 1)
    return (declared(Rotate, "rt", text, angle=angle),)


def _framed(words: TakenWords) -> tuple[Op, ...]:
    found: list[Op] = []
    radii: tuple[int, ...] = ()
    if (text := words.take("r")) is not None:
        if text == MOST:
            found.append(Mask(shape="ellipse"))
        else:
            radii = tuple(dense("r", whole_in_range("r", part, 0, 4096), words.density) for part in text.split("_")[:9])
            found.append(declared(Mask, "r", text, shape="corners", radius=radii))
    if (text := words.take("b")) is not None:
        width, mark, colour = text.partition("_")
        if not mark:
            raise wrong_argument("b", text, "is a width and a colour, as 4_FF0000")
        frame = (dense("b", whole_in_range("b", width, 0, 1000), words.density), colour_read("b", colour))
        found.append(declared(Border, "b", text, frame=frame, radius=radii))
    if (text := words.take("bg")) is not None:
        found.append(Background(bg=colour_read("bg", text)))
    return tuple(found)


def _written_trim(op: Trim) -> list[str]:
    """Return the word of a trim."""
    usual = op.tolerance == Trim.model_fields["tolerance"].default
    return ["t-true" if usual else f"t-{round(op.tolerance * PERCENT / FULL)}"]


def _written_turn(op: Rotate) -> list[str]:
    """Return the word of a turn."""
    return [f"rt-{plain_number(op.angle)}"]


def _written_corners(op: Mask) -> list[str]:
    """Return the word of corners, or of an ellipse."""
    return [f"r-{'_'.join(map(str, op.radius)) or MOST}"]


def _written_border(op: Border) -> list[str]:
    """Return the words of a border, with the corners that it follows."""
    corners = [f"r-{'_'.join(map(str, op.radius))}"] if op.radius else []
    return [*corners, f"b-{op.frame[0]}_{colour_written(op.frame[1])}"]


WRITERS: dict[type[Op], Callable[[Any], list[str]]] = {
    Trim: _written_trim,
    Rotate: _written_turn,
    Flip: lambda op: [f"fl-{next(word for word, axis in MIRRORS.items() if axis == op.axis)}"],
    Saturation: lambda op: ["e-grayscale"] if op == GREY else [],
    AutoContrast: lambda op: ["e-contrast"] if op == STRETCHED else [],
    Sharpen: lambda op: [f"e-sharpen-{op.amount}"],
    Blur: lambda op: [f"bl-{plain_number(op.radius)}"],
    Mask: _written_corners,
    Border: _written_border,
    Background: lambda op: [f"bg-{colour_written(op.bg)}"],
}
"""For each operation what gives its words; none where it has none."""
