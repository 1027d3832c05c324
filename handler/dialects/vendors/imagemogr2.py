"""imageMogr2: operations in the query, `?imageMogr2/thumbnail/!300x200r/quality/75/format/webp`, in their order.

It is Qiniu's, Tencent's and EdgeOne's. `300x200` fits, `!300x200r` covers both sides and cuts nothing, `300x200!` is
stretched, `300x200>` only shrinks. `gravity`, `dx` and `dy` belong to `crop`, `color` to `pad`, wherever they stand.

https://www.tencentcloud.com/document/product/1045/33695
"""

from base64 import b64decode, urlsafe_b64encode
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
from handler.dialects.chains.dimensions import OUTSIDE, cut_out, fit_of, sided, sides_of, written_sides
from handler.dialects.chains.queries import bare_parameter
from handler.dialects.foreign.arguments import argument, in_range, one_of, whole_in_range, wrong_argument
from handler.dialects.foreign.css_colours import css_colour, written_css_colour
from handler.dialects.foreign.words import declared, unknown
from handler.dialects.interface import PictureReply
from handler.dialects.literals import plain_number
from handler.errors import InvalidParameter, RepeatedParameter
from handler.ops.blur import Blur
from handler.ops.mask import Mask
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.sharpen import Sharpen

__all__ = ["operations", "parse", "signed", "verify", "write"]

BEGINNING = "imageMogr2/"
FLAGS = ("auto-orient", "strip")
GRAVITIES: dict[str, tuple[str, ...]] = {
    "northwest": ("top", "left"),
    "north": ("top",),
    "northeast": ("top", "right"),
    "west": ("left",),
    "center": (),
    "east": ("right",),
    "southwest": ("bottom", "left"),
    "south": ("bottom",),
    "southeast": ("bottom", "right"),
}
FORMATS = {"jpg": "jpg", "jpeg": "jpg", "png": "png", "webp": "webp", "avif": "avif", "gif": "gif"}
REFUSED = {
    "iradius": "say crop and rradius",
    "scrop": "crop=faces of our own door keeps faces",
    "rquality": "say quality",
    "lquality": "say quality",
    "size-limit": "max-bytes of our own door bounds a file",
    "cut": "say crop",
    "ignore-error": "leave it out",
}
OPTIONS = ("gravity", "dx", "dy", "color", "pad", "quality", "format", "interlace", "strip")
KNOWN = ("thumbnail", "crop", "rotate", "blur", "sharpen", "rradius", "auto-orient", *OPTIONS, *REFUSED)
PERCENT, THIRD, STRONGEST = 100, 3, 300
WHITE = "ffffff"


def _take(path: str, query: str) -> Taken:
    text, rest = bare_parameter(query, BEGINNING)
    if text is None:
        return Taken(path, None, rest)
    parts = [part for part in text.split("/") if part]
    words: Words = []
    while parts:
        word = parts.pop(0)
        if word not in FLAGS and not parts:
            raise InvalidParameter(f"{word[:40]} has no value", parameter=word[:40])
        words.append((word, "" if word in FLAGS else parts.pop(0)))
    return Taken(path, words, rest)


def _read(words: Words) -> Told:
    for word, text in words:
        if word in REFUSED:
            raise wrong_argument(word, text, REFUSED[word])
        if word not in KNOWN:
            raise unknown(word, KNOWN, "operation")
        if word in OPTIONS and [each for each, _ in words].count(word) > 1:
            raise RepeatedParameter(f"{word} is given more than once", parameter=word)
    options = {word: text for word, text in words if word in OPTIONS}
    _check(options, {word for word, _ in words})
    ops = [op for word, text in words for op in _op(word, text, options)]
    return Told(ops, _file(options), negotiable=False)


def _check(options: dict[str, str], words: set[str]) -> None:
    """Raise InvalidParameter for what belongs to a word that is not there."""
    owners = {"gravity": "crop", "dx": "crop", "dy": "crop", "color": "pad", "pad": "thumbnail"}
    for word, owner in owners.items():
        if word in options and owner not in words:
            raise wrong_argument(word, options[word], f"goes with {owner}")
    if options.get("pad", "1") != "1":
        raise wrong_argument("pad", options["pad"], "is 1")


def _op(word: str, text: str, options: dict[str, str]) -> tuple[Op, ...]:
    if word == "thumbnail":
        return (_thumbnail(text, options),)
    if word == "crop":
        return (_crop(text, options),)
    return (PLAIN[word](text),) if word in PLAIN else ()


PLAIN: dict[str, Callable[[str], Op]] = {
    "rotate": lambda text: declared(Rotate, "rotate", text, angle=in_range("rotate", text, 0, 360)),
    "blur": lambda text: Blur(radius=in_range("blur", text.rpartition("x")[2], 0, 250)),
    "sharpen": lambda text: Sharpen(amount=round(whole_in_range("sharpen", text, 0, STRONGEST) / THIRD)),
    "rradius": lambda text: Mask(shape="corners", radius=(whole_in_range("rradius", text, 0, 4096),)),
}


