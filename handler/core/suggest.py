"""Suggest: the word that was probably meant, for errors that name it."""

from collections.abc import Iterable

NEAR = 0.7
"""How alike two words are, of 1, for one to be proposed in place of the other: from 0.67 on `tr` is like `trim`."""

SHOWN = 40
"""So many characters of what is wrong are repeated in an error."""


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the word that was meant: the same in small letters or another order, else one that is very like it."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a request that is refused pays for it

    small, known = word[:SHOWN].lower(), list(words)
    if small in known:
        return small
    mixed = (each for each in known if sorted(each) == sorted(small))
    return next(mixed, None) or next(iter(get_close_matches(small, known, n=1, cutoff=NEAR)), None)
