"""Addresses: what ImageKit's paths and queries ask for, and how one is written.

1. Steps stand in a part of the path, `tr:w-300,h-200:rt-90/key.jpg`, or in the query, `?tr=w-300`, and not in both. One
   is done after the other. Within one the trim comes first, then the size, then turns, effects and a frame.
2. Without `f` Accept chooses the format, as it does there. What nothing is asked of is the stored file, as `orig-true`.
3. `updatedAt` is the edition; the mark of ImageKit's clients (`ik-sdk-version`) is dropped.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from handler.core.delivery import Delivery
from handler.core.keys import checked_key, decode
from handler.core.output import DEFAULT_QUALITY, Output
from handler.core.query_string import pairs, tracks
from handler.core.source import Stored
from handler.dialects.foreign.arguments import wrong_argument
from handler.dialects.foreign.picture_paths import confirmed
from handler.dialects.foreign.words import declared, recipe_of
from handler.dialects.imagekit.looks import WRITERS, looks, trimmed
from handler.dialects.imagekit.seal_check import ENDS, SIGNATURE, is_moment, signed, verify
from handler.dialects.imagekit.sizing import sized, sizing_words
from handler.dialects.interface import SAMPLES, DialectRequest, Operation, PathField, PictureReply, Reply
from handler.dialects.taken_words import TakenWords
from handler.errors import Inexpressible, RepeatedParameter
from handler.ops.mask import Mask
from handler.ops.op import Op
from handler.ops.rect import Rect
from handler.ops.resize import Resize

__all__ = ["operations", "parse", "signed", "verify", "write"]

IN_PATH = "tr:"
MARK = "ik-sdk-version"
QUERY = ("tr", "updatedAt", "ik-attachment", SIGNATURE, ENDS)
SIZES = ("w", "h", "ar", "c", "cm", "fo", "x", "y", "dpr")
LOOKS = ("t", "rt", "fl", "bl", "r", "b", "bg", "e-grayscale", "e-contrast", "e-sharpen")
FILES = ("q", "f", "pr", "lo", "md", "cp", "pg", "orig")
REFUSED = {
    "xc": "say x and y, which count from the upper left",
    "yc": "say x and y, which count from the upper left",
    "z": "faces are kept as large as they are",
    "n": "there are no named transformations; write it out",
    "di": "TINTYPE_FALLBACK names the picture that stands in",
    "l": "no layers are read here",
    "o": "a picture is as opaque as it is",
    "e-usm": "e-sharpen sharpens",
    **dict.fromkeys(
        ("e-shadow", "e-gradient", "e-bgremove", "e-dropshadow"), "there is nothing here that does the same"
    ),
}
"""Words of ImageKit's that are refused, and what to do."""

KNOWN = (*SIZES, *LOOKS, *FILES, *REFUSED)
FORMATS = {"auto": "", "jpg": "jpg", "jpeg": "jpg", "png": "png", "webp": "webp", "avif": "avif"}
SWITCH = {"true": True, "false": False}
ONCE = ("q", "f", "pr", "lo", "md", "cp", "pg", "orig")


def parse(asked: DialectRequest) -> Reply:
    """Return the picture that a path and a query ask for."""
    query = _query(asked.query)
    key, steps = _parted(decode(asked.path), query.take("tr"))
    said = [TakenWords(_pairs(step), KNOWN) for step in steps]
    file = _file(said)
    ops = tuple(op for words in said for op in _ops(words))
    for words in said:
        words.check_empty(REFUSED)
    output, negotiable = _output(file)
    page = file.whole("pg", 1, 100_000)
    plain = file.choice("orig", SWITCH)
    if plain and (ops or output != Output()):
        raise wrong_argument("orig", "true", "is the stored file; nothing else is done to it")
    source = declared(Stored, "pg", "", key=checked_key(key), page=page)
    original = bool(plain) or not steps
    return PictureReply(recipe_of(source, ops, output, "tr"), _delivery(query, key, negotiable, original=original))


def _query(text: str) -> TakenWords:
    return TakenWords(((name, said) for name, said in pairs(text) if name != MARK and not tracks(name)), QUERY)


def _delivery(query: TakenWords, key: str, negotiable: bool, *, original: bool) -> Delivery:  # noqa: FBT001 - what is said
    query.take(SIGNATURE)
    ends = query.take(ENDS)
    if ends is not None and not is_moment(ends):
        raise wrong_argument(ENDS, ends, "is a time of ten digits, seconds since 1970")
    name = key.rpartition("/")[2] if query.choice("ik-attachment", SWITCH) else None
    return declared(
        Delivery,
        "updatedAt",
        "",
        expires=None if ends is None else int(ends),
        edition=query.take("updatedAt"),
        download=name,
        negotiable=negotiable and not original,
        original=original,
    )


