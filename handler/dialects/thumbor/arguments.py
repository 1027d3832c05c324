"""Arguments: what stands between the brackets of a filter, read as numbers, flags and colours, and blamed by name."""

from typing import NamedTuple

from handler.core.colours import canonical_colour
from handler.core.suggest import SHOWN
from handler.dialects.literals import Malformed, decimal, integer
from handler.errors import InvalidParameter

TRUTHS = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}
WITH_ALPHA = (4, 8)
"""How many hexadecimal digits a colour with transparency has."""


class Arguments(NamedTuple):
    """The arguments of one filter."""

    name: str
    texts: tuple[str, ...]

    def has(self, at: int) -> bool:
        """Return whether there is an argument at a place, and not an empty one."""
        return at < len(self.texts) and bool(self.texts[at])

    def text(self, at: int, default: str = "") -> str:
        """Return an argument as it is."""
        return self.texts[at] if self.has(at) else default

    def whole(self, at: int, default: int | None = None) -> int:
        """Return a whole number."""
        if default is not None and not self.has(at):
            return default
        try:
            return integer(self.text(at))
        except Malformed as error:
            raise self.wrong(at, str(error)) from error

    def within(self, at: int, least: int, most: int, default: int | None = None) -> int:
        """Return a whole number that has to lie between two."""
        number = self.whole(at, default)
        if not least <= number <= most:
            raise self.wrong(at, f"must be {least} to {most}")
        return number

    def number(self, at: int) -> float:
        """Return a number."""
        try:
            return decimal(self.text(at))
        except Malformed as error:
            raise self.wrong(at, str(error)) from error

    def flag(self, at: int, *, default: bool) -> bool:
        """Return true or false."""
        if not self.has(at):
            return default
        if self.texts[at] not in TRUTHS:
            raise self.wrong(at, "must be true or false")
        return TRUTHS[self.texts[at]]

    def colour(self, at: int) -> str:
        """Return a canonical colour. CSS puts the alpha at the end, as thumbor does."""
        text = self.text(at).removeprefix("#")
        try:
            if len(text) in WITH_ALPHA and not set(text.lower()) - set("0123456789abcdef"):
                alpha = len(text) // 4
                text = text[-alpha:] + text[:-alpha]
            return canonical_colour(text)
        except ValueError as error:
            raise self.wrong(at, str(error)) from error

    def wrong(self, at: int, said: str) -> InvalidParameter:
        """Return the error for an argument, which says what it should be."""
        given = self.text(at)[:SHOWN]
        return InvalidParameter(f"{self.name}: argument {at + 1}, {given!r}: {said}", parameter=self.name)

    def fault(self, said: str) -> InvalidParameter:
        """Return the error for the filter as a whole."""
        return InvalidParameter(f"{self.name}: {said}", parameter=self.name)


def colour_text(colour: str) -> str:
    """Return a canonical colour as thumbor reads it."""
    return colour if len(colour) == 6 else f"{colour[2:]}{colour[:2]}"  # noqa: PLR2004 - six digits have no alpha
