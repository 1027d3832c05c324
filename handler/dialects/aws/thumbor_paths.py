"""Thumbor paths: the solution's reading of thumbor's addresses, as the edits that it makes of them.

`/fit-in/300x200/filters:quality(80)/filters:grayscale()/key.jpg`, `/10x20:110x120/300x0/s3:bucket/key.jpg`

1. The parts before the key are told by their form, each at most once but filters. A 0 leaves a side to the other one.
2. Filters are no operations in a row: each sets an edit, whatever their order, and sharp has an order of its own.
3. Nothing is signed within the path. `smart` and what else thumbor has, and the solution has not, is part of the key.
"""

from typing import Any, NamedTuple

from handler.dialects.aws.thumbor_filters import apply_filter
from handler.dialects.literals import Malformed, integer
from handler.errors import InvalidParameter, RepeatedParameter

Members = dict[str, Any]
FIT_IN, FILTERS, BUCKET = "fit-in", "filters:", "s3:"
CORNERS = 2


class ThumborPath(NamedTuple):
    """What a path says. bucket: empty where it names none. rest: of the JSON's members those that are no edits."""

    key: str
    bucket: str
    edits: Members
    rest: Members


def read_thumbor_path(path: str) -> ThumborPath:
    """Return what a decoded path says; ImageError where its first parts say nothing."""
    edits: Members = {}
    filters: list[tuple[str, str]] = []
    bucket, seen, rest = "", set[str](), path
    while kind := _kind(rest):
        if kind in seen:
            raise RepeatedParameter(f"the path has two parts that say its {kind}", parameter=kind)
        part, _, after = rest.partition("/")
        if kind == FILTERS:
            found, after = _filters(rest.removeprefix(FILTERS))
            filters += found
        else:
            seen.add(kind)
            bucket = part.removeprefix(BUCKET) if kind == "bucket" else bucket
            _say(edits, kind, part)
        rest = after
    other: Members = {}
    for name, arguments in sorted(filters, key=lambda each: each[0]):
        apply_filter(name, arguments, edits, other)
    return ThumborPath(rest, bucket, edits, other)


def _kind(path: str) -> str:
    """Return what the first part of a path says, nothing where the key begins."""
    part, slash, _ = path.partition("/")
    if path.startswith(FILTERS) and "(" in path:
        return FILTERS
    if not slash:
        return ""
    if part == FIT_IN:
        return "fit"
    if part.startswith(BUCKET):
        return "bucket"
    corners = part.split(":")
    if not all(_pair(corner) for corner in corners):
        return ""
    return {1: "size", CORNERS: "crop"}.get(len(corners), "")


def _pair(text: str) -> bool:
    """Return whether a text is two numbers with an x between them."""
    across, _, down = text.partition("x")
    return all(side.isascii() and side.isdecimal() for side in (across, down))


def _numbers(part: str) -> list[int]:
    try:
        return [integer(side) for side in part.replace(":", "x").split("x")]
    except Malformed as error:
        raise InvalidParameter(f"{part[:40]}: {error}", parameter=part[:40]) from error


def _say(edits: Members, kind: str, part: str) -> None:
    if kind == "fit":
        edits.setdefault("resize", {})["fit"] = "inside"
    elif kind == "crop":
        left, top, right, bottom = _numbers(part)
        edits["extract"] = {"left": left, "top": top, "width": right - left, "height": bottom - top}
    elif kind == "size":
        resize = edits.setdefault("resize", {})
        width, height = _numbers(part)
        resize |= {name: side for name, side in (("width", width), ("height", height)) if side}
        if not width or not height:
            resize["fit"] = "inside"


def _filters(text: str) -> tuple[list[tuple[str, str]], str]:
    """Return filters with their arguments, and the path behind them; a slash may stand within brackets."""
    found = []
    while True:
        name, _, rest = text.partition("(")
        arguments, closed, rest = rest.partition(")")
        if not closed or "/" in name or (rest and rest[0] not in ":/"):
            said = f"filters: {name[:40]!r} is no filter; write filters:blur(4):rotate(90)/"
            raise InvalidParameter(said, parameter="filters")
        found.append((name, arguments))
        if not rest.startswith(":"):
            return found, rest.removeprefix("/")
        text = rest[1:]
