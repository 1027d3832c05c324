"""Delivering: format, quality and flags, which are said once, in whatever component."""

from typing import Any, NamedTuple

from handler.core.output import DEFAULT_QUALITY, Output
from handler.dialects.cloudinary.components import Transformation, misread, whole_number
from handler.dialects.foreign.words import declared, unknown
from handler.errors import RepeatedParameter

AUTO = "auto"
SPELLED = {"jpeg": "jpg", "tif": "tiff"}
FORMATS = ("jpg", "png", "webp", "avif", "gif", "tiff", "ico", "jp2", "jxl")
LEVELS = (AUTO, *(f"{AUTO}:{level}" for level in ("best", "good", "eco", "low")))
ATTACHMENT = "attachment"
FLAGS: dict[str, dict[str, Any]] = {
    "progressive": {"progressive": True},
    "force_strip": {"metadata": "strip"},
    **{flag: {} for flag in ("strip_profile", "keep_attribution", "animated", "awebp")},
}
"""For each flag what it changes; some say what is so anyway: profiles are dropped, the copyright stays, and what moves
keeps moving."""

Fields = dict[str, Any]


class Wishes(NamedTuple):
    """What is said of the file. negotiable: whether Accept chooses; download: the name, None where it is shown."""

    output: Output
    negotiable: bool
    download: str | None


def wishes(parts: list[Transformation]) -> Wishes:
    """Return what components say of the file, taken out of them."""
    given: dict[str, str] = {}
    for part in parts:
        for name in ("f", "q", "fl"):
            value = part.take(name)
            if value and name in given:
                raise RepeatedParameter(f"{name}_ is given more than once", parameter=name)
            given |= {name: value} if value else {}
    fields, download = _flagged(given.get("fl", ""))
    form = given.get("f", "")
    named = SPELLED.get(form, form)
    if form and form != AUTO and named not in FORMATS:
        raise unknown(form, (*FORMATS, AUTO), "format")
    if fields.pop("progressive", False):
        if named != "jpg":
            misread("fl", "progressive", "goes with f_jpg")
        named = "pjpg"
    if form and form != AUTO:
        fields["formats"] = (named,)
    if "q" in given:
        fields["quality"] = _quality(given["q"])
    output = declared(Output, "q" if "q" in given else "f", given.get("q", form), **fields)
    return Wishes(output, form == AUTO, download)


def _quality(text: str) -> int | str:
    if not text.startswith(AUTO):
        return whole_number("q", text)
    if text not in LEVELS:
        raise unknown(text, LEVELS, "quality")
    return text


def _flagged(text: str) -> tuple[Fields, str | None]:
    fields: Fields = {}
    download = None
    for flag in filter(None, text.split(".")):
        name, _, value = flag.partition(":")
        if name == ATTACHMENT:
            download = value or "download"
        elif name in FLAGS and not value:
            fields |= FLAGS[name]
        else:
            raise unknown(flag, (*FLAGS, ATTACHMENT), "flag")
    return fields, download


def written_wishes(wished: Wishes) -> list[str]:
    """Return the parameters that say a file, as far as they can; whoever writes reads them back."""
    output = wished.output
    form = output.formats[0]
    said = [f"f_{AUTO}"] if wished.negotiable else []
    if form != Output().formats[0]:
        said = [f"f_{'jpg' if form == 'pjpg' else form}"]
    flags = ["progressive"] if form == "pjpg" else []
    flags += ["force_strip"] if output.metadata == "strip" else []
    flags += [] if wished.download is None else [f"{ATTACHMENT}:{wished.download}"]
    said += [f"fl_{'.'.join(flags)}"] if flags else []
    return said + ([f"q_{output.quality}"] if output.quality != DEFAULT_QUALITY else [])
