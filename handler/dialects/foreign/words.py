"""Foreign: what the dialects of other services share: their words in errors, and parts of recipes made of them."""

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import ValidationError

from handler.core.output import Output
from handler.core.params import Declared
from handler.core.suggest import SHOWN, nearest
from handler.core.validation_text import sentence
from handler.errors import InvalidParameter, UnknownParameter
from handler.ops.op import Op
from handler.recipe import Recipe, Source

MOST_LISTED = 24
"""Words that an error lists where none of them is near."""

Declaration = TypeVar("Declaration", bound=Declared)


def declared(kind: type[Declaration], word: str, text: str, /, **fields: Any) -> Declaration:  # noqa: ANN401 - what the fields have
    """Return a declaration of these fields; InvalidParameter blames a dialect's own word and what it was given."""
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise InvalidParameter(f"{word}={text[:SHOWN]}: {sentence(fault)}", parameter=word) from error


def unknown(word: str, known: Iterable[str], what: str = "parameter") -> UnknownParameter:
    """Return the error for a word that a dialect has not, with the nearest one. what: what the word would be."""
    shown = word if len(word) <= SHOWN else f"{word[:SHOWN]}..."
    words = sorted(known)
    near = nearest(word, words)
    listed = f"; they are {', '.join(words)}" if 1 < len(words) <= MOST_LISTED else ""
    hint = f"; did you mean {near}?" if near else listed
    return UnknownParameter(f"there is no {what} {shown!r}{hint}", parameter=shown, nearest=near)


def recipe_of(source: Source, ops: tuple[Op, ...], output: Output, word: str) -> Recipe:
    """Return the recipe of these parts; InvalidParameter blames a word where there are too many operations."""
    try:
        return Recipe.of(source, ops, output)
    except ValueError as error:
        raise InvalidParameter(str(error), parameter=word) from error
