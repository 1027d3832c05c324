"""Output options: format, quality and effort, out of the members that have them.

1. The format is told by `outputFormat`, by `toFormat`, or by a format's own options (`{"webp": {"quality": 60}}`); told
   twice it has to be the same. Without it the format of the stored picture is kept.
2. An effort up to 3 is our fast one, from 5 on our small one; 4 is what sharp does anyway.
"""

from typing import Any

from handler.core.output import DEFAULT_QUALITY, Output
from handler.dialects.aws.values import number_of, object_of, refuse, switch_of, text_of, whole_value
from handler.dialects.foreign.words import declared, unknown
from handler.errors import InvalidParameter

FORMATS = {
    "jpeg": "jpg",
    "jpg": "jpg",
    **{name: name for name in ("png", "webp", "avif", "gif", "tiff")},
}
"""For each format of the solution that is written here ours."""

UNWRITTEN = ("heif", "heic", "raw")
OPTIONS = {
    "quality": "quality",
    "progressive": "",
    "lossless": "lossless",
    "effort": "effort",
    "colours": "colors",
    "colors": "colors",
    "loop": "loop",
}
"""For each option of a format that is read the field of our output."""

USUAL_EFFORT = 4
HARDEST = 10
SOURCE = Output().formats[0]
Members = dict[str, Any]


def output_of(request: Members, edits: Members) -> Output:
    """Return the output, and take what says it out of the edits."""
    fields: Members = {}
    told: dict[str, str] = {}
    if request.get("outputFormat") is not None:
        told["outputFormat"] = _format("outputFormat", request["outputFormat"])
    if "toFormat" in edits:
        told["edits.toFormat"] = _format("edits.toFormat", edits.pop("toFormat"))
    for name in [name for name in edits if name in FORMATS or name in UNWRITTEN]:
        told[f"edits.{name}"] = _format(f"edits.{name}", name)
        fields |= _options(f"edits.{name}", edits.pop(name))
    if len(set(told.values())) > 1:
        first, *others = told
        other = next(word for word in others if told[word] != told[first])
        refuse(other, f"the picture is {told[first]}, as {first} says; it has one format")
    if "effort" in request:
        fields |= {"effort": _effort("effort", request["effort"])}
    if "quality" in request:
        fields |= {"quality": whole_value("quality()", request["quality"])}
    if "strip" in request or edits.get("rotate", 0) is None:
        if edits.pop("rotate", None):
            refuse("strip_exif()", "turns nothing in the solution, so it goes without rotate")
        fields["metadata"] = "strip"
    form = next(iter(told.values()), SOURCE)
    if fields.pop("progressive", False):
        form = _progressive(form)
    return declared(Output, next(iter(told), "edits"), form, formats=(form,), **fields)


def _progressive(form: str) -> str:
    if form != "jpg":
        refuse(f"edits.{form}.progressive", "only JPEGs are")
    return "pjpg"


def _format(word: str, value: object) -> str:
    name = text_of(word, value).lower()
    if name in UNWRITTEN:
        raise InvalidParameter(f"{word}={name} is not written; avif is", parameter=word, nearest="avif")
    if name not in FORMATS:
        raise unknown(name, FORMATS, "format")
    return FORMATS[name]


def _options(word: str, value: object) -> Members:
    if value is True:
        return {}
    said = object_of(word, value, OPTIONS)
    read = {**dict.fromkeys(("quality", "colours", "colors", "loop"), whole_value), "effort": _effort}
    return {OPTIONS[name] or name: read.get(name, switch_of)(f"{word}.{name}", each) for name, each in said.items()}


def _effort(word: str, value: object) -> str | None:
    effort = number_of(word, value)
    if not 0 <= effort <= HARDEST:
        refuse(word, f"must be 0 to {HARDEST}")
    return None if effort == USUAL_EFFORT else "fast" if effort < USUAL_EFFORT else "small"


def written_format(output: Output) -> tuple[Members, Members]:
    """Return the members of the request and the edits that say an output, as far as any can."""
    form = output.formats[0].removeprefix("p") if output.formats == ("pjpg",) else output.formats[0]
    name = next((name for name, ours in FORMATS.items() if ours == form), "")
    request: Members = {"outputFormat": name} if name else {}
    options: Members = {
        **({} if output.quality == DEFAULT_QUALITY else {"quality": output.quality}),
        **({"progressive": True} if output.formats == ("pjpg",) else {}),
        **({"lossless": True} if output.lossless else {}),
        **({} if output.colors is None else {"colours": output.colors}),
        **({} if output.loop is None else {"loop": output.loop}),
    }
    if output.effort:
        request["effort"] = {"fast": 2, "small": 6}.get(output.effort, USUAL_EFFORT)
    edits: Members = {name: options} if options else {}
    return request, edits | ({"rotate": None} if output.metadata == "strip" else {})
