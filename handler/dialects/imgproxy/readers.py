"""Readers: what the arguments of each option say, as a value; InvalidParameter names option and value."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from handler.core.geometry import MAX_SIDE
from handler.core.output import MOST_BYTES
from handler.core.params import MAX_SOURCE_SIDE
from handler.core.suggest import SHOWN
from handler.dialects.foreign.arguments import argument, in_range, one_of, whole_in_range, wrong_argument
from handler.dialects.foreign.css_colours import hex_colour
from handler.dialects.imgproxy.address import text_of_base64url
from handler.dialects.literals import Malformed, decimal
from handler.errors import InvalidParameter

ON, OFF = ("1", "t", "T", "true", "TRUE", "True"), ("0", "f", "F", "false", "FALSE", "False")
TYPES = {word: word for word in ("fit", "fill", "fill-down", "force", "auto")}
CENTRE, SMART, POINT, CORNER, TILED = "ce", "sm", "fp", "nowe", "re"
EDGES: dict[str, tuple[str, ...]] = {
    CENTRE: (),
    "no": ("top",),
    "so": ("bottom",),
    "ea": ("right",),
    "we": ("left",),
    "noea": ("right", "top"),
    CORNER: ("left", "top"),
    "soea": ("right", "bottom"),
    "sowe": ("left", "bottom"),
}
GRAVITIES = {word: word for word in (*EDGES, SMART, POINT)}
LEAST_DENSITY, MOST_DENSITY = 0.1, 10
FARTHEST = 10**9


class Gravity(NamedTuple):
    """What a crop keeps: a word, and two offsets, which for fp are the point."""

    word: str = CENTRE
    x: float = 0.0
    y: float = 0.0


Read = Callable[[str, Sequence[str]], Any]
"""Makes a value of the arguments that an option was given."""


def single(read: Callable[[str, str], Any]) -> Read:
    """Return what reads the one argument of an option."""

    def reading(name: str, arguments: Sequence[str]) -> Any:  # noqa: ANN401 - as the option has it
        _at_most(name, arguments, 1)
        return read(name, arguments[0])

    return reading


def whole_reading(least: int, most: int) -> Read:
    """Return what reads one whole number."""
    return single(lambda name, text: whole_in_range(name, text, least, most))


def ranged(least: float, most: float) -> Read:
    """Return what reads one number."""
    return single(lambda name, text: in_range(name, text, least, most))


def switched(name: str, text: str) -> bool:
    """Return whether a flag is on."""
    if text not in (*ON, *OFF):
        raise wrong_argument(name, text, "must be 1, t, true or 0, f, false")
    return text in ON


def _at_most(name: str, arguments: Sequence[str], most: int) -> None:
    if len(arguments) > most:
        raise InvalidParameter(f"{name}={':'.join(arguments)[:SHOWN]}: takes {most} at most", parameter=name)


def _gravity(name: str, arguments: Sequence[str]) -> Gravity:
    _at_most(name, arguments, 3)
    word = one_of(name, arguments[0], GRAVITIES)
    offsets = [argument(name, text, decimal) if text else 0.0 for text in arguments[1:]]
    if word == SMART and len(arguments) > 1:
        raise wrong_argument(name, ":".join(arguments), "sm takes no offsets")
    if word == POINT and (len(offsets) != 2 or not all(0 <= part <= 1 for part in offsets)):  # noqa: PLR2004 - a point
        raise wrong_argument(name, ":".join(arguments), "fp takes two numbers of 0 to 1")
    return Gravity(word, *offsets)


def _extended(name: str, arguments: Sequence[str]) -> bool:
    on = switched(name, arguments[0])
    where = _gravity(name, arguments[1:]) if any(arguments[1:]) else Gravity()
    if on and where != Gravity():
        raise wrong_argument(name, ":".join(arguments), "the picture lies in the middle: ce, without offsets")
    return on


def _crop(name: str, arguments: Sequence[str]) -> tuple[float, float, Gravity | None]:
    _at_most(name, arguments, 5)
    width, height = (in_range(name, text or "0", 0, MAX_SOURCE_SIDE) for text in (*arguments, "0")[:2])
    return width, height, _gravity(name, arguments[2:]) if any(arguments[2:]) else None


def _zoom(name: str, arguments: Sequence[str]) -> tuple[float, float]:
    _at_most(name, arguments, 2)
    across, *down = (in_range(name, text, 0.001, 1000) for text in arguments)
    return across, down[0] if down else across


def _padding(name: str, arguments: Sequence[str]) -> tuple[int, int, int, int]:
    """Return top, right, bottom and left, as CSS fills them up."""
    _at_most(name, arguments, 4)
    top, right, bottom, left = (
        whole_in_range(name, text, 0, MAX_SIDE) if text else None for text in (*arguments, "", "", "")[:4]
    )
    top = top or 0
    right = top if right is None else right
    return top, right, top if bottom is None else bottom, right if left is None else left


def _trim(name: str, arguments: Sequence[str]) -> tuple[int, str | None] | None:
    _at_most(name, arguments, 4)
    if any(switched(name, text) for text in arguments[2:] if text):
        raise wrong_argument(name, ":".join(arguments), "equal sides are not supported")
    if not arguments[0]:
        return None
    colour = argument(name, arguments[1], hex_colour) if any(arguments[1:2]) else None
    return round(in_range(name, arguments[0], 0, 255)), colour


def _background(name: str, arguments: Sequence[str]) -> str | None:
    if len(arguments) == 3:  # noqa: PLR2004 - red, green, blue
        return bytes(whole_in_range(name, text, 0, 255) for text in arguments).hex()
    _at_most(name, arguments, 1)
    return argument(name, arguments[0], hex_colour) if arguments[0] else None


def _flip(name: str, arguments: Sequence[str]) -> str:
    _at_most(name, arguments, 2)
    return "".join(axis for axis, text in zip("hv", arguments, strict=False) if text and switched(name, text))


def _angle(name: str, text: str) -> int:
    angle = whole_in_range(name, text, -3600, 3600)
    if angle % 90:
        raise wrong_argument(name, text, "must be a multiple of 90")
    return angle % 360


def _watermark(name: str, arguments: Sequence[str]) -> tuple[float, str, float, float, float]:
    """Return opacity, position, offsets and scale."""
    _at_most(name, arguments, 5)
    texts = (*arguments, "", "", "", "")
    opacity = in_range(name, texts[0], 0, 1)
    position = one_of(name, texts[1] or CENTRE, {word: word for word in (*EDGES, TILED)})
    x, y = (in_range(name, text or "0", -FARTHEST, FARTHEST) for text in texts[2:4])
    return opacity, position, x, y, in_range(name, texts[4] or "0", 0, 1)


def _format_quality(name: str, arguments: Sequence[str]) -> dict[str, int]:
    if len(arguments) % 2:
        raise wrong_argument(name, ":".join(arguments), "must be pairs of a format and a quality")
    pairs = zip(arguments[::2], arguments[1::2], strict=True)
    return {form: whole_in_range(name, text, 1, 100) for form, text in pairs}


def _filename(name: str, arguments: Sequence[str]) -> str:
    _at_most(name, arguments, 2)
    encoded = len(arguments) > 1 and bool(arguments[1]) and switched(name, arguments[1])
    return _base64(name, arguments[0]) if encoded else arguments[0]


def _base64(name: str, text: str) -> str:
    def reading(digits: str) -> str:
        try:
            return text_of_base64url(digits)
        except ValueError as error:
            raise Malformed("must be base64url") from error

    return argument(name, text, reading)


def _only(wanted: bool, why: str) -> Read:  # noqa: FBT001 - the flag itself
    """Return what reads a flag that can have one value here."""

    def reading(name: str, text: str) -> bool:
        if switched(name, text) is not wanted:
            raise wrong_argument(name, text, why)
        return wanted

    return single(reading)


FLAG = single(switched)
TEXT = single(lambda _, text: text)
READERS: dict[str, Read] = {
    "resizing_type": single(lambda name, text: one_of(name, text, TYPES)),
    **dict.fromkeys(("width", "height", "min-width", "min-height"), whole_reading(0, MAX_SIDE)),
    "zoom": _zoom,
    "dpr": ranged(LEAST_DENSITY, MOST_DENSITY),
    "enlarge": FLAG,
    "extend": _extended,
    "extend_aspect_ratio": _extended,
    "gravity": _gravity,
    "crop": _crop,
    "trim": _trim,
    "padding": _padding,
    "auto_rotate": FLAG,
    "rotate": single(_angle),
    "flip": _flip,
    "background": _background,
    "blur": ranged(0, 250),
    "sharpen": ranged(0, 500),
    "pixelate": whole_reading(0, 100),
    "watermark": _watermark,
    "watermark_url": single(_base64),
    "strip_metadata": FLAG,
    "keep_copyright": FLAG,
    "strip_color_profile": _only(True, "colours are converted to sRGB, and no profile is kept"),  # noqa: FBT003 - as above
    "preserve_hdr": _only(False, "results have 8 bits a channel"),  # noqa: FBT003 - as above
    "enforce_thumbnail": _only(False, "the picture itself is read"),  # noqa: FBT003 - as above
    "quality": whole_reading(0, 100),
    "format_quality": _format_quality,
    "max_bytes": whole_reading(0, MOST_BYTES),
    "format": TEXT,
    "raw": FLAG,
    "cachebuster": TEXT,
    "expires": whole_reading(0, 2**40),
    "filename": _filename,
    "return_attachment": FLAG,
    "preset": lambda _, arguments: tuple(arguments),
}
"""What reads the arguments of each option."""
