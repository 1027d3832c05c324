"""Query text: what a program says of a picture, in Python's names and values, to the query that says it.

1. `max_w` is max-w, since no name in Python has a dash; one at the end is dropped, so `or_` is or.
2. True is `true`, a list is parted as its word has it, a time is in seconds since 1970, and None is left out. 300.0 is
   300, but 1.0 stays a ratio: all of a side.
3. A name that no parameter has is an error which names the nearest. What a value may be is the service's to say.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from math import isfinite
from urllib.parse import quote

from handler.client.words import BETWEEN, OTHERS
from handler.core.suggest import nearest

Scalar = str | bool | float | Decimal | datetime
Value = Scalar | Sequence[Scalar] | None
"""What a parameter can be: text, a number, yes or no, a time, several of these; None is as if it were not said."""

SAFE = "-._~,:/"
"""Characters that are not escaped; tintype.js has the same, so that both write the same addresses."""


def native(words: Mapping[str, Value], known: Collection[str]) -> dict[str, str]:
    """Return the parameters by their own names, with their values as text; ValueError for a word that is none."""
    said: dict[str, str] = {}
    for word, value in words.items():
        name = word_of(word, known)
        if name in said:
            raise ValueError(f"{name} is said twice")
        if value is not None:
            said[name] = value_text(name, value)
    return said


def word_of(word: str, known: Collection[str]) -> str:
    """Return the known name that a word of Python stands for; ValueError names the nearest where there is none."""
    name = word.removesuffix("_").replace("_", "-")
    if name in known:
        return name
    near = OTHERS.get(name) or nearest(name, known)
    raise ValueError(f"there is no parameter {name}{f'; {near} is one' if near else ''}")


def value_text(name: str, value: Value) -> str:
    """Return the text of a value, not escaped; ValueError where it has none."""
    if isinstance(value, list | tuple):
        return BETWEEN.get(name, ",").join(value_text(name, part) for part in value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return _plain(name, value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"{name} is a time without a zone, which is another one wherever it is read")
        return str(int(value.timestamp()))
    return str(value)


def query(said: Mapping[str, str]) -> str:
    """Return the query, with its question mark, of parameters by their own names; nothing where there are none."""
    pairs = "&".join(_escaped(said))
    return f"?{pairs}" if pairs else ""


def _escaped(said: Mapping[str, str]) -> Iterator[str]:
    for name, text in said.items():
        yield f"{name}={quote(text, safe=SAFE)}"


def _plain(name: str, value: float) -> str:
    """Return a number without an exponent, which no parameter has, and without a point where it can be no ratio."""
    if not isfinite(value):
        raise ValueError(f"{name}={value} is no number")
    text = repr(value)
    plain = f"{Decimal(text):f}" if "e" in text else text
    return plain.removesuffix(".0") if abs(value) > 1 else plain
