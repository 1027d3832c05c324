"""Breaking: a paragraph in lines that are not wider than their column, and texts cut to a length.

1. A line ends at a space, after a hyphen or a slash, and between ideographs, unless one of both signs belongs to its
   neighbour: 「 to what follows, 。 to what is before (after Unicode Standard Annex 14).
2. A word is broken only where it is wider than the column, and never within what a reader takes for one character.
3. Thai, Lao, Khmer and Burmese have no spaces between words. Where one ends is for U+200B to say, the invisible space.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from handler.typography.bidi import Direction, direction
from handler.typography.clusters import clusters
from handler.typography.shaping import reach, shaped
from handler.typography.typefaces import Typeface

ELLIPSIS = "\u2026"
"""What ends a text that was cut."""

BREAKING = frozenset("-\u2010\u2013\u2014/\u05be")
"""Characters after which a line may be broken, as at a space."""

SPACES = frozenset(" \u200b\u3000")
IDEOGRAPHS = (range(0x2E80, 0xA4D0), range(0xAC00, 0xD7A4), range(0xF900, 0xFB00), range(0xFF00, 0xFFF0))
SUPPLEMENTARY = range(0x20000, 0x3FFFF)
"""Where ideographs, kana and hangul lie, with their signs."""

OPENING = frozenset("([{\u2018\u201c\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\uff08\uff3b\uff5b\uff5f\uff62")
NO_START = frozenset(
    ")]}!?,.:;%\u2019\u201d\u2026\u3001\u3002\u3005\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3019\u301c\u3041\u3043"
    "\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee"
    "\u30fb\u30fc\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d\uff60\uff61\uff63\uff64\uff70"
)
"""Signs that end no line, and that begin none."""

BEFORE_CONSONANT = range(0x0E40, 0x0E45)
"""Vowels of Thai that stand before the consonant after which they are spoken."""

TRIES = 6
"""How often a paragraph is broken anew where letters that joined over the edge make a line wider than was measured."""

MANY = 1_000_000
"""More lines than any text has."""

TRIMMED = " ,;:.-"
"""What is left out before an ellipsis."""

Span = tuple[int, int]
"""Where a line begins and ends in its paragraph."""


def _ideographic(char: str) -> bool:
    return any(ord(char) in part for part in IDEOGRAPHS) or ord(char) in SUPPLEMENTARY


def _breaks(before: str, after: str) -> bool:
    """Return whether a line may end between two characters."""
    if after in SPACES:
        return False
    if before in SPACES:
        return True
    if before in BREAKING:
        return after not in BREAKING
    if before in OPENING or after in NO_START:
        return False
    return _ideographic(before) or _ideographic(after)


class Paragraph(NamedTuple):
    """A text without line breaks, normalized, all of whose characters have a font. Lengths in the size of its type."""

    text: str
    typeface: Typeface
    base: Direction

    @classmethod
    def of(cls, text: str, typeface: Typeface) -> "Paragraph":
        """Return the text as a paragraph, whose direction is that of its first letter."""
        return cls(text, typeface, direction(text))

    def line(self, span: Span) -> str:
        """Return the text of a line."""
        return self.text[span[0] : span[1]]

    def width(self, start: int, end: int) -> float:
        """Return how wide a part is, without spaces at its end."""
        while end > start and self.text[end - 1] in SPACES:
            end -= 1
        reaches = reach(self.text, self.typeface, self.base)
        return reaches[end] - reaches[start]

    def measured(self, text: str) -> float:
        """Return how wide a text of its own is, with what of its ink stands out."""
        line = shaped(text, self.typeface, self.base)
        return max(line.width, line.ink.right) - min(0.0, line.ink.left)

    def edges(self) -> list[int]:
        """Return the places where a word may be broken in need: between clusters."""
        ends = [end for _, end in clusters(self.text)]
        return [end for end in ends if ord(self.text[end - 1]) not in BEFORE_CONSONANT or end == len(self.text)]

    def pieces(self) -> Iterator[Span]:
        """Give the parts that are not broken but in need: words with the spaces after them."""
        start = 0
        for end in self.edges():
            if end == len(self.text) or _breaks(self.text[end - 1], self.text[end]):
                yield start, end
                start = end

    def broken(self, width: float, most: int = MANY) -> tuple[list[str], bool]:
        """Return the text in lines of at most this width, and whether no word was broken.

        most: so many lines are wanted; of a text that has more, one more is given, and what follows is left out.
        """
        aim = width
        for _ in range(TRIES):
            spans, whole = self._broken(aim, most)
            lines = [self.line(span).rstrip(" ") for span in spans] or [""]
            widest = max(map(self.measured, lines))
            if widest <= width or len(lines) == len(self.edges()):
                break
            aim -= widest - width + 0.001
        return lines, whole

    def _broken(self, width: float, most: int) -> tuple[list[Span], bool]:
        lines: list[Span] = []
        whole, edges = True, self.edges()
        for begun, end in self.pieces():
            start = begun
            if len(lines) > most:
                break
            if lines and self.width(lines[-1][0], end) <= width:
                lines[-1] = lines[-1][0], end
                continue
            while (
                len(lines) <= most
                and self.width(start, end) > width
                and (middle := self._fitting(edges, start, width)) < end
            ):
                lines.append((start, middle))
                start, whole = middle, False
            lines.append((start, end))
        return lines, whole

    def _fitting(self, edges: list[int], start: int, width: float) -> int:
        """Return the last edge up to which a part from `start` fits, at least the first."""
        first = bisect_right(edges, start)
        found = bisect_right(range(first, len(edges)), width, key=lambda at: self.width(start, edges[at]))
        return edges[min(len(edges) - 1, first + max(0, found - 1))]

    def cut(self, width: float, *, keep: str, ellipsis: bool) -> str:
        """Return as much of the text as fits, with an ellipsis where the rest was, if that is wanted.

        keep: which end stays, `start`, `middle` for both, or `end`.
        """
        if self.measured(self.text) <= width:
            return self.text
        tail = ELLIPSIS if ellipsis else ""
        edges = [0, *self.edges()]
        room = width - (self.measured(tail) if tail else 0)

        def wide(kept: int) -> float:
            start, end = _ends(edges, kept, keep)
            return self.width(0, start) + self.width(end, len(self.text))

        found = bisect_right(range(len(edges)), room, key=wide)
        while found > 1 and self.measured(_kept(self.text, _ends(edges, found, keep), tail)) > width:
            found -= 1
        return _kept(self.text, _ends(edges, max(1, found), keep), tail)

    def shortened(self, width: float) -> str:
        """Return the text with an ellipsis at its end, as much of it as fits, without signs before that."""
        edges = [0, *self.edges()]
        found = bisect_right(range(1, len(edges)), width, key=lambda kept: self.width(0, edges[kept]))
        while found > 1 and self.measured(_ended(self.text[: edges[found]])) > width:
            found -= 1
        return _ended(self.text[: edges[max(1, found)]])

    def balanced(self, width: float, lines: int) -> list[str]:
        """Return the text in the same number of lines, with lengths as equal as possible."""
        narrow, wide = width / lines, width
        while wide - narrow > 0.01 * width:
            middle = (narrow + wide) / 2
            tried, whole = self.broken(middle)
            narrow, wide = (narrow, middle) if whole and len(tried) <= lines else (middle, wide)
        return self.broken(wide)[0]


def _ends(edges: list[int], kept: int, keep: str) -> Span:
    """Return where what is left out begins and ends, if so many clusters are kept."""
    last = len(edges) - 1
    kept = min(kept, last)
    before = {"start": kept, "middle": (kept + 1) // 2, "end": 0}[keep]
    return edges[before], edges[last - (kept - before)]


def _kept(text: str, left_out: Span, tail: str) -> str:
    return text[: left_out[0]] + tail + text[left_out[1] :]


def _ended(text: str) -> str:
    return text.rstrip(TRIMMED) + ELLIPSIS
