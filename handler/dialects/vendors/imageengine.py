"""ImageEngine: directives in one parameter, `?imgeng=/w_300/h_200/m_cropbox/f_webp/cmpr_25`.

A cut comes first, then the size, the turn, and sharpness. With one side the fit says nothing: clients write it always.
Without `f` Accept chooses the format, as it does there.

https://support.imageengine.io/hc/en-us/articles/360058880672-directives
"""

from handler.core.output import Output
from handler.core.params import MAX_SOURCE_SIDE
from handler.core.signing import signed, verify
from handler.dialects.chains.chain import Chain, Fields, Taken, Told, Words, Writers, format_name, written_ops
from handler.dialects.chains.dimensions import OUTSIDE, cut_out, fit_of, sided
from handler.dialects.chains.queries import one_parameter
from handler.dialects.foreign.arguments import whole_in_range, wrong_argument
from handler.dialects.foreign.words import declared
from handler.dialects.interface import PictureReply
from handler.dialects.literals import plain_number
from handler.dialects.taken_words import TakenWords
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate
from handler.ops.sharpen import Sharpen

__all__ = ["operations", "parse", "signed", "verify", "write"]

FITS = {"box": "clip", "letterbox": "fill", "cropbox": "crop", "stretch": "scale", "outside": OUTSIDE}
FORMATS = {name: name for name in ("jpg", "png", "webp", "avif", "gif", "jp2", "jxl")} | {"jpeg": "jpg"}
TRUE = {"true": True}
REFUSED = {
    "pc": "no screen is known here; say w",
    "maxdpr": "no screen is known here; say w",
    "in": "fm=lqip of our own door writes a picture into a text",
}
KNOWN = ("w", "h", "m", "cmpr", "f", "s", "r", "cr", "meta", "dl", "pass", *REFUSED)
WHOLE = 100
CORNERS = 4


def _take(path: str, query: str) -> Taken:
    text, rest = one_parameter(query, "imgeng")
    if text is None:
        return Taken(path, None, rest)
    words = [(part.partition("_")[0], part.partition("_")[2]) for part in text.split("/") if part]
    return Taken(path, None if words == [("pass", "true")] else words, rest)


def _read(said: Words) -> Told:
    words = TakenWords(said, KNOWN)
    ops: list[Op] = []
    if (text := words.take("cr")) is not None:
        sides = text.split(",")
        if len(sides) != CORNERS:
            raise wrong_argument("cr", text, "is width, height, left and top")
        width, height = (whole_in_range("cr", side, 1, MAX_SOURCE_SIDE) for side in sides[:2])
        ops.append(cut_out("cr", {"w": width, "h": height}, *sides[2:]))
    size: Fields = {name: side for name in ("w", "h") if (side := words.whole(name, 1, 8192)) is not None}
    fit = words.choice("m", FITS) or "clip"
    if size:
        ops.append(sided("m", size, fit))
    if (angle := words.number("r", -360, 360)) is not None:
        ops.append(declared(Rotate, "r", str(angle), angle=float(angle)))
    if (amount := words.whole("s", 0, WHOLE)) is not None:
        ops.append(Sharpen(amount=amount))
    fields: Fields = {}
    if (form := words.choice("f", FORMATS)) is not None:
        fields["formats"] = (form,)
    if (less := words.whole("cmpr", 0, WHOLE - 1)) is not None:
        fields["quality"] = WHOLE - less
    if words.choice("meta", TRUE):
        fields["metadata"] = "keep"
    download = "picture" if words.choice("dl", TRUE) else None
    words.check_empty(REFUSED)
    return Told(ops, fields, form is None, download)


def _sized(op: Resize) -> Words:
    sides = [(name, str(side)) for name, side in (("w", op.w), ("h", op.h)) if side is not None]
    fit = next((word for word, ours in FITS.items() if ours == fit_of(op)), "")
    return [*sides, *([("m", fit)] if len(sides) > 1 and fit != "box" else [])]


WRITERS: Writers = {
    Rect: lambda op: [("cr", ",".join(str(op.box[place]) for place in (2, 3, 0, 1)))],
    Resize: _sized,
    Rotate: lambda op: [("r", plain_number(op.angle))],
    Sharpen: lambda op: [("s", str(op.amount))],
}


def _say(picture: PictureReply) -> Words:
    recipe, delivery = picture.recipe, picture.delivery
    said = written_ops(recipe.ops, WRITERS, "ImageEngine")
    name = format_name(recipe.output, FORMATS)
    said += [("f", name)] if name else []
    if isinstance(recipe.output.quality, int) and recipe.output.quality != Output().quality:
        said.append(("cmpr", str(WHOLE - recipe.output.quality)))
    said += [("meta", "true")] if recipe.output.metadata == "keep" else []
    return [*said, *([("dl", "true")] if delivery.download else [])]


def _put(key: str, words: Words) -> str:
    return f"{key}?imgeng=/{'/'.join(f'{word}_{text}' for word, text in words)}"


IMAGEENGINE = Chain("imageengine", "ImageEngine", "{key}?imgeng=/w_300", _take, _read, _say, _put)
parse, write, operations = IMAGEENGINE.parse, IMAGEENGINE.write, IMAGEENGINE.operations
