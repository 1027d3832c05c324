"""Scripts that are written from right to left: Arabic letters joined, and a line put into the order it is read in."""

import unicodedata
from functools import cache
from typing import Any, Literal

Direction = Literal["L", "R"]

STRONG: dict[str, Direction] = {"L": "L", "R": "R", "AL": "R"}
MARKS: dict[Direction, str] = {"L": "\u200e", "R": "\u200f"}
JOINERS = "\u200c\u200d"
UNSEEN = frozenset((*MARKS.values(), *JOINERS))
"""Characters that steer shaping and order, and are not drawn."""

BRACKETS = {"(": ")", "[": "]", "{": "}"}


def direction(text: str) -> Direction:
    """Return the way a paragraph runs: that of its first letter (rules P2 and P3 of Unicode Standard Annex 9)."""
    kinds = (STRONG.get(unicodedata.bidirectional(char)) for char in text)
    return next((kind for kind in kinds if kind), "L")


def backwards(text: str) -> bool:
    """Return whether any of the text runs from right to left."""
    return any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in text)


@cache
def _reshaper() -> Any:  # noqa: ANN401 - the library is not typed
    from arabic_reshaper import ArabicReshaper  # noqa: PLC0415 - needed by few requests

    return ArabicReshaper(configuration={"delete_harakat": False, "support_ligatures": True})


def shape(text: str) -> str:
    """Return the text with every Arabic letter in the presentation form that joins its neighbours; order as it was."""
    return str(_reshaper().reshape(text)) if backwards(text) else text


def order(line: str, base: Direction) -> str:
    """Return a shaped line as it stands from left to right, in a paragraph that runs towards `base`."""
    if base == "L" and not backwards(line):
        return "".join(char for char in line if char not in UNSEEN)
    # The package's newer algorithm pairs brackets by itself, but mirrors none of them.
    from bidi.algorithm import get_display  # noqa: PLC0415 - needed by few requests

    return "".join(char for char in str(get_display(_paired(line, base), base_dir=base)) if char not in UNSEEN)


def _paired(line: str, base: Direction) -> str:
    """Return the line with marks beside brackets, so that the two of a pair run the same way (rule N0)."""
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
    """Return the way each character runs; digits run as the letters before them (rule W7), signs have no way."""
    runs: list[Direction | None] = []
    last = base
    for char in line:
        kind = unicodedata.bidirectional(char)
        last = STRONG.get(kind, last)
        runs.append("R" if kind == "AN" else last if kind in {"EN", *STRONG} else None)
    return runs
