"""Effects: Cloudinary's `e_`, each an operation of ours with a strength in our units, and back.

A strength of 1 to 2000 is a radius of a twentieth, or a percentage of a tenth; other strengths are percentages there as
here. Hues are -100 to 100 for half a turn to either side.
"""

from collections.abc import Callable
from typing import NamedTuple

from handler.core.colours import OPAQUE, rgba
from handler.dialects.cloudinary.components import Transformation, misread, real_number, whole_number
from handler.dialects.cloudinary.paints import read_paint, veil, written_paint
from handler.dialects.foreign.words import declared, unknown
from handler.dialects.literals import plain_number
from handler.ops.auto_contrast import AutoContrast
from handler.ops.blur import Blur
from handler.ops.brightness import Brightness
from handler.ops.colorize import Colorize
from handler.ops.contrast import Contrast
from handler.ops.enhance import Enhance
from handler.ops.face_pixel import FacePixel
from handler.ops.gamma import Gamma
from handler.ops.hue import Hue
from handler.ops.invert import Invert
from handler.ops.op import Op
from handler.ops.pixelate import Pixelate
from handler.ops.saturation import Saturation
from handler.ops.sepia import Sepia
from handler.ops.sharpen import Sharpen
from handler.ops.trim import Trim
from handler.ops.unsharp_mask import UnsharpMask
from handler.ops.vibrance import Vibrance
from handler.ops.vignette import Vignette

RADIUS = 20
"""Of a strength of 1 to 2000, a pixel of radius."""

PERCENT = 10
"""Of a strength of 1 to 2000, a percent."""

TURN = 1.8
"""Degrees of a hundredth of half a turn."""

HUES = 200
"""Hundredths of half a turn in a whole one."""

GREY = -100
FULL = 255


class Effect(NamedTuple):
    """An effect whose strength is one field of an operation. usual: the strength where none is said, empty: needed."""

    kind: type[Op]
    field: str
    usual: str
    scale: float = 1


EFFECTS = {
    "sepia": Effect(Sepia, "amount", "80"),
    "brightness": Effect(Brightness, "amount", "80"),
    "contrast": Effect(Contrast, "amount", "0"),
    "saturation": Effect(Saturation, "amount", "80"),
    "vibrance": Effect(Vibrance, "amount", "20"),
    "gamma": Effect(Gamma, "amount", "0"),
    "hue": Effect(Hue, "shift", "80", TURN),
    "blur": Effect(Blur, "radius", "100", 1 / RADIUS),
    "sharpen": Effect(Sharpen, "amount", "100", 1 / PERCENT),
    "unsharp_mask": Effect(UnsharpMask, "amount", "100", 1 / PERCENT),
    "pixelate": Effect(Pixelate, "block", ""),
    "pixelate_faces": Effect(FacePixel, "block", ""),
    "vignette": Effect(Vignette, "amount", "20"),
    "auto_contrast": Effect(AutoContrast, "amount", "100"),
    "improve": Effect(Enhance, "amount", "100"),
}
PLAIN: dict[str, Op] = {"grayscale": Saturation(amount=GREY), "negate": Invert(invert=True)}
OTHERS = ("colorize", "trim")
KNOWN = (*EFFECTS, *PLAIN, *OTHERS)


def effect(part: Transformation) -> tuple[Op, ...]:
    """Return the operation of a component's effect, none where it has none."""
    text = part.take("e")
    if text is None:
        return ()
    name, colon, value = text.partition(":")
    if name not in KNOWN:
        raise unknown(name, KNOWN, "effect")
    if name in PLAIN:
        if colon:
            misread("e", text, "has no strength")
        return (PLAIN[name],)
    if name in EFFECTS:
        return (_measured(EFFECTS[name], name, text, value),)
    return (_colorized(part, text, value) if name == "colorize" else _trimmed(text, value),)


def _measured(row: Effect, name: str, text: str, value: str) -> Op:
    strength = value or row.usual
    if not strength:
        misread("e", text, f"needs a strength, as e_{name}:20")
    number = whole_number("e", strength) if row.scale == 1 else real_number("e", strength)
    if row.kind is Blur:
        return declared(Blur, "e", text, radius=number * row.scale)
    return declared(row.kind, "e", text, **{row.field: round(number * row.scale)})


def _colorized(part: Transformation, text: str, value: str) -> Op:
    strength = whole_number("e", value or "100")
    if not 0 <= strength <= 100:  # noqa: PLR2004 - percent
        misread("e", text, "its strength is 0 to 100")
    colour = read_paint("co", part.take("co") or "gray")
    return Colorize(color=veil(colour, round(strength * FULL / 100)))


def _trimmed(text: str, value: str) -> Op:
    tolerance, colon, colour = value.partition(":")
    fields = {"mode": "color", "color": read_paint("e", colour)} if colon else {"mode": "auto"}
    level = round(whole_number("e", tolerance or "10") * FULL / 100)
    return declared(Trim, "e", text, tolerance=level, **fields)


def written_effect(op: Op) -> list[str] | None:
    """Return the parameters that say an operation, as far as they can; None where no effect is of its kind."""
    if op in PLAIN.values():
        return [f"e_{next(name for name, plain in PLAIN.items() if plain == op)}"]
    for name, row in EFFECTS.items():
        if type(op) is row.kind:
            value = getattr(op, row.field) / row.scale
            value -= HUES if row.kind is Hue and value > HUES / 2 else 0
            return [f"e_{name}:{plain_number(round(value, 4) if row.kind is Blur else round(value))}"]
    write = WRITERS.get(type(op))
    return write(op) if write else None


def _written_colorize(op: Colorize) -> list[str]:
    alpha = rgba(op.color).alpha
    return [f"co_{written_paint(veil(op.color, OPAQUE))}", f"e_colorize:{round(alpha * 100 / FULL)}"]


def _written_trim(op: Trim) -> list[str]:
    colour = "" if op.color is None else f":{written_paint(op.color)}"
    return [f"e_trim:{round(op.tolerance * 100 / FULL)}{colour}"]


WRITERS: dict[type[Op], Callable[..., list[str]]] = {Colorize: _written_colorize, Trim: _written_trim}
