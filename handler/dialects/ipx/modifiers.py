"""Modifiers: the first part of an address, taken apart into names and their arguments, each name in one spelling.

1. `name_value` with commas or `&` between; a colon or an equals sign may stand for the underscore. `_` is none at all.
2. Every name is known, or refused with a reason; none is given twice, under whichever of its names.
"""

from collections.abc import Mapping

from handler.dialects.foreign.words import unknown
from handler.errors import InvalidParameter, InvalidRequest, RepeatedParameter, UnknownParameter

Modifiers = Mapping[str, tuple[str, ...]]
"""The arguments of each modifier."""

NONE = "_"
ALIASES = {
    "w": "width",
    "h": "height",
    "s": "resize",
    "q": "quality",
    "f": "format",
    "b": "background",
    "pos": "position",
    "crop": "extract",
    "a": "animated",
}
SUPPORTED = {
    "width": "pixels; before `resize` and `height`, as ipx has it",
    "height": "pixels, where neither `width` nor `resize` is given",
    "resize": "300x200, or 300 for a square",
    "fit": "cover, contain, fill, inside, outside; with `resize`",
    "position": "top, right top, ... left top, north, northeast, ... northwest, center, entropy, attention; with cover",
    "enlarge": "true",
    "background": "a CSS colour, of what `extend`, `rotate`, `flatten` and fit=contain make; black without it",
    "kernel": "lanczos3",
    "format": "jpeg, jpg, png, webp, avif, gif, tiff, or auto: what Accept names",
    "quality": "1 to 100",
    "animated": "true: animations move anyway",
    "extract": "left_top_width_height, before the resize",
    "extend": "top_right_bottom_left, after the resize",
    "trim": "how far a colour may differ, 0 to 255",
    "rotate": "degrees, before the resize",
    "flip": "true: top and bottom",
    "flop": "true: left and right",
    "blur": "sigma, up to 250",
    "sharpen": "sigma, up to 500, as usm=100 with that usmrad",
    "median": "1, 3, 5, 7",
    "flatten": "true",
    "grayscale": "true",
    "negate": "true",
    "normalize": "true, as auto-contrast=100",
    "threshold": "1 to 255",
    "tint": "a CSS colour",
}
"""What is supported, and its arguments."""

REFUSED = {
    "gamma": "changes how ipx resizes, and nothing else; leave it out",
    "modulate": "fails in ipx 3 itself, whatever its arguments",
}
"""What ipx has besides, and why it is refused."""

SWITCHES = frozenset(
    ("enlarge", "animated", "flip", "flop", "flatten", "grayscale", "negate", "normalize"),
)
"""Modifiers that say all by their name."""

ON = ("", "true", "1")


def read_modifiers(text: str) -> Modifiers:
    """Return the modifiers of a decoded text by their names; InvalidRequest where it has none."""
    if not text:
        raise InvalidRequest("the modifiers come first, as in w_300,f_webp, or _ for none, then the picture")
    modifiers: dict[str, tuple[str, ...]] = {}
    for part in [] if text == NONE else text.replace("&", ",").split(","):
        spelled, *arguments = part.replace(":", "_").replace("=", "_").split("_")
        name = ALIASES.get(spelled, spelled)
        if name in REFUSED:
            raise UnknownParameter(f"{name} {REFUSED[name]}", parameter=spelled)
        if name not in SUPPORTED:
            raise unknown(spelled, [*SUPPORTED, *ALIASES], "modifier")
        if name in modifiers:
            raise RepeatedParameter(f"{name} is given more than once", parameter=spelled)
        modifiers[name] = _checked(name, spelled, tuple(arguments))
    return modifiers


def _checked(name: str, spelled: str, arguments: tuple[str, ...]) -> tuple[str, ...]:
    """Return arguments if there are as many as a modifier takes."""
    most = 4 if name in {"extract", "extend"} else 1
    if name in SWITCHES:
        if len(arguments) > 1 or (arguments or ON)[0] not in ON:
            raise InvalidParameter(f"{spelled} is {spelled}_true, or is not there", parameter=spelled)
        return ()
    if len(arguments) != most or not all(arguments):
        values = "one value" if most == 1 else "four values with underscores between them"
        raise InvalidParameter(f"{spelled} takes {values}", parameter=spelled)
    return arguments
