"""CSS colours: how foreign dialects write them, with the alpha at the end, and `rgb()`; ours are in `core/colours`."""

from handler.core.colours import NAMES, OPAQUE, canonical_colour
from handler.dialects.literals import Malformed, decimal, integer

SAID = "must be a colour as red, #ff6347 or rgb(255,99,71)"
SHORT = (3, 4)
LONG = (6, 8)
PARTS = range(3, 5)
"""How many numbers rgb() and rgba() have: the fourth is the alpha."""


def css_colour(text: str) -> str:
    """Return the canonical form of a CSS colour; Malformed where it is none.

    A name, three to eight hexadecimal digits with or without a `#`, rgb() and rgba() in the old form with commas or the
    new one with spaces.
    """
    small = text.lower()
    if small in NAMES:
        return canonical_colour(small)
    if small.startswith(("rgb(", "rgba(")):
        return _function(small)
    return hex_colour(small)


def hex_colour(text: str) -> str:
    """Return the canonical form of hexadecimal digits of which the last are the alpha; Malformed for others."""
    digits = text.lower().removeprefix("#")
    if len(digits) in SHORT:
        digits = "".join(2 * digit for digit in digits)
    if len(digits) not in LONG:
        raise Malformed(SAID)
    try:
        return canonical_colour(digits[6:] + digits[:6])
    except ValueError as error:
        raise Malformed(SAID) from error


def written_css_colour(colour: str) -> str:
    """Return a canonical colour as CSS has it, without the `#`: `aarrggbb` becomes `rrggbbaa`."""
    return colour[-6:] + colour[:-6]


def _function(text: str) -> str:
    name, _, inside = text.partition("(")
    if not inside.endswith(")"):
        raise Malformed(SAID)
    numbers = inside[:-1].replace(",", " ").replace("/", " ").split()
    if len(numbers) not in PARTS:
        raise Malformed(f"must have three numbers, or four with an alpha, within {name}()")
    levels = [integer(number) for number in numbers[:3]]
    alpha = _alpha(numbers[3]) if len(numbers) > PARTS[0] else OPAQUE
    if not all(0 <= level <= OPAQUE for level in (*levels, alpha)):
        raise Malformed("must have numbers of 0 to 255, and an alpha of 0 to 1 or 0% to 100%")
    return canonical_colour(bytes((alpha, *levels)).hex())


def _alpha(text: str) -> int:
    """Return an alpha of 0 to 1, or of percents, as a level."""
    part = decimal(text.removesuffix("%"))
    return int(part * OPAQUE / (100 if text.endswith("%") else 1) + 0.5)
