"""Hinted: a query with what a viewer's browser tells in place of what it says, where its `ch` asks for that.

1. A width is that of the screen's own pixels, so no dpr multiplies it; a height beside it keeps its ratio to w.
2. Without a hint, or without `ch`, the query holds as it is. imgix's words are the same in any case: `ch=Width,DPR`.
"""

from handler.dialects.interface import ClientHints
from handler.dialects.native.query import Given


def _asked(given: Given) -> tuple[str, ...]:
    """Return the hints that a query asks for."""
    return tuple(given["ch"].split(",")) if "ch" in given else ()


def hinted(given: Given, hints: ClientHints) -> Given:
    """Return what a query says with the width or the density that the viewer's browser tells."""
    asked = _asked(given)
    if "width" in asked and hints.width:
        return {name: text for name, text in given.items() if name != "dpr"} | _filling(given, hints.width)
    if "dpr" in asked and hints.dpr:
        return given | {"dpr": str(hints.dpr)}
    return given


def _filling(given: Given, width: int) -> Given:
    said, high = given.get("w", ""), given.get("h", "")
    if not (_whole(said) and _whole(high)):
        return {"w": str(width)}
    return {"w": str(width), "h": str(max(1, (2 * int(high) * width + int(said)) // (2 * int(said))))}


def _whole(text: str) -> bool:
    """Return whether a text is a number of pixels, not of hundreds of digits."""
    return text.isascii() and text.isdecimal() and 0 < len(text) <= 5 and int(text) > 0  # noqa: PLR2004 - a side has four
