"""Thumbor filters: each as the edits that the solution makes of it."""

from collections.abc import Callable
from typing import Any

from handler.core.suggest import SHOWN
from handler.dialects.foreign.words import unknown
from handler.dialects.literals import Malformed, decimal
from handler.errors import InvalidParameter

Members = dict[str, Any]
Say = Callable[[list[str], Members, Members], None]
"""Changes the edits, and the other members, by a filter's arguments."""

NAMED = ("bucket", "key", "left", "top", "alpha", "wRatio", "hRatio")
"""The arguments of a watermark."""

FULL = 255
"""The level of 100 percent."""

UNSAID = {"convolution": "there is nothing here that does the same"}


def apply_filter(name: str, arguments: str, edits: Members, other: Members) -> None:
    """Change edits, and the members beside them, as a filter says."""
    if name in UNSAID:
        raise InvalidParameter(f"{name}(): {UNSAID[name]}", parameter=f"{name}()")
    if name not in FILTERS:
        raise unknown(name, FILTERS, "filter")
    most, say = FILTERS[name]
    parts = [part.strip() for part in arguments.split(",")] if arguments.strip() else []
    if len(parts) > most:
        raise InvalidParameter(f"{name}({arguments[:SHOWN]}) takes at most {most} values", parameter=f"{name}()")
    try:
        say(parts, edits, other)
    except (Malformed, IndexError) as error:
        said = str(error) if isinstance(error, Malformed) else "a value is missing"
        raise InvalidParameter(f"{name}({arguments[:SHOWN]}): {said}", parameter=f"{name}()") from error


def _set(name: str, value: object) -> Say:
    def say(_: list[str], edits: Members, __: Members) -> None:
        edits[name] = value

    return say


def _resize(**fields: object) -> Say:
    def say(_: list[str], edits: Members, __: Members) -> None:
        edits.setdefault("resize", {}).update(fields)

    return say


def _colour(text: str) -> str:
    """Return a colour as the solution takes it: digits without their hash, or a name."""
    return f"#{text}" if set(text.lower()) <= set("0123456789abcdef") else text


def _background(parts: list[str], edits: Members, _: Members) -> None:
    edits["flatten"] = {"background": _colour(parts[0])}


def _blur(parts: list[str], edits: Members, _: Members) -> None:
    edits["blur"] = decimal(parts[1]) if len(parts) > 1 and parts[1] else decimal(parts[0]) / 2


def _fill(parts: list[str], edits: Members, _: Members) -> None:
    edits.setdefault("resize", {}).update(fit="contain", background=_colour(parts[0]))


def _format(parts: list[str], edits: Members, _: Members) -> None:
    edits["toFormat"] = parts[0]


def _proportion(parts: list[str], edits: Members, _: Members) -> None:
    edits.setdefault("resize", {})["ratio"] = decimal(parts[0])


def _quality(parts: list[str], _: Members, other: Members) -> None:
    other["quality"] = parts[0]


def _rgb(parts: list[str], edits: Members, _: Members) -> None:
    edits["tint"] = {name: decimal(parts[place]) * FULL / 100 for place, name in enumerate("rgb")}


def _rotate(parts: list[str], edits: Members, _: Members) -> None:
    if parts:
        edits["rotate"] = decimal(parts[0])


def _sharpen(parts: list[str], edits: Members, _: Members) -> None:
    edits["sharpen"] = 1 + decimal(parts[1]) / 2


def _stretch(_: list[str], edits: Members, __: Members) -> None:
    resize = edits.setdefault("resize", {})
    if resize.get("fit") != "inside":
        resize["fit"] = "fill"


def _strip(_: list[str], __: Members, other: Members) -> None:
    other["strip"] = True


def _as_it_is(_: list[str], __: Members, ___: Members) -> None:
    """Say what is so anyway: colours become sRGB, and the profile is dropped."""


def _watermark(parts: list[str], edits: Members, _: Members) -> None:
    said = {name: part for name, part in zip(NAMED, parts, strict=False) if part}
    place = {name: said.pop(name) for name in ("left", "top") if name in said}
    edits["overlayWith"] = {**said, **({"options": place} if place else {})}


def _animated(parts: list[str], edits: Members, _: Members) -> None:
    edits["animated"] = "".join(parts).lower() != "false"


def _smart_crop(parts: list[str], edits: Members, _: Members) -> None:
    names = zip(("faceIndex", "padding"), parts, strict=False)
    edits["smartCrop"] = {name: decimal(part) for name, part in names if part}


FILTERS: dict[str, tuple[int, Say]] = {
    "animated": (1, _animated),
    "autojpg": (0, _set("toFormat", "jpeg")),
    "background_color": (1, _background),
    "blur": (2, _blur),
    "equalize": (0, _set("normalize", value=True)),
    "fill": (1, _fill),
    "format": (1, _format),
    "grayscale": (0, _set("grayscale", value=True)),
    "no_upscale": (0, _resize(withoutEnlargement=True)),
    "proportion": (1, _proportion),
    "quality": (1, _quality),
    "rgb": (3, _rgb),
    "rotate": (1, _rotate),
    "sharpen": (3, _sharpen),
    "smart_crop": (2, _smart_crop),
    "stretch": (0, _stretch),
    "strip_exif": (0, _strip),
    "strip_icc": (0, _as_it_is),
    "upscale": (0, _resize(fit="inside")),
    "watermark": (7, _watermark),
}
"""For each filter how many values it takes at most, and what it changes."""
