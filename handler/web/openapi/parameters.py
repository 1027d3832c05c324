"""Parameters: the query parameters in OpenAPI: which texts each takes, their range, an example.

1. A list of words to choose from is an array that is written as one text (style form, not exploded).
2. Any other list, as 16:9 or 4,tomato, is a text with a pattern that says exactly which: Swagger UI has no field for an
   array whose parts are of several kinds.
3. They come in the order in which people look for them: w, h, fit, fm and q, then group by group, each said first.
4. No schema has a default, and no optional parameter an `example` beside its schema: Swagger UI would fill in all of
   them, and send what nobody asked for. The description names both.
"""

import re
from typing import Any

from handler.core.colours import DIGITS, NAMES, SYNTAX
from handler.core.params import Declared
from handler.dialects.native.layers import LAYERS
from handler.dialects.native.vocabulary import ADDRESS, Word
from handler.ops.op import Op

Schema = dict[str, Any]

COLOUR: Schema = {
    "description": f"{SYNTAX[0].upper()}{SYNTAX[1:]}.",
    "anyOf": [{"type": "string", "pattern": DIGITS}, {"type": "string", "enum": sorted(NAMES)}],
}
REFERENCE = "#/components/schemas/Colour"

CONDITIONS = {
    "If-None-Match": ("Entity tags that the client has; if the answer has one of them it is 304.", '"0a1b"'),
    "If-Modified-Since": ("Without If-None-Match: 304 if the picture is no newer.", "Sun, 01 Nov 2026 08:00:00 GMT"),
    "If-Match": ("Entity tags; if the answer has none of them it is 412.", "*"),
    "If-Unmodified-Since": ("Without If-Match: 412 if the picture is newer.", "Fri, 01 Jan 2100 00:00:00 GMT"),
}
PARTS = {
    "Range": ("One span of bytes, of an original or a stored result; other units are ignored.", "bytes=0-1023"),
    "If-Range": ("The entity tag or date for which Range holds; with another the answer is whole.", '"0a1b"'),
}


FIRST = ("w", "h", "fit", "fm", "q")
GROUPS = {
    "Size": "w h fit dpr ch ar crop fp-x fp-y fp-z facepad faceindex max-w max-h min-w min-h",
    "File": "fm q auto max-bytes lossless colors palette prefix metadata cs hdr effort",
    "Animation": "frames interval fps loop reverse",
    "Part": "rect trim trim-color trim-tol rot flip or frame page",
    "Surround": "bg ground pad pad-left pad-right pad-top pad-bottom border shadow mask corner-radius mask-path",
    "Light and colour": "exp gam bri con levels curve curve-r curve-g curve-b high shad sat hue vib mono sepia duotone "
    "duotone-alpha colorize invert enhance auto-contrast",
    "Filter": "blur progressive-blur progressive-blur-angle progressive-blur-start progressive-blur-stop sharp usm "
    "usmrad nr nrs median px face-blur face-pixel",
    "Effect": "gradient gradient-stops gradient-angle vignette vignette-color grain grain-size grain-seed",
    "Overlay": " ".join(name for kind in LAYERS for name in sorted(mark.name for mark, _ in kind.params().values())),
    "Text": "txt txt-font txt-size txt-color txt-align txt-pad txt-width txt-fit txt-clip txt-line txt-line-color "
    "txt-shad",
    "Answer": "dl v preset placeholder faces expires s",
}
"""What each parameter is about."""

GROUP_OF = {name: group for group, names in GROUPS.items() for name in names.split()}
ORDER = [*FIRST, *(name for name in GROUP_OF if name not in FIRST)]


def parameters(words: dict[str, tuple[Word, ...]]) -> list[Schema]:
    """Return the parameter objects of a vocabulary. A word that several operations share is described once.

    What is not in a group belongs to one generator, feed or post, and comes first.
    """
    known = {name: place for place, name in enumerate(ORDER)}
    return [_parameter(words[name][-1]) for name in sorted(words, key=lambda name: known.get(name, -1))]


def group_of(name: str) -> str:
    """Return the group of a parameter of pictures; LookupError says what to add where it has none."""
    if name not in GROUP_OF:
        raise LookupError(
            f"the parameter {name} is in no group: add it to GROUPS in handler/web/openapi/parameters.py, where people "
            f"look for it: {', '.join(GROUPS)}"
        )
    return GROUP_OF[name]


def headers(named: dict[str, tuple[str, str]]) -> list[Schema]:
    """Return the parameter objects of optional request headers."""
    return [
        {
            "name": name,
            "in": "header",
            "required": False,
            "description": f"{text} Example: `{example}`.",
            "schema": {"type": "string", "examples": [example]},
        }
        for name, (text, example) in named.items()
    ]


