"""Parameters: what each word of an address does, as the declarations of operations, outputs and generators tell it.

Our own words are told one by one. Of another service's address its translation is told; and where our query has no
words for it, each field of its operations.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from handler.commands.completing.menu import worded
from handler.commands.explaining.asked import NATIVE, AskedAddress
from handler.core.params import Declared
from handler.core.query_string import pairs, tracks
from handler.dialects.native.made import KINDS
from handler.dialects.native.phrases import phrase_of
from handler.dialects.native.query import Vocabulary
from handler.dialects.native.spellings import ALIASES, YIELDING
from handler.dialects.native.vocabulary import Word, kinds_of, vocabulary
from handler.dialects.translation import written_as
from handler.recipe import Recipe

CLAUSE = re.compile(r"(?<=[.;:]) (?=[a-z0-9:, -]+: )")
"""Between what a description says in general and what it says of single values, as `max: all of it`."""


class Meaning(NamedTuple):
    """What a word of an address says. name: as it is written. own: our name of it, where that is another."""

    name: str
    value: str
    meaning: str
    own: str = ""


def meanings(asked: AskedAddress, presets: Mapping[str, str]) -> tuple[list[Meaning], str]:
    """Return what each word says; and, of another dialect's address, ours that says the same, where there is one."""
    words = _known(asked)
    if asked.native:
        query = asked.address.query
        return [*_of_query(query, words, presets)], ""
    own = written_as(asked.picture, NATIVE).url
    if not own:
        return [*_of_recipe(asked.picture.recipe)], ""
    return [*_of_query(own.partition("?")[2], words, presets)], own


def _known(asked: AskedAddress) -> Vocabulary:
    made = getattr(asked.picture.recipe.source, "made", None)
    return vocabulary(KINDS[made.generate]) if made else vocabulary()


def _of_query(query: str, words: Vocabulary, presets: Mapping[str, str]) -> Iterator[Meaning]:
    for name, value in pairs(query):
        own = ALIASES.get(name, name if name in words else YIELDING.get(name, name))
        if tracks(name):
            yield Meaning(name, value, "It only tracks visitors, and is dropped.")
        elif (phrase := phrase_of(own, value, words)) is not None:
            said = "&".join(map("=".join, phrase.items()))
            yield Meaning(name, value, f"Another service's words for {said}." if said else "What is so anyway.")
        else:
            known = words.get(own) or words.get(own.removesuffix("64"), ())
            meaning = meaning_of(known[0], value) if known else ""
            yield Meaning(name, value, meaning, "" if own == name else own)
        if own == "preset":
            yield from _of_query(presets.get(value, ""), words, {})


def meaning_of(word: Word, value: str) -> str:
    """Return what a parameter does, with this value: of others its description says nothing that matters here."""
    meaning = word.info.description or ""
    listed = set(worded(word.schema()))
    given = {*value.split(word.mark.between)} & listed
    kept = [clause for clause in CLAUSE.split(meaning) if not (of := _values(clause, listed)) or of & given]
    said = " ".join(kept or [meaning]).rstrip(";")
    lead, _, rest = said.partition(".")
    if given and ":" not in lead and not any(_values(clause, listed) for clause in kept):
        said = f"{lead}: {value}.{rest}"
    if {int, float} <= {*kinds_of(word.info.annotation)}:
        part = "pixels" if "." not in value else "of the side"
        said = f"{said.rstrip('.')}: {value} {part}."
    return said if said.endswith((".", ":")) else f"{said}."


def _values(clause: str, listed: set[str]) -> set[str]:
    """Return the values that a clause is about, none where it is about all."""
    names = {name.strip() for name in clause.partition(": ")[0].split(",")} if ": " in clause else set()
    return names if names <= listed else set()


def _of_recipe(recipe: Recipe) -> Iterator[Meaning]:
    for op in recipe.ops:
        yield from _of_value(op, op.op)
    yield from _of_value(recipe.output, "output")


def _of_value(value: Declared, name: str) -> Iterator[Meaning]:
    for field, info in type(value).model_fields.items():
        found = getattr(value, field)
        if field != "op" and found != info.get_default(call_default_factory=True):
            yield Meaning(f"{name}.{field}", str(found), info.description or "")
