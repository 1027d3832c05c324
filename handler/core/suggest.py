"""Suggest: the word that was probably meant, for errors that name it."""

from collections.abc import Iterable


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the word that was probably meant: the same in small letters, else one that looks like it."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a request that is refused pays for it

    small, known = word[:40].lower(), list(words)
    return small if small in known else next(iter(get_close_matches(small, known, n=1, cutoff=0.5)), None)
