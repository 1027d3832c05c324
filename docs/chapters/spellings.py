"""Spellings: other words that a query may have, those that are refused with a hint, and those that are dropped."""

from collections.abc import Iterator

from docs.chapters.tables import code, row, table
from handler.core.query_string import TRACKING, TRACKING_PREFIX
from handler.dialects.native.phrases import PHRASES
from handler.dialects.native.spellings import ALIASES, HINTS, IMPLIED, SYNONYMS


def spellings() -> Iterator[str]:
    """Give the chapter."""
    yield "## Other spellings\n"
    yield "Names and words of other services that are read as ours.\n"
    yield from table("written", "read as")
    for name in dict.fromkeys(ALIASES.values()):
        yield row(", ".join(code(alias) for alias, ours in ALIASES.items() if ours == name), code(name))
    for name, synonyms in SYNONYMS.items():
        for word in dict.fromkeys(synonyms.values()):
            alike = ", ".join(code(f"{name}={alias}") for alias, ours in synonyms.items() if ours == word)
            yield row(alike, code(f"{name}={word}"))
    yield ""
    said = ", ".join(code(f"{name}={text}") for name, phrases in PHRASES.items() for text in phrases)
    yield f"Words of other services in which all agree: {said}; what they mean stands in [vendors](../vendors.md).\n"
    implied = "; ".join(
        f"{code(name)} without {code(other)} means {code(f'{other}={word}')}" for name, (other, word) in IMPLIED.items()
    )
    yield f"Implied: {implied}.\n"
    yield f"Refused with a hint: {', '.join(code(f'{name}={word}') for name, word in HINTS)}.\n"
    dropped = ", ".join(map(code, (f"{TRACKING_PREFIX}*", *sorted(TRACKING))))
    yield f"Dropped, since they only track visitors: {dropped}. Any other unknown parameter is an error.\n"
