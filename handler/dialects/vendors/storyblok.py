"""Storyblok: a picture and behind it `/m/`, a size and filters: `/f/1/a/cat.jpg/m/300x200/smart/filters:quality(80)`.

A side of 0 leaves it to the other one, a minus before a side mirrors. With both sides the picture fills them; with
`fit-in` it fits, and `fill()` lays it on a colour. Filters come in their order, after the size. Without `format()`
Accept chooses, as it does there.

https://www.storyblok.com/docs/image-service
"""

from collections.abc import Callable

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
from handler.dialects.chains.dimensions import cut_out, sided, sides_of
from handler.dialects.foreign.arguments import argument, in_range, one_of, whole_in_range, wrong_argument
from handler.dialects.foreign.css_colours import css_colour, written_css_colour
from handler.dialects.foreign.words import declared, unknown
from handler.dialects.interface import PictureReply
from handler.dialects.literals import plain_number
from handler.errors import InvalidParameter, RepeatedParameter
from handler.ops.blur import Blur
from handler.ops.brightness import Brightness
from handler.ops.flip import Flip
from handler.ops.mask import Mask
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.saturation import Saturation

__all__ = ["operations", "parse", "signed", "verify", "write"]

SERVICE, FILTERS, FIT_IN, SMART = "/m/", "filters:", "fit-in", "smart"
FORMATS = {"webp": "webp", "jpeg": "jpg", "png": "png", "avif": "avif"}
GREY = Saturation(amount=-100)
REFUSED = {
    "focal": "the store keeps a focal point with the picture; say smart",
    "proportion": "say the size",
    "watermark": "nothing is laid over here",
}
OPTIONS = ("fill", "no_upscale", "quality", "format")
PERCENT = 100


def _take(path: str, query: str) -> Taken:
    key, mark, rest = path.partition(SERVICE)
    if not mark and path.endswith(SERVICE[:-1]):
        key, mark = path.removesuffix(SERVICE[:-1]), SERVICE
    if not mark:
        return Taken(path, None, query)
    words: Words = []
    for part in filter(None, rest.split("/")):
        if part.startswith(FILTERS):
            words += [(each.partition("(")[0], f"({each.partition('(')[2]}") for each in _filters(part)]
        else:
            words.append((part, ""))
    return Taken(key, words, query)


def _filters(part: str) -> list[str]:
    """Return the filters of a part; a colon within brackets is none between two."""
    found = part.removeprefix(FILTERS).replace("):", ")\n").split("\n")
    for each in found:
        if not each.endswith(")") or "(" not in each:
            raise InvalidParameter(
                f"filters: {each[:40]!r} is no filter; write filters:quality(80)", parameter="filters"
            )
    return found


def _read(words: Words) -> Told:
    known = (*FILTER_OPS, *OPTIONS)
    filters = [(word, text[1:-1]) for word, text in words if text]
    options: dict[str, str] = {}
    for word, text in filters:
        if word in REFUSED:
            raise wrong_argument(f"{word}()", text, REFUSED[word])
        if word not in known:
            raise unknown(word, known, "filter")
        if word in OPTIONS and word in options:
            raise RepeatedParameter(f"{word}() is given more than once", parameter=word)
        options |= {word: text} if word in OPTIONS else {}
    fields: Fields = {}
    if "quality" in options:
        fields["quality"] = whole_in_range("quality()", options["quality"], 1, PERCENT)
    if "format" in options:
        fields["formats"] = (one_of("format()", options["format"], FORMATS),)
    ops = [*_sized([word for word, text in words if not text], options)]
    ops += [op for word, text in filters if word in FILTER_OPS for op in FILTER_OPS[word](text)]
    return Told(ops, fields, negotiable="format" not in options)


def _sized(parts: list[str], options: dict[str, str]) -> list[Op]:
    """Return cut, mirrors and size."""
    inside, smart = FIT_IN in parts, SMART in parts
    rest = [part for part in parts if part not in {FIT_IN, SMART}]
    cuts = [part for part in rest if ":" in part]
    sizes = [part for part in rest if ":" not in part]
    if len(cuts) > 1 or len(sizes) > 1 or len(parts) > len(rest) + inside + smart:
        raise RepeatedParameter("the path says size, cut, fit-in or smart more than once", parameter="m")
    ops: list[Op] = [_cut(cut) for cut in cuts]
    size = sizes[0] if sizes else ""
    axes = "".join(axis for axis, side in zip("hv", size.split("x"), strict=False) if side.startswith("-"))
    ops += [declared(Flip, "m", size, axis=axes)] if axes else []
    bare = "x".join(side.removeprefix("-") for side in size.split("x"))
    if not size or set(bare.split("x")) <= {"0", ""}:
        if unused := next((word for word in ("fill", "no_upscale") if word in options), SMART if smart else ""):
            raise wrong_argument(unused, "", "needs a size")
        return ops
    return [*ops, _fitted(sides_of("m", bare), options, inside=inside, smart=smart)]