def _parted(path: str, query: str | None) -> tuple[str, list[str]]:
    """Return the key and the steps."""
    parts = path.split("/")
    places = [number for number, part in enumerate(parts[:-1]) if part.startswith(IN_PATH)]
    if len(places) + (query is not None) > 1:
        raise RepeatedParameter("tr is given more than once", parameter="tr")
    steps = parts.pop(places[0]).removeprefix(IN_PATH) if places else query
    return "/".join(parts), [] if steps is None else [step for step in steps.split(":") if step]


def _pairs(step: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a step; those that begin with e- have a second part, and no value but one that follows it."""
    for part in filter(None, step.split(",")):
        word, _, text = part.partition("-")
        if word == "e":
            name, _, text = text.partition("-")
            yield f"e-{name}", text or "true"
        else:
            yield word, text


def _file(said: list[TakenWords]) -> TakenWords:
    """Return what steps say of the file, which is said once, taken out of them."""
    return TakenWords(((word, text) for words in said for word in ONCE if (text := words.take(word)) is not None), ONCE)


def _ops(words: TakenWords) -> tuple[Op, ...]:
    density = words.number("dpr", 0.1, 5)
    words.density = density or 1.0
    if density is not None and density != 1 and not {"w", "h", "r", "b", "bl"} & words.said.keys():
        raise wrong_argument("dpr", str(density), "multiplies nothing here; it goes with w, h, r, b and bl")
    return (*trimmed(words), *sized(words), *looks(words))


def _output(file: TakenWords) -> tuple[Output, bool]:
    """Return the output, and whether Accept chooses the format."""
    fields: dict[str, Any] = {}
    form = file.choice("f", FORMATS) or ""
    if file.choice("pr", SWITCH):
        if form != "jpg":
            raise wrong_argument("pr", "true", "goes with f-jpg")
        form = "pjpg"
    if (quality := file.whole("q", 1, 100)) is not None:
        fields["quality"] = quality
    if file.choice("lo", SWITCH):
        fields["lossless"] = True
    if file.choice("md", SWITCH):
        fields["metadata"] = "keep"
    if file.choice("cp", SWITCH):
        raise wrong_argument("cp", "true", "colours become sRGB, and the profile goes")
    if form:
        fields["formats"] = (form,)
    return declared(Output, "q", str(quality), **fields), not form


def write(picture: PictureReply) -> str:
    """Return the path with its steps, each operation one of its own; Inexpressible names what it cannot say."""
    recipe, delivery = picture.recipe, picture.delivery
    if not isinstance(recipe.source, Stored):
        raise Inexpressible("the address of a stored picture has a key, which this picture has not")
    steps = [*_written(recipe.ops)]
    file = _written_file(recipe.output, recipe.source)
    steps += [file] if file else []
    if not steps and not delivery.original:
        steps = [["f-auto" if delivery.negotiable else f"q-{DEFAULT_QUALITY}"]]
    said = f"{IN_PATH}{':'.join(','.join(step) for step in steps)}/" if steps else ""
    terms = {
        "updatedAt": delivery.edition,
        "ik-attachment": "true" if delivery.download is not None else None,
        ENDS: delivery.expires,
    }
    query = "&".join(f"{name}={quote(str(text), safe='')}" for name, text in terms.items() if text is not None)
    below = quote(f"{said}{recipe.source.key}", safe="/:,") + (f"?{query}" if query else "")
    return confirmed(below, picture, lambda path, asked: parse(DialectRequest(path.encode(), asked)))


def _written(ops: tuple[Op, ...]) -> Iterator[list[str]]:
    for number, op in enumerate(ops):
        after = ops[number + 1 : number + 2]
        if isinstance(op, Mask) and op.radius and after and getattr(after[0], "radius", ()) == op.radius:
            continue
        said = sizing_words(op) if isinstance(op, Resize | Rect) else WRITERS.get(type(op), lambda _: [])(op)
        if not said:
            raise Inexpressible(f"ImageKit cannot say {op.op}")
        yield said


def _written_file(output: Output, source: Stored) -> list[str]:
    form = output.formats[0]
    said = [] if form == Output().formats[0] else [f"f-{'jpg' if form == 'pjpg' else form}"]
    said += ["pr-true"] if form == "pjpg" else []
    said += [f"q-{output.quality}"] if output.quality != DEFAULT_QUALITY else []
    said += ["lo-true"] if output.lossless else []
    said += ["md-true"] if output.metadata == "keep" else []
    return said + ([] if source.frame is None else [f"pg-{source.frame + 1}"])


def operations() -> tuple[Operation, ...]:
    """Return the one operation."""
    steps = PathField("steps", "Steps with colons between them, each of words with commas.", ("w-300,h-200",), str)
    key = PathField("key", "The picture's key.", SAMPLES)
    return (
        Operation(
            "imagekit",
            "tr:{steps}/{key}",
            "Get a picture as ImageKit has it",
            "Return a stored picture, changed step by step.",
            (steps, key),
        ),
    )
