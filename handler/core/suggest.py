"""Suggestions for misspelled words, which error messages name."""

from collections.abc import Iterable

NEAR = 0.7
"""Least similarity, 0 to 1, of a suggestion (difflib's ratio); at 0.67 already `tr` would suggest `trim`."""

SHOWN = 40
"""Characters of a misspelled word that are compared, and repeated in an error; bounds the time and the message."""


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the known word that is nearest: the same in lower case, an anagram, else the most similar; or None."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a request that is refused pays for it

    small, known = word[:SHOWN].lower(), list(words)
    if small in known:
        return small
    mixed = (each for each in known if sorted(each) == sorted(small))
    return next(mixed, None) or next(iter(get_close_matches(small, known, n=1, cutoff=NEAR)), None)
