"""Values of the JSON: each is read for the member that has it, whose path an error names."""

from collections.abc import Collection, Mapping
from math import floor
from typing import Any, NoReturn

from handler.core.colours import OPAQUE, canonical_colour, rgba
from handler.core.suggest import SHOWN
from handler.dialects.foreign.css_colours import css_colour
from handler.dialects.foreign.words import unknown
from handler.dialects.literals import Malformed, decimal
from handler.errors import InvalidParameter

MOST = 1_000_000
"""Of any number; what a member takes is bounded by its operation, and lower."""

CHANNELS = ("r", "g", "b")


def refuse(word: str, said: str) -> NoReturn:
    """Raise the InvalidParameter of a member."""
    raise InvalidParameter(f"{word}: {said}", parameter=word)


def object_of(word: str, value: object, known: Collection[str]) -> dict[str, Any]:
    """Return an object whose members are all known; those that are null are left out."""
    if not isinstance(value, dict):
        refuse(word, "must be an object")
    for name in value:
        if name not in known:
            raise unknown(f"{word}.{name}", [f"{word}.{each}" for each in known], "member")
    return {name: each for name, each in value.items() if each is not None}


def number_of(word: str, value: object) -> float:
    """Return a number, which may be written as a text: sharp takes both."""
    if isinstance(value, str):
        try:
            return number_of(word, decimal(value))
        except Malformed as error:
            raise InvalidParameter(f"{word}={value[:SHOWN]}: {error}", parameter=word) from error
    if isinstance(value, bool) or not isinstance(value, int | float) or not -MOST <= value <= MOST:
        refuse(word, "must be a number")
    return value


def whole_value(word: str, value: object) -> int:
    """Return a number rounded to a whole one, halves up, as the solution does."""
    return floor(number_of(word, value) + 0.5)


def switch_of(word: str, value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        refuse(word, "must be true or false")
    return value


def text_of(word: str, value: object) -> str:
    """Return a text."""
    if not isinstance(value, str):
        refuse(word, "must be a text")
    return value


def colour_of(word: str, value: object) -> str:
    """Return the canonical form of a colour: a text as CSS has it, or an object of r, g, b and alpha, 0 to 1."""
    if isinstance(value, str):
        try:
            return css_colour(value)
        except Malformed as error:
            raise InvalidParameter(f"{word}={value[:SHOWN]}: {error}", parameter=word) from error
    said = object_of(word, value, (*CHANNELS, "alpha"))
    levels = [whole_value(f"{word}.{name}", said.get(name, 0)) for name in CHANNELS]
    alpha = number_of(f"{word}.alpha", said.get("alpha", 1))
    if not all(0 <= level <= OPAQUE for level in levels) or not 0 <= alpha <= 1:
        refuse(word, "r, g and b are 0 to 255, alpha 0 to 1")
    return canonical_colour(bytes([floor(alpha * OPAQUE + 0.5), *levels]).hex())


def written_colour(colour: str) -> Mapping[str, float]:
    """Return a canonical colour as an object."""
    paint = rgba(colour)
    said: dict[str, float] = dict(zip(CHANNELS, paint[:3], strict=True))
    return said if paint.alpha == OPAQUE else said | {"alpha": round(paint.alpha / OPAQUE, 4)}


def shortest(value: float) -> float:
    """Return a number as JSON writes it shortest: 5.0 is 5."""
    return int(value) if value == int(value) else value