def _thumbnail(text: str, options: dict[str, str]) -> Op:
    word = "thumbnail"
    if "pad" in options:
        ground = argument("color", _colour(options["color"]), css_colour) if "color" in options else WHITE
        return sided(word, sides_of(word, text), "fill", bg=ground)
    if text.startswith("!") and text.endswith("p") and "x" not in text:
        return declared(Resize, word, text, w=in_range(word, text[1:-1], 1, PERCENT) / PERCENT, fit="clip")
    if text.startswith("!") and text.endswith("r"):
        return sided(word, sides_of(word, text[1:-1]), OUTSIDE)
    fit = {"!": "scale", ">": "max"}.get(text[-1:], "clip")
    return sided(word, sides_of(word, text if fit == "clip" else text[:-1]), fit)


def _colour(text: str) -> str:
    """Return the colour that is written in base64url."""
    try:
        return b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode("ascii")
    except ValueError as error:
        raise wrong_argument("color", text, "is a colour in base64url") from error


def _crop(text: str, options: dict[str, str]) -> Op:
    if text.startswith("!"):
        size, _, corner = text[1:].partition("a")
        left, _, top = corner.partition("a")
        return cut_out("crop", sides_of("crop", size), left, top)
    sides = sides_of("crop", text)
    kept = one_of("gravity", options.get("gravity", "northwest"), GRAVITIES)
    if "dx" in options or "dy" in options:
        if options.get("gravity", "northwest") != "northwest":
            raise wrong_argument("gravity", options["gravity"], "goes without dx and dy")
        return cut_out("crop", sides, options.get("dx", "0"), options.get("dy", "0"))
    return sided("crop", sides, "cut", crop=kept)


def _file(options: dict[str, str]) -> Fields:
    fields: Fields = {}
    if "quality" in options:
        fields["quality"] = whole_in_range("quality", options["quality"].removesuffix("!"), 1, PERCENT)
    if "format" in options:
        fields["formats"] = (one_of("format", options["format"], FORMATS),)
    if options.get("interlace", "0") != "0":
        if fields.get("formats") != ("jpg",):
            raise wrong_argument("interlace", options["interlace"], "goes with format/jpg")
        fields["formats"] = ("pjpg",)
    return fields | ({"metadata": "strip"} if "strip" in options else {})


def _written_size(op: Resize) -> Words:
    if op.fit == "cut":
        gravity = next((name for name, kept in GRAVITIES.items() if kept == op.crop), "")
        return [("crop", written_sides(op)), ("gravity", gravity)]
    if isinstance(op.w, float):
        return [("thumbnail", f"!{plain_number(round(op.w * PERCENT, 4))}p")]
    marks = {"clip": "{}", "max": "{}>", "scale": "{}!", OUTSIDE: "!{}r", "fill": "{}"}
    if fit_of(op) not in marks:
        return []
    said = [("thumbnail", marks[fit_of(op)].format(written_sides(op)))]
    colour = urlsafe_b64encode(written_css_colour(op.bg).encode()).decode().rstrip("=") if op.bg else ""
    return said + ([("pad", "1"), ("color", colour)] if colour else [])


WRITERS: Writers = {
    Resize: _written_size,
    Rect: lambda op: [("crop", f"!{op.box[2]}x{op.box[3]}a{op.box[0]}a{op.box[1]}")],
    Rotate: lambda op: [("rotate", plain_number(op.angle))],
    Blur: lambda op: [("blur", f"1x{plain_number(op.radius)}")],
    Sharpen: lambda op: [("sharpen", str(THIRD * op.amount))],
    Mask: lambda op: [("rradius", str(op.radius[0]))] if len(op.radius) == 1 else [],
}


def _say(picture: PictureReply) -> Words:
    output = picture.recipe.output
    said = written_ops(picture.recipe.ops, WRITERS, "imageMogr2")
    said += written_quality(output, "quality")
    progressive = output.formats == ("pjpg",)
    name = "jpg" if progressive else format_name(output, FORMATS)
    said += [("format", name)] if name else []
    said += [("interlace", "1")] if progressive else []
    said += [("strip", "")] if output.metadata == "strip" else []
    return said or [("auto-orient", "")]


def _put(key: str, words: Words) -> str:
    parts = (part for word in words for part in word if part)
    return f"{key}?{BEGINNING}{'/'.join(parts)}"


IMAGEMOGR2 = Chain("imagemogr2", "imageMogr2", "{key}?imageMogr2/thumbnail/300x200", _take, _read, _say, _put)
parse, write, operations = IMAGEMOGR2.parse, IMAGEMOGR2.write, IMAGEMOGR2.operations
