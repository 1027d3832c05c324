"""TwicPics: transformations in one parameter, `?twic=v1/output=webp/quality=75/cover=300x200`, in their order.

`focus` is said before what it cuts, `background` before what lies on it; else a background is laid below. Without
`output` Accept chooses the format, as it does there.

https://www.twicpics.com/docs/reference/transformations
"""

from typing import Any

from handler.core.signing import signed, verify
from handler.dialects.chains.chain import (
    Chain,
    Fields,
    Taken,
    Told,
    Words,
    Writers,
    format_name,
    written_ops,
    written_quality,
)
from handler.dialects.chains.dimensions import cut_out, fit_of, sided, sides_of, written_sides
from handler.dialects.chains.queries import one_parameter
from handler.dialects.foreign.arguments import argument, in_range, one_of, whole_in_range, wrong_argument
from handler.dialects.foreign.css_colours import css_colour, written_css_colour
from handler.dialects.foreign.words import declared, unknown
from handler.dialects.interface import PictureReply
from handler.dialects.literals import plain_number
from handler.errors import RepeatedParameter
from handler.ops.background import Background
from handler.ops.flip import Flip
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate

__all__ = ["operations", "parse", "signed", "verify", "write"]

VERSION = "v1"
FITS = {
    "cover": "crop",
    "cover-max": "cropmax",
    "contain": "clip",
    "contain-max": "max",
    "max": "max",
    "inside": "fill",
    "resize": "scale",
    "crop": "cut",
}
FOCUS: dict[str, tuple[str, ...]] = {
    "center": (),
    "auto": ("smart",),
    "faces": ("faces",),
    "top": ("top",),
    "bottom": ("bottom",),
    "left": ("left",),
    "right": ("right",),
    "top-left": ("top", "left"),
    "top-right": ("top", "right"),
    "bottom-left": ("bottom", "left"),
    "bottom-right": ("bottom", "right"),
}
FORMATS = {"auto": "", "jpeg": "jpg", "png": "png", "webp": "webp", "avif": "avif"}
TURNS = {"left": 270.0, "right": 90.0, "flip": 180.0}
MIRRORS = {"x": "h", "y": "v", "both": "hv"}
ONCE = ("output", "quality")
REFUSED = {
    "zoom": "say crop or cover",
    "quality-max": "say quality",
    "quality-min": "say quality",
    "truecolor": "every picture is in true colour",
    "cover-min": "it enlarges and never reduces; say cover",
    "contain-min": "it enlarges and never reduces; say contain",
    "min": "it enlarges and never reduces; say contain",
    "step": "say the very size",
    "refit": "it finds what is to be kept; say focus=auto and cover",
    "noop": "leave it out",
}
OTHERS = ("focus", "background", "turn", "flip")
KNOWN = (*FITS, *OTHERS, *ONCE, *REFUSED)
PERCENT = 100


def _take(path: str, query: str) -> Taken:
    text, rest = one_parameter(query, "twic")
    if text is None:
        return Taken(path, None, rest)
    version, *parts = text.split("/")
    if version != VERSION:
        raise wrong_argument("twic", text, "begins with v1/")
    return Taken(path, [(part.partition("=")[0], part.partition("=")[2]) for part in parts if part], rest)


def _read(words: Words) -> Told:
    ops: list[Op] = []
    file: dict[str, str] = {}
    focus: tuple[str, ...] = ()
    for place, (word, text) in enumerate(words):
        if word in REFUSED:
            raise wrong_argument(word, text, REFUSED[word])
        if word not in KNOWN:
            raise unknown(word, KNOWN, "transformation")
        if word in ONCE:
            if word in file:
                raise RepeatedParameter(f"{word} is given more than once", parameter=word)
            file[word] = text
        elif word == "focus":
            focus = _focus(text, words[place + 1 :])
        elif word == "background":
            follows = any(later == "inside" for later, _ in words[place + 1 :])
            ops += [] if follows else [Background(bg=argument(word, text, css_colour))]
        elif word in FITS:
            ground = next((said for each, said in reversed(words[:place]) if each == "background"), None)
            ops.append(_sized(word, text, focus, ground if word == "inside" else None))
        else:
            ops.append(_turned(word, text))
    return _told(ops, file)


def _told(ops: list[Op], file: dict[str, str]) -> Told:
    fields: Fields = {}
    if "quality" in file:
        fields["quality"] = whole_in_range("quality", file["quality"], 1, PERCENT)
    form = one_of("output", file["output"], FORMATS) if "output" in file else ""
    return Told(ops, fields | ({"formats": (form,)} if form else {}), not form)


