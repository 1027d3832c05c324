"""Numbers: how IIIF writes them: digits, and where a fraction is allowed a point; nothing else (3.0, section 4.7)."""

from decimal import Decimal

from handler.core.suggest import SHOWN
from handler.dialects.literals import DIGITS, Malformed, decimal, integer
from handler.errors import InvalidParameter

HUNDREDTH = -2


def whole_of(word: str, text: str) -> int:
    """Read a number of pixels, which has no sign."""
    if not DIGITS.issuperset(text):
        raise wrong_number(word, text, "pixels are a whole number in plain digits")
    try:
        return integer(text)
    except Malformed as error:
        raise wrong_number(word, text, str(error)) from error


def fraction_of(word: str, text: str) -> float:
    """Read degrees, which have no sign."""
    return float(_decimal(word, text))


def part_of(word: str, text: str) -> float:
    """Read a percentage as a part: 41.6 is 0.416, and no neighbour of it, so that the same part is the same recipe."""
    return float(_decimal(word, text).scaleb(HUNDREDTH))


def percent(part: float) -> str:
    """Write a part as a percentage."""
    return plain_decimal(Decimal(repr(part)).scaleb(-HUNDREDTH))


def plain_decimal(number: Decimal | float) -> str:
    """Write a number without an exponent, and without needless zeros."""
    text = format(number if isinstance(number, Decimal) else Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def wrong_number(word: str, text: str, why: str) -> InvalidParameter:
    """Return the error for a part of the address."""
    return InvalidParameter(f"{word}={text[:SHOWN]}: {why}", parameter=word)


def _decimal(word: str, text: str) -> Decimal:
    if text.startswith("-"):
        raise wrong_number(word, text, "a number has no sign")
    try:
        decimal(text)
    except Malformed as error:
        raise wrong_number(word, text, str(error)) from error
    return Decimal(text)
