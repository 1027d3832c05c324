"""Short query: the parameters that the solution takes in any of its forms, and the edits that they are.

1. Each is known, and is given once; `signature` and `expires` say who may have the picture, and until when.
2. They take the place of edits of the same name: of `resize` all of it.
3. They count in the order of their names, which is that in which CloudFront hands them to the solution: `rotate` comes
   before a `width`, and after a `fit` and a `height`.
4. `width=0` leaves a side to the other one. A switch is off where it says 0 or false.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from handler.core.query_string import pairs, tracks
from handler.core.suggest import SHOWN
from handler.dialects.foreign.words import unknown
from handler.dialects.literals import Malformed, integer
from handler.errors import Inexpressible, InvalidParameter, RepeatedParameter

SIGNATURE, EXPIRES = "signature", "expires"
RESIZING = ("width", "height", "fit")
SWITCHES = {"flip": "flip", "flop": "flop", "grayscale": "greyscale", "greyscale": "greyscale"}
KNOWN = (*RESIZING, "format", "rotate", *SWITCHES, SIGNATURE, EXPIRES)
OFF = ("0", "false", "")
TIME = "%Y%m%dT%H%M%SZ"
LENGTH = len("20301231T235959Z")
MILLENNIA = 253_402_300_800
"""Seconds from 1970 to the year 10000."""


class ShortQuery(NamedTuple):
    """What a query says. expires: seconds since 1970, None where the link is good for ever."""

    edits: dict[str, Any]
    expires: int | None


def read_short_query(query: str) -> ShortQuery:
    """Return what a raw query says; ImageError names the parameter that is wrong."""
    given = _given(query)
    edits: dict[str, Any] = {}
    for name, text in sorted(given.items()):
        if name in RESIZING and text not in OFF:
            edits.setdefault("resize", {})[name] = text if name == "fit" else _whole(name, text)
        elif name == "rotate":
            edits[name] = _whole(name, text)
        elif name == "format":
            edits["toFormat"] = text
        elif name in SWITCHES and SWITCHES[name] in edits:
            raise RepeatedParameter(f"{name} is given more than once", parameter=name)
        elif name in SWITCHES:
            edits[SWITCHES[name]] = text.lower() not in OFF
    return ShortQuery(edits, _moment(given[EXPIRES]) if EXPIRES in given else None)


def _given(query: str) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, text in pairs(query):
        if tracks(name):
            continue
        if name not in KNOWN:
            raise unknown(name, KNOWN)
        if name in given:
            raise RepeatedParameter(f"{name} is given more than once", parameter=name)
        given[name] = text
    return given


def _whole(name: str, text: str) -> int:
    try:
        return integer(text)
    except Malformed as error:
        raise InvalidParameter(f"{name}={text[:SHOWN]}: {error}", parameter=name) from error


def _moment(text: str) -> int:
    try:
        moment = datetime.strptime(text if len(text) == LENGTH and text.isascii() else "", TIME).replace(tzinfo=UTC)
    except ValueError as error:
        said = f"{EXPIRES}={text[:SHOWN]}: is a time in UTC, as 20301231T235959Z"
        raise InvalidParameter(said, parameter=EXPIRES) from error
    return max(0, int(moment.timestamp()))


def written_short_query(edits: Mapping[str, Any]) -> str:
    """Return the query that says these edits; Inexpressible where one of them is said by none."""
    resize = edits.get("resize", {})
    if "rotate" in [*edits][[*edits, "resize"].index("resize") :]:
        resize = {"fit": "cover", **resize}
    said = {**{name: each for name, each in edits.items() if name != "resize"}, **resize}
    if unsaid := next((name for name in said if name not in KNOWN), None):
        raise Inexpressible(f"a query of AWS's solution cannot say {unsaid}")
    return "&".join(f"{name}={str(each).lower()}" for name, each in said.items())


def written_moment(seconds: int) -> str:
    """Return the query that says until when a link is good; Inexpressible where no year of four digits does."""
    if seconds >= MILLENNIA:
        raise Inexpressible("a link of AWS's solution ends in a year of four digits")
    return f"{EXPIRES}={datetime.fromtimestamp(seconds, UTC).strftime(TIME)}"
