"""Bidirectional text: which parts of a line run from right to left, and in which order its parts stand.

It is Unicode Standard Annex 9, without the rules for control characters (X1 to X10): a text that has them is refused
before. The rules are named as there, https://www.unicode.org/reports/tr9/.
"""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, TypeVar

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

PAIRS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e\u2308\u2309\u230a\u230b\u2329\u232a"
    "\u2768\u2769\u276a\u276b\u276c\u276d\u276e\u276f\u2770\u2771\u2772\u2773\u2774\u2775\u27c5\u27c6\u27e6\u27e7"
    "\u27e8\u27e9\u27ea\u27eb\u27ec\u27ed\u27ee\u27ef\u2983\u2984\u2985\u2986\u2987\u2988\u2989\u298a\u298b\u298c"
    "\u298d\u2990\u298f\u298e\u2991\u2992\u2993\u2994\u2995\u2996\u2997\u2998\u29d8\u29d9\u29da\u29db\u29fc\u29fd"
    "\u2e22\u2e23\u2e24\u2e25\u2e26\u2e27\u2e28\u2e29\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c\u3008\u3009"
    "\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301a\u301b\ufe59\ufe5a"
    "\ufe5b\ufe5c\ufe5d\ufe5e\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63"
)
"""Brackets that are paired, each opening one before its closing one (BidiBrackets.txt)."""

BRACKETS = dict(zip(PAIRS[::2], PAIRS[1::2], strict=True))
"""Brackets that are paired, opening -> closing."""

CLOSING = frozenset(BRACKETS.values())
DEEPEST = 63
"""The most brackets that are open at a time; where there are more, none is paired (BD16)."""

SEPARATORS, TERMINATORS = frozenset({"ES", "ET", "CS"}), frozenset({"ET"})
Part = TypeVar("Part")


def direction(text: str) -> Direction:
    """Return the direction of a paragraph: that of its first strong letter (P2 and P3)."""
    kinds = (STRONG.get(unicodedata.bidirectional(char)) for char in text)
    return next((kind for kind in kinds if kind), "L")


def backwards(text: str) -> bool:
    """Return whether any part of the text runs from right to left."""
    return any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in text)


def embedding_levels(line: str, base: Direction) -> list[int]:
    """Return the embedding level of each character: what has an odd one runs from right to left.

    base: the direction of the paragraph.
    """
    bottom = int(base == "R")
    if not bottom and not backwards(line):
        return [0] * len(line)
    drawn = [at for at, char in enumerate(line) if unicodedata.bidirectional(char) != "BN"]
    kinds = _weak([unicodedata.bidirectional(line[at]) or "L" for at in drawn], base)
    _neutral(kinds, [line[at] for at in drawn], base)
    steps = {"L": bottom, "R": 1 - bottom, "AN": 2 - bottom, "EN": 2 - bottom}  # I1 and I2
    found, last = [bottom] * len(line), bottom
    told = dict(zip(drawn, kinds, strict=True))
    for at in range(len(line)):
        last = bottom + steps[told[at]] if at in told else last
        found[at] = last
    for at in range(len(line.rstrip()), len(line)):
        found[at] = bottom  # L1
    return found


def reordered(parts: Sequence[tuple[Part, int]]) -> list[tuple[Part, int]]:
    """Return parts of a line, each with its level, in the order in which they stand from left to right (L2)."""
    result = list(parts)
    for level in range(max((level for _, level in parts), default=0), 0, -1):
        start = None
        for at in range(len(result) + 1):
            inside = at < len(result) and result[at][1] >= level
            if inside and start is None:
                start = at
            elif not inside and start is not None:
                result[start:at] = result[start:at][::-1]
                start = None
    return result


def _weak(kinds: list[str], base: Direction) -> list[str]:
    """Return the classes after the rules for numbers, marks and signs (W1 to W7): L, R, EN, AN and neutral ones."""
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[at] = kinds[at - 1] if at else base  # W1
    strong: str = base
    for at, kind in enumerate(kinds):
        strong = kind if kind in STRONG else strong
        if kind == "EN" and strong == "AL":
            kinds[at] = "AN"  # W2
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]  # W3
    _numbers(kinds, base)
    return kinds


def _numbers(kinds: list[str], base: Direction) -> None:
    """Give signs of numbers the class of these, and numbers that of the letters before them (W4 to W7)."""
    for at in range(1, len(kinds) - 1):  # W4
        both = kinds[at - 1] if kinds[at - 1] == kinds[at + 1] else ""
        if (both == "EN" and kinds[at] in {"ES", "CS"}) or (both == "AN" and kinds[at] == "CS"):
            kinds[at] = both
    for at, end in _runs(kinds, TERMINATORS):  # W5
        if (at and kinds[at - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN"):
            kinds[at:end] = ["EN"] * (end - at)
    last: str = base
    for at, kind in enumerate(kinds):  # W6 and W7
        last = kind if kind in {"L", "R"} else last
        if kind in SEPARATORS:
            kinds[at] = "ON"
        elif kind == "EN" and last == "L":
            kinds[at] = "L"


def _neutral(kinds: list[str], chars: list[str], base: Direction) -> None:
    """Give brackets and other neutral characters a direction (N0 to N2)."""
    marks = [unicodedata.bidirectional(char) == "NSM" for char in chars]
    for opening, closing in _pairs(kinds, chars):  # N0
        inside = {side for side in map(_side, kinds[opening + 1 : closing]) if side}
        before = next((side for side in map(_side, reversed(kinds[:opening])) if side), base)
        if inside:
            for at in (opening, closing):
                kinds[at] = base if base in inside else before
                for after in range(at + 1, len(kinds)):
                    if not marks[after]:
                        break
                    kinds[after] = kinds[at]
    decided = {"L", "R", "EN", "AN"}
    for at, end in _runs(kinds, {kind for kind in kinds if kind not in decided}):  # N1 and N2
        left = _side(kinds[at - 1]) if at else base
        right = _side(kinds[end]) if end < len(kinds) else base
        kinds[at:end] = [left if left and left == right else base] * (end - at)


def _side(kind: str) -> Direction | None:
    """Return as which direction a class counts beside neutral characters; None for these."""
    return "R" if kind in {"R", "EN", "AN"} else "L" if kind == "L" else None


def _runs(kinds: list[str], wanted: "frozenset[str] | set[str]") -> list[tuple[int, int]]:
    """Return where runs of these classes begin and end."""
    inside = [False, *(kind in wanted for kind in kinds), False]
    edges = [at for at, (before, after) in enumerate(pairwise(inside)) if before != after]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _pairs(kinds: list[str], chars: list[str]) -> list[tuple[int, int]]:
    """Return the places of brackets that belong together, in the order of the opening ones (BD16)."""
    found: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for at, char in enumerate(chars):
        if kinds[at] != "ON":
            continue
        plain = unicodedata.normalize("NFC", char)  # U+2329 and U+232A stand for U+3008 and U+3009
        if plain in BRACKETS:
            if len(waiting) == DEEPEST:
                return []
            waiting.append((BRACKETS[plain], at))
        elif plain in CLOSING:
            for number in range(len(waiting) - 1, -1, -1):
                if waiting[number][0] == plain:
                    found.append((waiting[number][1], at))
                    del waiting[number:]
                    break
    return sorted(found)
