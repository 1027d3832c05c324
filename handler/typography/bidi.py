"""Bidirectional text: Arabic letters are joined, and lines of right-to-left scripts put into visual order."""

import unicodedata
from functools import cache
from typing import Any, Literal

Direction = Literal["L", "R"]
"""Left to right, or right to left."""

STRONG: dict[str, Direction] = {"L": "L", "R": "R", "AL": "R"}
"""Unicode's strong bidirectional classes, with their direction."""

MARKS: dict[Direction, str] = {"L": "\u200e", "R": "\u200f"}
"""The invisible marks LRM and RLM."""

JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner."""

UNSEEN = frozenset((*MARKS.values(), *JOINERS))
"""Characters that control shaping and order, and are not drawn."""

BRACKETS = {"(": ")", "[": "]", "{": "}"}
"""Brackets that are paired, opening -> closing."""


def direction(text: str) -> Direction:
    """Return the direction of a paragraph: that of its first strong letter (Unicode Standard Annex 9, P2 and P3)."""
    kinds = (STRONG.get(unicodedata.bidirectional(char)) for char in text)
    return next((kind for kind in kinds if kind), "L")


def backwards(text: str) -> bool:
    """Return whether any part of the text runs from right to left."""
    return any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in text)


@cache
def _reshaper() -> Any:  # noqa: ANN401 - the library is not typed
    from arabic_reshaper import ArabicReshaper  # noqa: PLC0415 - needed by few requests

    return ArabicReshaper(configuration={"delete_harakat": False, "support_ligatures": True})


def shape(text: str) -> str:
    """Return the text, still in logical order, with Arabic letters in the forms that join their neighbours."""
    return str(_reshaper().reshape(text)) if backwards(text) else text


def order(line: str, base: Direction) -> str:
    """Return a shaped line in visual order, from left to right. base: direction of its paragraph."""
    if base == "L" and not backwards(line):
        return "".join(char for char in line if char not in UNSEEN)
    # The newer algorithm of this package pairs brackets by itself, but does not mirror them.
    from bidi.algorithm import get_display  # noqa: PLC0415 - needed by few requests

    return "".join(char for char in str(get_display(_paired(line, base), base_dir=base)) if char not in UNSEEN)


def _paired(line: str, base: Direction) -> str:
    """Return the line with marks around brackets, so that both of a pair have the same direction (rule N0)."""
    runs = _runs(line, base)
    chars, open_at = list(line), []
    for at, char in enumerate(line):
        if char in BRACKETS:
            open_at.append(at)
        elif open_at and char == BRACKETS[line[open_at[-1]]]:
            start = open_at.pop()
            inside = {run for run in runs[start + 1 : at] if run}
            before = next((run for run in reversed(runs[:start]) if run), base)
            if inside:
                mark = MARKS[base if base in inside else before]
                chars[start], chars[at] = (mark + bracket + mark for bracket in (line[start], char))
    return "".join(chars)


def _runs(line: str, base: Direction) -> list[Direction | None]:
    """Return the direction of each character; digits run as the letters before them (rule W7), signs have none."""
    runs: list[Direction | None] = []
    last = base
    for char in line:
        kind = unicodedata.bidirectional(char)
        last = STRONG.get(kind, last)
        runs.append("R" if kind == "AN" else last if kind in {"EN", *STRONG} else None)
    return runs
