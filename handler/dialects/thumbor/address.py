"""Address: the words of a path in thumbor's order, each taken from the front as long as it is what comes next there.

1. The order is meta, trim, AxB:CxD, fit-in, stretch, WxH, GxH:IxJ, left, top, smart, filters:..., and the picture. All
   but the picture may be missing. What is not the next word begins the picture's own address, as with thumbor.
2. The path is decoded once, as a whole: `filters%3Ablur%283%29` is `filters:blur(3)`, and a front that decodes it
   changes nothing. A picture whose key begins as one of the words is named in base64url: `b64:bGVmdC9hLmpwZw`.
3. Filters end at the slash that no bracket and no quote holds. An argument in quotes may have commas and brackets.
4. `stretch`, the room GxH:IxJ, ratios in AxB:CxD and `b64:` are imagor's.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from handler.core.suggest import SHOWN
from handler.dialects.literals import DIGITS
from handler.errors import ImageError, InvalidParameter

ORIGINAL = "orig"
FIT_IN = "fit-in"
FITS = frozenset(f"{adaptive}{full}{FIT_IN}" for adaptive in ("", "adaptive-") for full in ("", "full-"))
CORNERS = ("top-left", "bottom-right")
ACROSS = ("left", "center", "right")
DOWN = ("top", "middle", "bottom")
FILTERS = "filters:"
MOST_FILTERS = 64
OPENING, CLOSING = frozenset("(["), frozenset(")]")


class Said(NamedTuple):
    """One filter: its name, and its arguments without quotes and the spaces around them. text: all of it."""

    name: str
    arguments: tuple[str, ...]
    text: str


class Words(NamedTuple):
    """What a path says, still as text: empty where a word is missing."""

    meta: bool = False
    trim: str = ""
    crop: str = ""
    fit: str = ""
    stretch: bool = False
    size: str = ""
    room: str = ""
    across: str = ""
    down: str = ""
    smart: bool = False
    filters: tuple[Said, ...] = ()
    image: str = ""


def path_words(path: str) -> Words:
    """Return what a decoded path says, without signature; InvalidParameter where it is no path of thumbor's."""
    found: dict[str, str] = {}
    rest = path
    for name, fits in ORDER:
        segment, slash, after = rest.partition("/")
        if slash and fits(segment):
            found[name], rest = segment, after
    if rest.partition("/")[0] == "debug":
        raise InvalidParameter("debug: pictures with marks drawn on them are not made", parameter="debug")
    filters: tuple[Said, ...] = ()
    if rest.startswith(FILTERS):
        filters, rest = _filters(rest.removeprefix(FILTERS))
    given: dict[str, Any] = {name: name in SWITCHES or segment for name, segment in found.items()}
    return Words(**given, filters=filters, image=rest)


def parted_image(path: str) -> tuple[str, str, str]:
    """Return the options of a decoded path, the slash, and the picture's address; nothing where that cannot be told."""
    try:
        image = path_words(path).image
    except ImageError:
        return "", "", ""
    options = path.removesuffix(image)
    return (options[:-1], "/", image) if options else ("", "", "")


def _trims(segment: str) -> bool:
    """Return whether a segment is `trim`, maybe with a corner and a tolerance."""
    first, *more = segment.split(":")
    tolerances = more[1:] if more and more[0] in CORNERS else more
    return first == "trim" and len(tolerances) <= 1 and all(_whole(each) for each in tolerances)


def _crops(segment: str) -> bool:
    """Return whether a segment is AxB:CxD."""
    corners = segment.split(":")
    return len(corners) == 2 and all(_pair(corner, _fraction) for corner in corners)  # noqa: PLR2004 - two corners


def _sizes(segment: str) -> bool:
    """Return whether a segment is WxH, of which each side may be missing, be turned by a minus, or be `orig`."""
    sides = segment.split("x")
    bare = [side.removeprefix("-") for side in sides]
    return len(sides) == 2 and all(side in {"", ORIGINAL} or _whole(side) for side in bare)  # noqa: PLR2004 - two sides


