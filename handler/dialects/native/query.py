"""Query: a raw query taken apart into parameters and their texts, aliases and presets resolved, nothing converted."""

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping

from handler.core.query_string import pairs, tracks
from handler.core.signing import PARAMETER
from handler.core.suggest import nearest
from handler.dialects.native.phrases import PHRASES, phrase_of, with_phrases
from handler.dialects.native.spellings import (
    ALIASES,
    CASELESS,
    FOREIGN,
    IMPLIED,
    IMPLIED_BY_AUTO,
    PLAIN,
    SYNONYMS,
    YIELDING,
)
from handler.dialects.native.vocabulary import Word
from handler.errors import InvalidParameter, RepeatedParameter, UnknownParameter

Given = dict[str, str]
Vocabulary = dict[str, tuple[Word, ...]]

ENCODED = "64"
"""What ends the name of a parameter whose value is written in base64url: txt64=SGVsbG8."""

JOINED = re.compile(r"[a-z]{1,3}[_-][^,]*(,|$)")
"""How other services write several parameters as one: `c_fill,w_300`, `w-300,h-200`."""


def given_by(query: str, words: Vocabulary) -> Given:
    """Return what each parameter is given as, aliases and synonyms resolved, implied ones filled in."""
    return implied(said_by(query, words))


def said_by(query: str, words: Vocabulary) -> Given:
    """Return what each parameter is given as, aliases and synonyms resolved; a generator's own `fill` is no alias."""
    given: Given = {}
    spelled: dict[str, str] = {}
    phrased: dict[str, Given] = {}
    for spelling, written in pairs(query):
        name = ALIASES.get(spelling, spelling if spelling in words else YIELDING.get(spelling, spelling))
        text = written
        if tracks(name):
            continue
        if name not in words and (plain := name.removesuffix(ENCODED)) not in {name, PARAMETER}:
            name = ALIASES.get(plain, plain)
            text = written_plainly(written, spelling) if name in words and written else written
        if (phrase := phrase_of(name, text, words)) is not None:
            if spelling in phrased:
                raise RepeatedParameter(f"{spelling} is given more than once", parameter=spelling)
            phrased[spelling] = phrase
            continue
        if name not in words:
            raise _unknown(spelling, words)
        if name in given:
            other = "" if spelled[name] == spelling else f", here also as {spelling}"
            raise RepeatedParameter(f"{spelled[name]} is given more than once{other}", parameter=spelling)
        if not text:
            raise InvalidParameter(f"{spelling} has no value", parameter=spelling)
        meant = text.lower() if name in CASELESS else text
        given[name], spelled[name] = SYNONYMS.get(name, {}).get(meant, meant), spelling
    return with_phrases(given, spelled, phrased)


def implied(given: Given) -> Given:
    """Return what is given with what it asks for besides, where that is not given."""
    for _ in range(2):
        more = dict(IMPLIED[name] for name in given if name in IMPLIED)
        more.update(IMPLIED_BY_AUTO[word] for word in given.get("auto", "").split(",") if word in IMPLIED_BY_AUTO)
        given = {**given, **more, **given}
    return given


def based(given: Given, words: Vocabulary, presets: Mapping[str, str]) -> Given:
    """Return what a query says over what the preset says that it names."""
    name = given.get("preset")
    if name is None:
        return given
    if name not in presets:
        near = nearest(name, presets)
        hint = f"; did you mean {near}?" if near else ""
        raise InvalidParameter(f"preset={name[:40]}: there is no such preset{hint}", parameter="preset", nearest=near)
    return {**said_by(presets[name], words), **given}


def written_plainly(text: str, parameter: str) -> str:
    """Return a value that is written in base64url; InvalidParameter where it is not, or is no text in UTF-8."""
    digits = text.rstrip("=")
    try:
        plain = b64decode(digits + "=" * (-len(digits) % 4), altchars=b"-_", validate=True).decode()
    except ValueError as error:
        raise InvalidParameter(
            f"{parameter} is UTF-8 in base64url: letters, digits, - and _, as SGVsbG8", parameter=parameter
        ) from error
    if not plain or b64encode(plain.encode(), altchars=b"-_").decode().rstrip("=") != digits:
        raise InvalidParameter(f"{parameter} is no base64url that writes a text", parameter=parameter)
    return plain


def _unknown(name: str, words: Vocabulary) -> UnknownParameter:
    shown = name if len(name) <= 40 else f"{name[:40]}..."  # noqa: PLR2004 - enough to recognise it
    ours, meaning = FOREIGN.get(name, ("", ""))
    if meaning and (ours is None or ours in words):
        said = f"there is no parameter {shown!r}; {meaning}"
        return UnknownParameter(said, parameter=shown, nearest=ours)
    others = (phrase for phrase in PHRASES if phrase != name)  # of another value, where `name` is no parameter here
    near = nearest(name, [*words, *(alias for alias, meant in ALIASES.items() if meant in words), *others])
    hint = f"; did you mean {near}?" if near else f"; {PLAIN}" if JOINED.match(name) else ""
    return UnknownParameter(f"there is no parameter {shown!r}{hint}", parameter=shown, nearest=near)