def _focus(text: str, later: Words) -> tuple[str, ...]:
    if not any(word in {"cover", "cover-max", "crop"} for word, _ in later):
        raise wrong_argument("focus", text, "stands before what it cuts: cover or crop")
    spot = text.split("px")
    if len(spot) == 2 and text.endswith("p"):  # noqa: PLR2004 - across and down, each with its p
        across, down = spot[0].removesuffix("p"), spot[1].removesuffix("p")
        return (*_edge(text, down, "top", "bottom"), *_edge(text, across, "left", "right"))
    return one_of("focus", text, FOCUS)


def _edge(text: str, share: str, first: str, last: str) -> tuple[str, ...]:
    """Return the edge that a percentage is, none in the middle."""
    edges: dict[str, tuple[str, ...]] = {"0": (first,), "50": (), "100": (last,)}
    if share not in edges:
        raise wrong_argument("focus", text, "is an edge, a corner or the middle: 0p, 50p or 100p")
    return edges[share]


def _sized(word: str, text: str, focus: tuple[str, ...], ground: str | None) -> Op:
    if ":" in text:
        across, _, down = text.partition(":")
        ratio = (in_range(word, across, 0, 10_000), in_range(word, down, 0, 10_000))
        return declared(Resize, word, text, ar=ratio, fit=FITS[word], crop=focus if word.startswith("cover") else ())
    size, mark, corner = text.partition("@")
    sides = _part_of(word, size) or sides_of(word, size)
    if word == "crop" and mark:
        left, _, top = corner.partition("x")
        return cut_out(word, sides, left, top)
    if mark:
        raise wrong_argument(word, text, "is a width and a height, as 300x200")
    more: dict[str, Any] = {"crop": focus} if FITS[word] in {"crop", "cropmax", "cut"} else {}
    if ground is not None:
        more["bg"] = argument("background", ground, css_colour)
    return sided(word, sides, FITS[word], **more)


def _part_of(word: str, text: str) -> Fields | None:
    """Return a width that is a percentage of the picture's, None where it is none."""
    if not text.endswith("p") or "x" in text:
        return None
    return {"w": in_range(word, text.removesuffix("p"), 1, PERCENT) / PERCENT}


def _turned(word: str, text: str) -> Op:
    if word == "flip":
        axis = one_of(word, text, MIRRORS)
        return declared(Flip, word, text, axis=axis)
    angle = TURNS[text] if text in TURNS else in_range(word, text, -360, 360)
    return declared(Rotate, word, text, angle=float(angle))


def _written_size(op: Resize) -> Words:
    boxed = op.w is not None and op.h is not None
    word = next((each for each, fit in FITS.items() if fit == fit_of(op)), "")
    focus = next((each for each, kept in FOCUS.items() if kept == op.crop), "center")
    said: Words = [("focus", focus)] if op.crop else []
    if op.ar and op.w is None and op.h is None:
        return [*said, (word, f"{plain_number(op.ar[0])}:{plain_number(op.ar[1])}")]
    said += [("background", written_css_colour(op.bg))] if op.bg else []
    if isinstance(op.w, float):
        return [*said, ("resize", f"{plain_number(round(op.w * PERCENT, 4))}p")]
    if not boxed and op.fit != "cut":
        word = "max" if op.fit == "max" else "resize"
    return [*said, (word, written_sides(op, "-"))] if word else []


WRITERS: Writers = {
    Resize: _written_size,
    Rect: lambda op: [("crop", f"{op.box[2]}x{op.box[3]}@{op.box[0]}x{op.box[1]}")],
    Rotate: lambda op: [("turn", plain_number(op.angle))],
    Flip: lambda op: [("flip", next(word for word, axis in MIRRORS.items() if axis == op.axis))],
    Background: lambda op: [("background", written_css_colour(op.bg))],
}


def _say(picture: PictureReply) -> Words:
    name = format_name(picture.recipe.output, FORMATS)
    form = [("output", name)] if name else []
    said = written_ops(picture.recipe.ops, WRITERS, "TwicPics")
    return [*form, *written_quality(picture.recipe.output, "quality"), *said]


def _put(key: str, words: Words) -> str:
    return f"{key}?twic={'/'.join((VERSION, *(f'{word}={text}' for word, text in words)))}"


TWICPICS = Chain("twicpics", "TwicPics", "{key}?twic=v1/cover=300x200", _take, _read, _say, _put)
parse, write, operations = TWICPICS.parse, TWICPICS.write, TWICPICS.operations
