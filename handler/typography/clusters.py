"""Clusters: what a reader takes for one character, which no line break and no change of font may divide.

They are Unicode's extended grapheme clusters (https://www.unicode.org/reports/tr29/), told by general categories, and
the conjuncts of Indic scripts: consonants that a virama joins.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

JOINER, NON_JOINER = "\u200d", "\u200c"
INVISIBLE_SPACE = "\u200b"
"""Where a line may be broken, in scripts without spaces."""

SELECTORS = range(0xFE00, 0xFE10)
"""Variation selectors; the last asks for an emoji in colours."""

TONES = range(0x1F3FB, 0x1F400)
"""Skin tones of emoji."""

LETTERS_OF_FLAGS = range(0x1F1E6, 0x1F200)
"""Regional indicators, two of which are a flag."""

EMOJI = (range(0x2190, 0x2400), range(0x2460, 0x2C00), range(0x1F000, 0x1FB00))
"""Where emoji lie, among other signs; whether one is there, fonts say."""

VIRAMA = 9
"""Canonical combining class of what joins two consonants."""

SPACING = frozenset("\u0e33\u0eb3")
"""Vowel signs of Thai and Lao that stand behind their letter, and are letters by category."""

INDIC = range(0x0900, 0x0D80)
"""Scripts of India, whose viramas join."""


@lru_cache(maxsize=128)
def clusters(text: str) -> tuple[tuple[int, int], ...]:
    """Return the beginning and end of each cluster."""
    return tuple(_clusters(text))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    start, flags = 0, 0
    for at in range(1, len(text) + 1):
        flags = flags + 1 if ord(text[at - 1]) in LETTERS_OF_FLAGS else 0
        if at == len(text) or not _joins(text, start, at, flags):
            yield start, at
            start = at
            flags = 0


def _joins(text: str, start: int, at: int, flags: int) -> bool:
    """Return whether the character at a place belongs to the cluster that began before it."""
    before, char = text[at - 1], text[at]
    if before in "\r\n" or char in "\r\n":
        return before == "\r" and char == "\n"
    if continues(char):
        return True
    if ord(char) in LETTERS_OF_FLAGS:
        return flags % 2 == 1
    if before == JOINER and emoji(char):
        return any(emoji(one) for one in text[start : at - 1])
    linked = ord(char) in INDIC and unicodedata.category(char) == "Lo"
    return (linked and _virama(text, start, at)) or _syllable(before, char)


def _virama(text: str, start: int, at: int) -> bool:
    """Return whether what stands before a place is a virama, perhaps with a joiner."""
    while at > start and text[at - 1] == JOINER:
        at -= 1
    return at > start and unicodedata.combining(text[at - 1]) == VIRAMA and ord(text[at - 1]) in INDIC


def _syllable(before: str, char: str) -> bool:
    """Return whether two parts of a Korean syllable belong together (Hangul L, V, T)."""
    one, other = _jamo(before), _jamo(char)
    return (one == "L" and other in {"L", "V", "LV", "LVT"}) or (
        (one in {"LV", "V"} and other in {"V", "T"}) or (one in {"LVT", "T"} and other == "T")
    )


def _jamo(char: str) -> str:
    code = ord(char)
    if 0xAC00 <= code <= 0xD7A3:  # noqa: PLR2004 - all syllables, in order; every 28th has no final
        return "LV" if (code - 0xAC00) % 28 == 0 else "LVT"
    parts = {"L": ((0x1100, 0x115F), (0xA960, 0xA97C)), "V": ((0x1160, 0x11A7), (0xD7B0, 0xD7C6))}
    parts["T"] = ((0x11A8, 0x11FF), (0xD7CB, 0xD7FB))
    return next((kind for kind, some in parts.items() if any(low <= code <= high for low, high in some)), "")


def continues(char: str) -> bool:
    """Return whether a character belongs to the one before it: an accent, a vowel sign, a joiner, a skin tone."""
    return (
        unicodedata.category(char) in {"Mn", "Me", "Mc"}
        or char in {JOINER, NON_JOINER}
        or ord(char) in TONES
        or char in SPACING
    )


def emoji(char: str) -> bool:
    """Return whether a character may be an emoji, or another sign that can be part of one."""
    return any(ord(char) in part for part in EMOJI)
