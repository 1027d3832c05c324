"""How text becomes numbers, flags and words, the same in every dialect, and how they become text again.

1. Digits are ASCII digits. No sign but a leading minus, no exponent, no grouping, no spaces.
2. A number with a decimal point is a ratio where ratios are allowed; without one it is pixels.
3. What is written reads back as the same value.
"""

from decimal import Decimal

LONGEST_NUMBER = 24
DIGITS = frozenset("0123456789")


class Malformed(ValueError):  # noqa: N818 - it is a cause, which becomes an InvalidParameter with a name
    """A text that is not what it should be; the message says what that is."""


def integer(text: str) -> int:
    """Read a whole number."""
    digits = text.removeprefix("-")
    if not digits or len(digits) > LONGEST_NUMBER or not DIGITS.issuperset(digits):
        raise Malformed("must be a whole number, in plain digits")
    return int(text)


def decimal(text: str) -> float:
    """Read a number that may have a decimal point."""
    before, point, after = text.removeprefix("-").partition(".")
    if not (before or after) or (point and not after) or len(text) > LONGEST_NUMBER:
        raise Malformed("must be a number, in plain digits with at most one point")
    if not DIGITS.issuperset(before + after):
        raise Malformed("must be a number, in plain digits with at most one point")
    return float(text)


def length(text: str) -> float:
    """Read pixels, which have no decimal point, or a ratio, which has one."""
    try:
        return decimal(text) if "." in text else integer(text)
    except Malformed as error:
        raise Malformed("must be pixels as 300, or a ratio as 0.5, in plain digits") from error


def flag(text: str) -> bool:
    """Read true or false."""
    if text not in {"true", "1", "false", "0"}:
        raise Malformed("must be true or false")
    return text in {"true", "1"}


def number(value: float) -> str:
    """Write a number without an exponent; a float that stands for pixels or a ratio keeps its point."""
    if isinstance(value, int):
        return str(value)
    return format(Decimal(repr(value)), "f")


def plain_number(value: float) -> str:
    """Write a number that is never a ratio: 5.0 is `5`."""
    return number(value).removesuffix(".0")
