"""Uploadcare: operations behind the picture, `/uuid/-/scale_crop/300x200/center/-/format/webp/`, in their order.

What follows the last operation's values is a name for whoever saves the file, and says nothing. Both sides of `resize`
stretch the picture. `stretch/off`, before a size, keeps it from being enlarged, `setfill` says what lies beside it.

https://uploadcare.com/docs/transformations/image/
"""

from collections.abc import Callable

from handler.core.output import DEFAULT_QUALITY
from handler.core.signing import signed, verify
from handler.dialects.chains.chain import Chain, Fields, Taken, Told, Words, Writers, format_name, written_ops
from handler.dialects.chains.dimensions import cut_out, sided, sides_of, written_sides
from handler.dialects.foreign.arguments import argument, one_of, whole_in_range, wrong_argument
from handler.dialects.foreign.css_colours import hex_colour
from handler.dialects.foreign.words import unknown
from handler.dialects.interface import PictureReply
from handler.dialects.vendors.uploadcare_filters import FILTER_WORDS, FILTERS, ON
from handler.errors import RepeatedParameter
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize
from handler.ops.rotate import Rotate

__all__ = ["operations", "parse", "signed", "verify", "write"]

MARK = "/-/"
PREVIEW = "2048x2048"
PERCENT, QUARTER = 100, 90
PLACES: dict[str, tuple[str, ...]] = {
    "center": (),
    "smart": ("smart",),
    "top": ("top",),
    "bottom": ("bottom",),
    "left": ("left",),
    "right": ("right",),
    "50p,50p": (),
    "50p,0p": ("top",),
    "50p,100p": ("bottom",),
    "0p,50p": ("left",),
    "100p,50p": ("right",),
    "0p,0p": ("top", "left"),
    "100p,0p": ("top", "right"),
    "0p,100p": ("bottom", "left"),
    "100p,100p": ("bottom", "right"),
}
FORMATS = {"auto": "", "preserve": "source", "jpeg": "jpg", "png": "png", "webp": "webp", "avif": "avif"}
QUALITIES: dict[str, int | str] = {
    "normal": DEFAULT_QUALITY,
    "better": 90,
    "best": 95,
    "lighter": 60,
    "lightest": 40,
    "smart": "auto:good",
    "smart_retina": "auto:eco",
}
METADATA = {"all": "strip", "none": "keep", "sensitive": "copyright"}
STRETCH = {"on": True, "off": False}
FILES = ("format", "quality", "progressive", "strip_meta")
VALUES = {
    **dict.fromkeys((*FILES, "resize", "stretch", "setfill", "rotate", "border_radius", "autorotate"), (1, 1)),
    **dict.fromkeys(("blur", "sharp", "brightness", "contrast", "saturation", "enhance", "preview"), (0, 1)),
    **dict.fromkeys(("crop", "scale_crop"), (1, 2)),
    **dict.fromkeys(("flip", "mirror", "grayscale", "invert"), (0, 0)),
}
"""For each operation how many values it has at least and at most."""

REFUSED = {
    "smart_resize": "nothing is made up or left out of a picture; say scale_crop",
    "filter": "sepia, mono and duotone are at our own door",
    "overlay": "mark of our own door lays a picture over this one",
    "blur_region": "face-blur of our own door finds faces",
    "zoom_objects": "say scale_crop",
}


def _take(path: str, query: str) -> Taken:
    key, *parts = path.split(MARK)
    if not parts:
        return Taken(path.removesuffix("/"), None, query)
    return Taken(key, [(part.partition("/")[0], part.partition("/")[2]) for part in parts if part], query)


def _read(words: Words) -> Told:
    ops: list[Op] = []
    file: dict[str, str] = {}
    small, ground = False, None
    for place, (word, text) in enumerate(words):
        values = _values(word, text, last=place == len(words) - 1)
        if word in FILES:
            if word in file:
                raise RepeatedParameter(f"{word} is given more than once", parameter=word)
            file[word] = values[0]
        elif word == "stretch":
            small = not one_of(word, values[0], STRETCH)
        elif word == "setfill":
            ground = argument(word, values[0], hex_colour)
        elif word in SIZES:
            ops.append(SIZES[word](values, small))
        else:
            ops += FILTERS[word](*values)
    turned = [place for place, op in enumerate(ops) if isinstance(op, Rotate) and op.angle % QUARTER]
    if ground is not None and not turned:
        raise wrong_argument("setfill", ground, "is seen in the corners of a turned picture alone")
    for place in turned:
        ops[place] = ops[place].model_copy(update={"bg": ground})
    return _told(ops, file)