def coloured(schema: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return a schema in which every colour refers to the one description, and no example is a query's text."""
    if isinstance(schema, list):
        return [coloured(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("format") == "color":
        kept = {name: schema[name] for name in ("description", "default") if name in schema}
        return {"$ref": REFERENCE, **kept}
    return {name: coloured(part) for name, part in schema.items() if name != "examples"}


def _parameter(word: Word) -> Schema:
    shape = _shape(word)
    texts = word.info.examples or _samples(shape, word.info.default)
    examples = [_example(word, text, shape) for text in texts]
    needed = word.info.is_required() and not issubclass(word.owner, Op)
    said = {"name": word.name, "in": "query", "required": needed, "description": _description(word, texts)}
    listed = {"style": "form", "explode": False} if shape.get("type") == "array" else {}
    shown = {"example": examples[0]} if needed else {}
    return {**said, **listed, **shown, "schema": {**shape, "examples": examples}}


def _description(word: Word, examples: list[str]) -> str:
    said = word.info.description or ""
    told = word.info.is_required() or word.info.default in (None, ()) or re.search("default|ithout it", said)
    default = "" if told else f" Default: `{word.write(word.info.default)}`."
    group = f"**{GROUP_OF[word.name]}.** " if word.name in GROUP_OF else ""
    return f"{group}{said}{default} Example: `{'`, `'.join(examples)}`."


def _shape(word: Word) -> Schema:
    """Return the schema of one parameter as it stands in a query."""
    built: Schema = {name: part for name, part in coloured(word.schema()).items() if name not in NOT_IN_A_QUERY}
    if built.get("type") != "array":
        return built
    if "enum" in built.get("items", {}):
        return {**built, "minItems": max(1, built.get("minItems", 1))}
    if built.get("items", {}).get("type") == "string":  # keys, of whose signs the separator is one
        return ADDRESS
    whole = _joined(built, re.escape(word.mark.between), HEXADECIMAL_OR_NAME)
    digits = _joined(built, re.escape(word.mark.between), DIGITS.strip("^$"))
    # Of several, Swagger UI shows the first: a page of names would be in the way there.
    return {"anyOf": [_text(digits), _text(whole)]} if digits != whole else _text(whole)


HEXADECIMAL_OR_NAME = "|".join((DIGITS.strip("^$"), *sorted(NAMES)))


def _text(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^{pattern}$"}


def _joined(built: Schema, between: str, colour: str) -> str:
    """Return a pattern of the parts of a list with the sign between them. colour: that of a colour."""

    def part(schema: Schema) -> str:
        return f"(?:{colour if schema.get('$ref') == REFERENCE else pattern(schema)})"

    if "prefixItems" in built:
        return between.join(part(each) for each in built["prefixItems"])
    one, least = part(built["items"]), max(1, built.get("minItems", 1))
    return f"{one}(?:{between}{one}){{{least - 1},{built['maxItems'] - 1}}}"


NOT_IN_A_QUERY = {"title", "description", "default"}


def _samples(shape: Schema, default: object) -> list[str]:
    """Return the first of the words that a schema lists and that is not what happens anyway."""
    listed = ["true"] if shape.get("type") == "boolean" else shape.get("enum", ())
    return [text for text in listed if text != default][:1]


def _example(word: Word, text: str, shape: Schema) -> Any:  # noqa: ANN401 - as the schema has it
    value = word.read(text)
    if isinstance(value, Declared):  # another picture, as a query names it
        return text
    if isinstance(value, tuple):
        return list(value) if shape.get("type") == "array" else text
    return int(value) if isinstance(value, float) and "." not in text else value


def pattern(schema: Schema) -> str:
    """Return a pattern of a part's values: words, whole numbers, pixels or ratios, decimals between powers of ten."""
    if schema.get("type") == "string":
        return str(schema["pattern"]).removeprefix("^").removesuffix("$")
    if "anyOf" in schema:
        whole, ratio = schema["anyOf"]
        return f"{pattern(whole)}|{_ratio(ratio)}"
    low, high = schema["minimum"], schema["maximum"]
    if schema["type"] == "integer":
        below = [f"-(?:{'|'.join(_whole(1, -low))})"] if low < 0 else []
        return "|".join(["0"] * (low <= 0) + below + _whole(max(low, 1), high))
    if (low, high) == (0, 1):
        return r"1(?:\.0{1,16})?|0(?:\.[0-9]{1,16})?|\.[0-9]{1,16}"
    small, large = len(f"{low:f}".rstrip("0").partition(".")[2]), len(str(int(high)))
    top = "1" + "0" * (large - 1)
    # A number has at most 24 characters; sixteen decimals are more than a float can tell apart, and always fit.
    few = "{1,16}"
    whole, part = rf"{top}(?:\.0{few})?", rf"[1-9][0-9]{{0,{large - 2}}}(?:\.[0-9]{few})?"
    return rf"{whole}|{part}|0?\.0{{0,{small - 1}}}[1-9][0-9]{{0,15}}"


def _ratio(schema: Schema) -> str:
    """Return a pattern of the numbers from 0, or above it, to 1, with the point that makes them a ratio."""
    some = r"0?\.0{0,5}[1-9][0-9]{0,15}|1\.0{1,16}"
    return some if "exclusiveMinimum" in schema else rf"{some}|0?\.0{{1,16}}"


def _whole(low: int, high: int) -> list[str]:
    """Return patterns of the whole numbers from low to high: blocks that differ in one digit, then in any."""
    blocks = []
    while low <= high:
        free = 0
        while low % 10 ** (free + 1) == 0 and low + 10 ** (free + 1) - 1 <= high:
            free += 1
        head, digit = divmod(low // 10**free, 10)
        last = min(9, digit + (high + 1 - low) // 10**free - 1)
        blocks.append(f"{head or ''}[{digit}-{last}]" + f"[0-9]{{{free}}}" * bool(free))
        low += (last - digit + 1) * 10**free
    return blocks
