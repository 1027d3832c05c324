"""Arguments: how the words of foreign dialects get their values, with errors that name word and value."""

from collections.abc import Callable, Mapping
from math import floor
from typing import TypeVar

from handler.core.geometry import MAX_SIDE
from handler.core.suggest import SHOWN, nearest
from handler.core.validation_text import sentence_list
from handler.dialects.literals import Malformed, decimal, integer, plain_number
from handler.errors import InvalidParameter

Value = TypeVar("Value")

TRUE, FALSE = "true", "false"


def wrong_argument(word: str, text: str, said: str, near: str | None = None) -> InvalidParameter:
    """Return the error for a value that a word cannot have. said: what it must be, or why it is refused."""
    hint = f"; did you mean {near}?" if near else ""
    return InvalidParameter(f"{word}={text[:SHOWN]}: {said}{hint}", parameter=word, nearest=near)


def argument(word: str, text: str, read: Callable[[str], Value]) -> Value:
    """Return what a reader of literals makes of a text; InvalidParameter where it is no such value."""
    try:
        return read(text)
    except Malformed as error:
        raise wrong_argument(word, text, str(error)) from error


def one_of(word: str, text: str, choices: Mapping[str, Value]) -> Value:
    """Return what a text stands for, of a table of choices; InvalidParameter proposes the nearest of them."""
    if text not in choices:
        listed = sentence_list(list(choices))
        raise wrong_argument(word, text, f"must be {listed}", nearest(text, choices))
    return choices[text]


def in_range(word: str, text: str, least: float, most: float) -> float:
    """Return a number between two, which may have a decimal point."""
    value = argument(word, text, decimal)
    if not least <= value <= most:
        raise wrong_argument(word, text, f"must be {plain_number(least)} to {plain_number(most)}")
    return value


def whole_in_range(word: str, text: str, least: int, most: int) -> int:
    """Return a whole number between two."""
    value = argument(word, text, integer)
    if not least <= value <= most:
        raise wrong_argument(word, text, f"must be {least} to {most}")
    return value


def dense(word: str, pixels: float, density: float, most: int = MAX_SIDE) -> int:
    """Return a length in pixels of the screen, rounded as `dpr` rounds; InvalidParameter where that is too many."""
    length = floor(pixels * density + 0.5)
    if length > most:
        said = f"must be at most {most} pixels, and is {length} with dpr={plain_number(density)}"
        raise wrong_argument(word, plain_number(pixels), said)
    return length
