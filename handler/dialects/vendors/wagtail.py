"""Wagtail: a picture and behind it a filter specification, `/cat.jpg/fill-300x200-c0|format-webp|webpquality-75`.

Nothing is enlarged. `fill` keeps the stored focal point in view. Without a format that of the stored picture is kept.

https://docs.wagtail.org/en/stable/topics/images.html
"""

from handler.core.geometry import MAX_SIDE
from handler.core.output import DEFAULT_QUALITY, Output
from handler.core.signing import signed, verify
from handler.dialects.chains.chain import Chain, Fields, Taken, Told, Words, Writers, format_name, written_ops
from handler.dialects.chains.dimensions import sided, sides_of
from handler.dialects.foreign.arguments import argument, in_range, one_of, whole_in_range, wrong_argument
from handler.dialects.foreign.css_colours import hex_colour, written_css_colour
from handler.dialects.foreign.words import declared, unknown
from handler.dialects.interface import PictureReply
from handler.dialects.literals import plain_number
from handler.errors import RepeatedParameter
from handler.ops.background import Background
from handler.ops.op import Op
from handler.ops.resize import Resize

__all__ = ["operations", "parse", "signed", "verify", "write"]

ORIGINAL, BETWEEN = "original", "|"
FORMATS = {"jpeg": "jpg", "png": "png", "webp": "webp", "avif": "avif", "gif": "gif"}
QUALITIES = {f"{name}quality": FORMATS[name] for name in ("jpeg", "webp", "avif")}
REFUSED = {
    "min": "it covers both sides and never enlarges; say fill or max",
    "webp": "lossless WebP is format-webp-lossless, which is not read here",
    "preserve": "drawings are drawn here",
}
KNOWN = ("fill", "width", "height", "max", "scale", ORIGINAL, "format", "bgcolor", *QUALITIES, *REFUSED)
FOCUS = ("focalpoint",)
PERCENT = 100


def _take(path: str, query: str) -> Taken:
    key, slash, spec = path.rpartition("/")
    words = [(part.partition("-")[0], part.partition("-")[2]) for part in spec.split(BETWEEN) if part]
    if not slash or not words or words[0][0] not in KNOWN:
        return Taken(path, None, query)
    return Taken(key, words, query)


def _read(words: Words) -> Told:
    ops: list[Op] = []
    fields: Fields = {}
    qualities: dict[str, int] = {}
    for word, text in words:
        if word in REFUSED:
            raise wrong_argument(word, text, REFUSED[word])
        if word not in KNOWN:
            raise unknown(word, KNOWN, "filter")
        if [each for each, _ in words].count(word) > 1:
            raise RepeatedParameter(f"{word} is given more than once", parameter=word)
        if word in QUALITIES:
            qualities[QUALITIES[word]] = whole_in_range(word, text, 1, PERCENT)
        elif word == "format":
            fields["formats"] = (one_of(word, text, FORMATS),)
        elif word == "bgcolor":
            ops.append(Background(bg=argument(word, text, hex_colour)))
        elif word != ORIGINAL:
            ops.append(_sized(word, text))
    return Told(ops, fields | _quality(qualities, fields), negotiable=False)


def _quality(qualities: dict[str, int], fields: Fields) -> Fields:
    form = fields.get("formats", ("",))[0]
    if other := next((each for each in qualities if each != form), ""):
        word = next(word for word, each in QUALITIES.items() if each == other)
        raise wrong_argument(word, str(qualities[other]), f"goes with format-{'jpeg' if other == 'jpg' else other}")
    return {"quality": qualities[form]} if form in qualities else {}


def _sized(word: str, text: str) -> Op:
    if word in {"width", "height"}:
        return sided(word, {word[0]: whole_in_range(word, text, 1, MAX_SIDE)}, "max")
    if word == "scale":
        return declared(Resize, word, text, w=in_range(word, text, 0, PERCENT) / PERCENT, fit="clip")
    size, _, close = text.partition("-")
    sides = sides_of(word, size)
    if len(sides) == 1:
        raise wrong_argument(word, text, "needs a width and a height")
    if close not in {"", "c0"}:
        raise wrong_argument(word, text, "is cut no closer than it has to be: c0")
    if word == "fill":
        return sided(word, sides, "min", crop=FOCUS)
    if close:
        raise wrong_argument(word, text, "cuts nothing")
    return sided(word, sides, "max")


def _written(op: Resize) -> Words:
    if isinstance(op.w, float):
        return [("scale", plain_number(round(op.w * PERCENT, 4)))]
    if op.fit == "min":
        return [("fill", f"{op.w}x{op.h}")]
    if op.w is not None and op.h is not None:
        return [("max", f"{op.w}x{op.h}")]
    return [("width", str(op.w))] if op.w is not None else [("height", str(op.h))]


WRITERS: Writers = {
    Resize: _written,
    Background: lambda op: [("bgcolor", written_css_colour(op.bg))],
}


def _say(picture: PictureReply) -> Words:
    output = picture.recipe.output
    said = written_ops(picture.recipe.ops, WRITERS, "Wagtail") or [(ORIGINAL, "")]
    if output.formats != Output().formats:
        said.append(("format", format_name(output, FORMATS)))
    if output.quality != DEFAULT_QUALITY:
        word = next((word for word, form in QUALITIES.items() if form == output.formats[0]), "jpegquality")
        said.append((word, str(output.quality)))
    return said


def _put(key: str, words: Words) -> str:
    spec = BETWEEN.join(f"{word}-{text}" if text else word for word, text in words)
    return f"{key}/{spec.replace(BETWEEN, '%7C')}"


WAGTAIL = Chain("wagtail", "Wagtail", "{key}/fill-300x200", _take, _read, _say, _put)
parse, write, operations = WAGTAIL.parse, WAGTAIL.write, WAGTAIL.operations
