"""Wishes: the options of an address as values, by the name of each; of one that is said twice the last counts."""

from collections.abc import Sequence
from typing import Any

from handler.dialects.foreign.words import unknown
from handler.dialects.imgproxy.address import Segments
from handler.dialects.imgproxy.options import ALIASES, META, REFUSED, SUPPORTED
from handler.dialects.imgproxy.readers import READERS
from handler.errors import RepeatedParameter, UnknownParameter

Wishes = dict[str, Any]


def read_wishes(options: Segments) -> Wishes:
    """Return what the options of an address say; each is given once, but a part of `resize` may be said again."""
    wishes: Wishes = {}
    given: set[str] = set()
    for spelled, *arguments in options:
        name = ALIASES.get(spelled, spelled)
        if name in REFUSED:
            raise UnknownParameter(f"{name} {REFUSED[name]}", parameter=spelled)
        if name not in SUPPORTED:
            raise unknown(spelled, [*SUPPORTED, *ALIASES], "option")
        if name in given:
            raise RepeatedParameter(f"{name} is given more than once", parameter=spelled)
        given.add(name)
        wishes |= said_by_option(name, arguments)
    return wishes


def said_by_option(name: str, arguments: Sequence[str]) -> Wishes:
    """Return the values that one option sets."""
    if name not in META:
        return {name: READERS[name](name, arguments)}
    *singles, last = META[name]
    said = {part: READERS[part](part, [text]) for part, text in zip(singles, arguments, strict=False) if text}
    rest = list(arguments[len(singles) :])
    return said | ({last: READERS[last](last, rest)} if any(rest) else {})