def _fitted(sides: Fields, options: dict[str, str], *, inside: bool, smart: bool) -> Op:
    small = "no_upscale" in options
    if "fill" in options:
        if not inside:
            raise wrong_argument("fill()", options["fill"], "goes with fit-in")
        ground = argument("fill()", options["fill"], css_colour)
        return sided("m", sides, "fillmax" if small else "fill", bg=ground)
    if inside:
        return sided("m", sides, "max" if small else "clip")
    return sided("m", sides, "cropmax" if small else "crop", crop=("smart",) if smart else ())


def _cut(text: str) -> Op:
    first, _, last = text.partition(":")
    (left, top), (right, bottom) = (_corner(each) for each in (first, last))
    return cut_out("m", {"w": right - left, "h": bottom - top}, str(left), str(top))


def _corner(text: str) -> tuple[int, int]:
    across, _, down = text.partition("x")
    return whole_in_range("m", across, 0, 65_535), whole_in_range("m", down, 0, 65_535)


def _blurred(text: str) -> tuple[Op, ...]:
    radius, comma, sigma = text.partition(",")
    return (declared(Blur, "blur()", text, radius=in_range("blur()", sigma if comma else radius, 0, 250)),)


def _rounded(text: str) -> tuple[Op, ...]:
    radius, _, colour = text.partition(",")
    if colour and colour.rpartition(",")[2] not in {"1", "true", "transparent"}:
        raise wrong_argument("round_corner()", text, "has clear corners: 20,0,0,0,1")
    radii = (whole_in_range("round_corner()", radius, 0, 4096),)
    return (declared(Mask, "round_corner()", text, shape="corners", radius=radii),)


FILTER_OPS: dict[str, Callable[[str], tuple[Op, ...]]] = {
    "brightness": lambda text: (Brightness(amount=whole_in_range("brightness()", text, -PERCENT, PERCENT)),),
    "rotate": lambda text: (declared(Rotate, "rotate()", text, angle=in_range("rotate()", text, 0, 360)),),
    "grayscale": lambda _: (GREY,),
    "blur": _blurred,
    "round_corner": _rounded,
}


def _written_size(op: Resize) -> Words:
    sides = "x".join("0" if side is None else str(side) for side in (op.w, op.h))
    inside = op.fit in {"clip", "max", "fill", "fillmax"} and op.w is not None and op.h is not None
    said: Words = [(FIT_IN, "")] if inside else []
    said += [(sides, ""), *([(SMART, "")] if op.crop else [])]
    said += [("fill", written_css_colour(op.bg))] if op.bg else []
    return said + ([("no_upscale", "")] if op.fit in {"max", "cropmax", "fillmax"} else [])


WRITERS: Writers = {
    Rect: lambda op: [(f"{op.box[0]}x{op.box[1]}:{op.box[0] + op.box[2]}x{op.box[1] + op.box[3]}", "")],
    Flip: lambda op: [("-0x" if op.axis == "h" else "0x-0" if op.axis == "v" else "-0x-0", "")],
    Resize: _written_size,
    Blur: lambda op: [("blur", f"0,{plain_number(op.radius)}")],
    Brightness: lambda op: [("brightness", str(op.amount))],
    Rotate: lambda op: [("rotate", plain_number(op.angle))],
    Saturation: lambda op: [("grayscale", "")] if op == GREY else [],
    Mask: lambda op: [("round_corner", f"{op.radius[0]},0,0,0,1")] if len(op.radius) == 1 else [],
}


def _say(picture: PictureReply) -> Words:
    output = picture.recipe.output
    said = written_ops(picture.recipe.ops, WRITERS, "Storyblok")
    form = [("format", name)] if (name := format_name(output, FORMATS)) else []
    return [*_mirrored(said), *written_quality(output, "quality"), *form]


def _mirrored(said: Words) -> Words:
    """Return the words with a mirror in the size that follows it."""
    for place in range(len(said) - 1):
        mirror, size = said[place][0], said[place + 1][0]
        if mirror in {"-0x", "0x-0", "-0x-0"} and "x" in size and ":" not in size:
            across, down = size.split("x")
            signs = ("-" if mirror.startswith("-") else "", "-" if mirror.endswith("-0") else "")
            return [*said[:place], (f"{signs[0]}{across}x{signs[1]}{down}", ""), *said[place + 2 :]]
    return said


def _put(key: str, words: Words) -> str:
    filters = (*FILTER_OPS, *OPTIONS)
    path = "/".join(word for word, _ in words if word not in filters)
    said = ":".join(f"{word}({text})" for word, text in words if word in filters)
    return f"{key}{SERVICE}" + "/".join(filter(None, (path, f"{FILTERS}{said}" if said else "")))


STORYBLOK = Chain("storyblok", "Storyblok", "{key}/m/300x200", _take, _read, _say, _put)
parse, write, operations = STORYBLOK.parse, STORYBLOK.write, STORYBLOK.operations
