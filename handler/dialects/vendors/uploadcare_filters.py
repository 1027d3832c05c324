"""Uploadcare filters: its operations that change no size, and back."""

from collections.abc import Callable
from typing import Any

from handler.dialects.chains.chain import Words, Writers
from handler.dialects.foreign.arguments import in_range, one_of, whole_in_range, wrong_argument
from handler.dialects.foreign.words import declared
from handler.dialects.literals import plain_number
from handler.ops.blur import Blur
from handler.ops.brightness import Brightness
from handler.ops.contrast import Contrast
from handler.ops.enhance import Enhance
from handler.ops.flip import Flip
from handler.ops.invert import Invert
from handler.ops.mask import Mask
from handler.ops.op import Op
from handler.ops.rotate import Rotate
from handler.ops.saturation import Saturation
from handler.ops.sharpen import Sharpen

ON = {"yes": True, "no": False}
GREY, NEGATIVE = Saturation(amount=-100), Invert(invert=True)


def _amount(kind: type[Op], word: str, field: str, usual: int) -> Callable[..., tuple[Op, ...]]:
    def read(text: str = str(usual)) -> tuple[Op, ...]:
        return (declared(kind, word, text, **{field: whole_in_range(word, text, -500, 500)}),)

    return read


def _upright(text: str) -> tuple[Op, ...]:
    if not one_of("autorotate", text, ON):
        raise wrong_argument("autorotate", text, "pictures stand upright; or=1 of our own door turns nothing")
    return ()


FILTERS: dict[str, Callable[..., tuple[Op, ...]]] = {
    "autorotate": _upright,
    "rotate": lambda text: (declared(Rotate, "rotate", text, angle=in_range("rotate", text, 0, 360)),),
    "flip": lambda: (Flip(axis="v"),),
    "mirror": lambda: (Flip(axis="h"),),
    "grayscale": lambda: (GREY,),
    "invert": lambda: (NEGATIVE,),
    "blur": lambda text="10": (declared(Blur, "blur", text, radius=in_range("blur", text, 0, 5000) / 2),),
    "sharp": lambda text="5": (Sharpen(amount=whole_in_range("sharp", text, 0, 20) * 5),),
    "border_radius": lambda text: (Mask(shape="corners", radius=(whole_in_range("border_radius", text, 0, 4096),)),),
    "brightness": _amount(Brightness, "brightness", "amount", 0),
    "contrast": _amount(Contrast, "contrast", "amount", 0),
    "saturation": _amount(Saturation, "saturation", "amount", 0),
    "enhance": _amount(Enhance, "enhance", "amount", 50),
}


def _word(name: str, field: str, factor: float = 1) -> Callable[[Any], Words]:
    return lambda op: [(name, plain_number(round(getattr(op, field) * factor, 4)))]


FILTER_WORDS: Writers = {
    Rotate: _word("rotate", "angle"),
    Flip: lambda op: [(word, "") for word, axis in (("mirror", "h"), ("flip", "v")) if axis == op.axis],
    Saturation: lambda op: [("grayscale", "")] if op == GREY else [("saturation", str(op.amount))],
    Invert: lambda _: [("invert", "")],
    Blur: _word("blur", "radius", 2),
    Sharpen: lambda op: [("sharp", str(op.amount // 5))],
    Mask: lambda op: [("border_radius", str(op.radius[0]))] if len(op.radius) == 1 else [],
    Brightness: _word("brightness", "amount"),
    Contrast: _word("contrast", "amount"),
    Enhance: _word("enhance", "amount"),
}
"""For each operation what gives its words."""
