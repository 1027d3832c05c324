"""Colours of other services: CSS puts the alpha of a colour at its end, where the canonical form begins with it."""

from handler.core.colours import OPAQUE, canonical_colour, rgba

HASH = "#"


def with_alpha(colour: str, alpha: int) -> str:
    """Return a colour of red, green and blue with another alpha, 0 to 255."""
    return canonical_colour(f"{alpha:02x}{canonical_colour(colour)[-6:]}")


def css_colour(text: str) -> str:
    """Return the canonical form of a CSS colour, `#rrggbbaa` among them; ValueError, for the user to read."""
    digits = text.removeprefix(HASH)
    if digits == text or len(digits) not in {4, 8}:
        return canonical_colour(text)
    size = len(digits) // 4
    return canonical_colour(digits[-size:] + digits[:-size])


def css_digits(colour: str) -> str:
    """Return a canonical colour as CSS writes it without its hash: `rrggbb`, or `rrggbbaa` where it is not opaque."""
    return colour if rgba(colour).alpha == OPAQUE else colour[2:] + colour[:2]
