"""Unused: parameters that refine an operation which nothing asked for, and so would say nothing."""

from collections.abc import Callable, Collection
from typing import Any

from handler.core.params import Param
from handler.dialects.native.query import Given, Vocabulary
from handler.dialects.native.vocabulary import Word
from handler.dialects.validation import blame, wrong
from handler.errors import InvalidParameter
from handler.ops.op import Op

Read = Callable[[Word, str], Any]


def check_used(told: Given, words: Vocabulary, ops: Collection[Op], read: Read) -> None:
    """Raise InvalidParameter for a parameter that says more of an operation that nothing asked for.

    Its default says what is so anyway, and is no error. A value that it cannot have is told first. read: gives the
    value that a text says.
    """
    kinds = {type(op) for op in ops}
    for name, text in told.items():
        owners = {word.owner for word in words[name]}
        makers = [owner for owner in owners if issubclass(owner, Op)]
        if len(makers) < len(owners) or kinds & owners or all(_default(word, text, read) for word in words[name]):
            continue
        marks: list[Param] = [mark for maker in makers for mark, _ in maker.params().values()]
        asking = sorted({mark.name for mark in marks if mark.makes})
        raise InvalidParameter(f"{name} says nothing alone; it goes with {', '.join(asking)}", parameter=name)


def _default(word: Word, text: str, read: Read) -> bool:
    """Return whether a text says its parameter's default; InvalidParameter where it says no value of it."""
    value = read(word, text)
    if error := wrong(word, value):
        raise blame(error, word.owner, {word.name: text}, field=word.field) from error
    return bool(value == word.info.default)