def _rooms(segment: str) -> bool:
    """Return whether a segment is GxH or GxH:IxJ."""
    corners = segment.split(":")
    return len(corners) in {1, 2} and all(_pair(corner, _whole) for corner in corners)


def _pair(text: str, fits: Callable[[str], bool]) -> bool:
    parts = text.split("x")
    return len(parts) == 2 and all(map(fits, parts))  # noqa: PLR2004 - a pair


def _whole(text: str) -> bool:
    return bool(text) and DIGITS.issuperset(text)


def _fraction(text: str) -> bool:
    before, point, after = text.partition(".")
    return _whole(after) and DIGITS.issuperset(before) if point else _whole(before)


def _filters(text: str) -> tuple[tuple[Said, ...], str]:
    """Return the filters at the beginning of a text, and what follows the slash behind them."""
    filters: list[Said] = []
    at = 0
    while True:
        end = _closed(text, at)
        filters.append(_said(text[at:end]))
        if len(filters) > MOST_FILTERS:
            raise InvalidParameter(f"filters: there are at most {MOST_FILTERS}", parameter="filters")
        following = text[end : end + 1]
        if following == "/":
            return tuple(filters), text[end + 1 :]
        if following != ":":
            shown = text[end : end + SHOWN]
            raise InvalidParameter(
                f"filters: after a ) comes : and a filter, or / and a key, not {shown!r}", parameter="filters"
            )
        at = end + 1


def _closed(text: str, start: int) -> int:
    """Return where the filter that begins at `start` is behind its last bracket."""
    depth = 0
    for at, char in _structure(text, start):
        if char in OPENING:
            depth += 1
        elif char in CLOSING:
            depth -= 1
            if depth == 0:
                return at + 1
        if depth <= 0 and char in "/:)":
            break
    shown = text[start : start + SHOWN]
    raise InvalidParameter(f"filters: {shown!r} is no filter; one is written name(), or name(1,2)", parameter="filters")


def _structure(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Give the characters that are not in quotes, each with its place. A quote begins and ends an argument."""
    at, opens, quotes = start, False, True
    while at < len(text):
        if opens and quotes and text[at] == "'":
            end = _quoted(text, at)
            if end:
                at, opens = end, False
                continue
            quotes = False  # where one has no end, none behind it has
        yield at, text[at]
        opens = text[at] in "(," or (opens and text[at] == " ")
        at += 1


def _quoted(text: str, start: int) -> int:
    """Return where a quoted argument is behind its second quote, 0 where the first quote is but a letter."""
    at = text.find("'", start + 2)
    while at > 0:
        behind = at + 1
        while text[behind : behind + 1] == " ":
            behind += 1
        if text[behind : behind + 1] in {",", ")"}:
            return at + 1
        at = text.find("'", behind)
    return 0


def _said(text: str) -> Said:
    name, _, inside = text[:-1].partition("(")
    pieces, depth, begin = [], 0, 0
    for at, char in _structure(f"({inside}", 0):
        depth += (char in OPENING) - (char in CLOSING)
        if char == "," and depth == 1:
            pieces.append(inside[begin : at - 1])
            begin = at
    pieces.append(inside[begin:])
    bare = tuple(map(_unquoted, pieces))
    return Said(name.strip(), () if bare == ("",) else bare, text)


def _unquoted(piece: str) -> str:
    bare = piece.strip(" ")
    quoted = len(bare) > 2 and bare[0] == bare[-1] == "'"  # noqa: PLR2004 - two quotes and what they hold
    return bare[1:-1] if quoted else bare


ORDER: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("meta", "meta".__eq__),
    ("trim", _trims),
    ("crop", _crops),
    ("fit", FITS.__contains__),
    ("stretch", "stretch".__eq__),
    ("size", _sizes),
    ("room", _rooms),
    ("across", ACROSS.__contains__),
    ("down", DOWN.__contains__),
    ("smart", "smart".__eq__),
)
"""The words in their order, and what tells whether a segment is one."""

SWITCHES = frozenset({"meta", "stretch", "smart"})