def _values(word: str, text: str, *, last: bool) -> list[str]:
    if word in REFUSED:
        raise wrong_argument(word, text, REFUSED[word])
    if word not in VALUES:
        raise unknown(word, (*VALUES, *REFUSED), "operation")
    least, most = VALUES[word]
    values = [value for value in text.split("/") if value]
    if last and len(values) == most + 1:  # a name for whoever saves the file
        values.pop()
    if not least <= len(values) <= most:
        raise wrong_argument(word, text, f"has {least} to {most} values")
    return values


def _told(ops: list[Op], file: dict[str, str]) -> Told:
    fields: Fields = {}
    form = one_of("format", file["format"], FORMATS) if "format" in file else "source"
    if "quality" in file:
        named = QUALITIES.get(file["quality"])
        fields["quality"] = named or whole_in_range("quality", file["quality"], 1, PERCENT)
    if "strip_meta" in file:
        fields["metadata"] = one_of("strip_meta", file["strip_meta"], METADATA)
    if one_of("progressive", file.get("progressive", "no"), ON):
        if form != "jpg":
            raise wrong_argument("progressive", "yes", "goes with format/jpeg")
        form = "pjpg"
    return Told(ops, fields | ({"formats": (form,)} if form else {}), negotiable=not form)


def _resized(values: list[str], small: bool) -> Op:  # noqa: FBT001 - whether it may not be enlarged
    return sided("resize", sides_of("resize", values[0]), "scalemax" if small else "scale")


def _previewed(values: list[str], small: bool) -> Op:  # noqa: FBT001 - it never is
    del small
    return sided("preview", sides_of("preview", values[0] if values else PREVIEW), "max")


def _scaled(values: list[str], small: bool) -> Op:  # noqa: FBT001 - whether it may not be enlarged
    kept = one_of("scale_crop", values[1], PLACES) if len(values) > 1 else ("top", "left")
    return sided("scale_crop", sides_of("scale_crop", values[0]), "cropmax" if small else "crop", crop=kept)


def _cropped(values: list[str], small: bool) -> Op:  # noqa: FBT001 - a cut is not enlarged
    del small
    sides = sides_of("crop", values[0])
    if len(values) > 1 and "," in values[1] and "p" not in values[1]:
        left, _, top = values[1].partition(",")
        return cut_out("crop", sides, left, top)
    kept = one_of("crop", values[1], PLACES) if len(values) > 1 else ("top", "left")
    return sided("crop", sides, "cut", crop=kept)


SIZES: dict[str, Callable[[list[str], bool], Op]] = {
    "resize": _resized,
    "preview": _previewed,
    "scale_crop": _scaled,
    "crop": _cropped,
}


def _place(op: Resize) -> str:
    return next((name for name, kept in PLACES.items() if kept == op.crop), "")


def _written_size(op: Resize) -> Words:
    boxed = op.w is not None and op.h is not None
    sides = written_sides(op)
    if op.fit == "cut":
        return [("crop", f"{sides}/{_place(op)}")]
    if op.fit in {"crop", "cropmax"}:
        small: Words = [("stretch", "off")] if op.fit == "cropmax" else [("stretch", "on")]
        return [*small, ("scale_crop", f"{sides}/{_place(op)}")]
    if op.fit == "max" and boxed:
        return [("preview", sides)]
    return [("stretch", "off" if op.fit in {"max", "scalemax"} else "on"), ("resize", sides)]


WRITERS: Writers = {
    Resize: _written_size,
    Rect: lambda op: [("crop", f"{op.box[2]}x{op.box[3]}/{op.box[0]},{op.box[1]}")],
    **FILTER_WORDS,
}


def _say(picture: PictureReply) -> Words:
    output, delivery = picture.recipe.output, picture.delivery
    said = written_ops(picture.recipe.ops, WRITERS, "Uploadcare")
    progressive = output.formats == ("pjpg",)
    name = "jpeg" if progressive else "auto" if delivery.negotiable else format_name(output, FORMATS)
    named = next((word for word, quality in QUALITIES.items() if quality == output.quality), str(output.quality))
    said += [("format", name)]
    said += [] if output.quality == DEFAULT_QUALITY else [("quality", named)]
    said += [("progressive", "yes")] if progressive else []
    meta = next(word for word, kept in METADATA.items() if kept == output.metadata)
    return said + ([] if output.metadata == "copyright" else [("strip_meta", meta)])


def _put(key: str, words: Words) -> str:
    return f"{key}{''.join(f'{MARK}{word}/{text}'.rstrip('/') for word, text in words)}/"


UPLOADCARE = Chain("uploadcare", "Uploadcare", "{key}/-/scale_crop/300x200/center/", _take, _read, _say, _put)
parse, write, operations = UPLOADCARE.parse, UPLOADCARE.write, UPLOADCARE.operations
