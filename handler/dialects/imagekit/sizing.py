"""Sizing: width, height, ratio, crop mode and focus, and the Resize or Rect that they are.

1. With both sides the picture fills them and is cut. With one side the ratio is kept, whatever mode and focus say:
   clients write both always.
2. `cm-extract` cuts without resizing: where x and y say, from the upper left, else what the focus keeps.
"""

from typing import Any

from handler.core.colours import HEXADECIMAL, OPAQUE, canonical_colour, rgba
from handler.core.params import MAX_SOURCE_SIDE
from handler.dialects.foreign.arguments import in_range, wrong_argument
from handler.dialects.foreign.css_colours import hex_colour, written_css_colour
from handler.dialects.foreign.words import declared
from handler.dialects.literals import Malformed, number, plain_number
from handler.dialects.taken_words import TakenWords
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize

CROPS = {"maintain_ratio": "crop", "force": "scale", "at_max": "max", "at_max_enlarge": "clip", "at_least": "outside"}
MODES = {"pad_resize": "fill", "extract": "cut"}
FOCUS: dict[str, tuple[str, ...]] = {
    "center": (),
    "top": ("top",),
    "bottom": ("bottom",),
    "left": ("left",),
    "right": ("right",),
    "top_left": ("top", "left"),
    "top_right": ("top", "right"),
    "bottom_left": ("bottom", "left"),
    "bottom_right": ("bottom", "right"),
    "auto": ("smart",),
    "face": ("faces",),
    "custom": ("focalpoint",),
}
CUTTING = {"crop", "cut"}
BLURRED = "blurred"
PERCENT = 100
RGB = 6
Fields = dict[str, Any]


def sized(words: TakenWords) -> tuple[Op, ...]:
    """Return the operation that a step's size asks for, none where it has none."""
    sides: Fields = {name: side for name in ("w", "h") if (side := words.side(name)) is not None}
    if (ratio := words.take("ar")) is not None:
        sides["ar"] = _ratio(ratio)
    crop, mode, focus = words.choice("c", CROPS), words.choice("cm", MODES), words.choice("fo", FOCUS)
    fit = mode or crop or "crop"
    if not sides:
        for word, said in (("c", crop), ("cm", mode), ("fo", focus)):
            if said is not None:
                raise wrong_argument(word, str(said), "needs a size: w, h or ar")
        return ()
    if fit == "cut" and {"x", "y"} & words.said.keys():
        return (_cut_out(words, sides),)
    if len(sides) == 1 and "ar" not in sides and fit != "cut":
        return (declared(Resize, "w", "", **sides, fit="max" if fit == "max" else "clip"),)
    return (declared(Resize, "c", fit, **sides, **_fitted(words, fit, sides, focus or ())),)


def _ratio(text: str) -> tuple[float, float]:
    across, dash, down = text.partition("-")
    if not dash:
        raise wrong_argument("ar", text, "is a width and a height, as 4-3")
    return in_range("ar", across, 0, 10_000), in_range("ar", down, 0, 10_000)


def _fitted(words: TakenWords, fit: str, sides: Fields, kept: tuple[str, ...]) -> Fields:
    if fit == "outside":
        if "ar" in sides:
            raise wrong_argument("c", "at_least", "goes with w and h")
        return {"fit": "clip", "min_w": sides["w"], "min_h": sides["h"]}
    if fit in CUTTING:
        return {"fit": fit, "crop": kept}
    return {"fit": fit, **(_grounded(words) if fit == "fill" else {})}


def _grounded(words: TakenWords) -> Fields:
    text = words.take("bg")
    if text is None:
        return {}
    return {"ground": "blur"} if text == BLURRED else {"bg": colour_read("bg", text)}


def _cut_out(words: TakenWords, sides: Fields) -> Rect:
    if {"w", "h"} != sides.keys():
        raise wrong_argument("cm", "extract", "with x or y needs w and h")
    left, top = (words.whole(name, 0, MAX_SOURCE_SIDE) or 0 for name in ("x", "y"))
    return declared(Rect, "cm", "extract", box=(left, top, sides["w"], sides["h"]))


def colour_read(word: str, text: str) -> str:
    """Return a colour: a name, RRGGBB, or RRGGBB and two digits from 00 to 99, how opaque it is."""
    alpha = text[RGB:]
    try:
        if len(text) == RGB + 2 and alpha.isdecimal() and alpha.isascii():
            return canonical_colour(f"{round(int(alpha) * OPAQUE / PERCENT):02x}{hex_colour(text[:RGB])}")
        if len(text) in {4, 8} and HEXADECIMAL.issuperset(text.lower()):
            raise Malformed("such digits have an alpha elsewhere")
        return canonical_colour(text)
    except ValueError as error:
        raise wrong_argument(word, text, "is a name, or RRGGBB, with 00 to 99 behind it how opaque it is") from error


def colour_written(colour: str) -> str:
    """Return a canonical colour as it is read."""
    alpha = rgba(colour).alpha
    if alpha == OPAQUE:
        return written_css_colour(colour).upper()
    return f"{colour[-RGB:].upper()}{min(round(alpha * PERCENT / OPAQUE), PERCENT - 1):02}"


def sizing_words(op: Resize | Rect) -> list[str]:
    """Return the words that say a size or a cut, as far as they can; whoever writes reads them back."""
    if isinstance(op, Rect):
        left, top, width, height = (number(part) for part in op.box)
        return [f"w-{width}", f"h-{height}", "cm-extract", f"x-{left}", f"y-{top}"]
    said = [f"{name}-{number(side)}" for name, side in (("w", op.w), ("h", op.h)) if side is not None]
    said += [f"ar-{plain_number(op.ar[0])}-{plain_number(op.ar[1])}"] if op.ar else []
    fit = "outside" if op.min_w is not None else op.fit
    mode = next((word for word, ours in MODES.items() if ours == fit), None)
    crop = next((word for word, ours in CROPS.items() if ours == fit), None)
    if mode:
        said.append(f"cm-{mode}")
    elif crop and fit != "crop" and not (len(said) == 1 and fit == "clip"):
        said.append(f"c-{crop}")
    focus = next((word for word, kept in FOCUS.items() if kept == op.crop), "center")
    said += [f"fo-{focus}"] if op.crop else []
    ground = BLURRED if op.ground == "blur" else colour_written(op.bg) if op.bg else ""
    return [*said, f"bg-{ground}"] if ground else said
