"""Paints: Cloudinary's colours: a name, or `rgb:` and hexadecimal digits, the alpha last."""

from handler.core.colours import canonical_colour
from handler.core.suggest import SHOWN
from handler.dialects.foreign.css_colours import css_colour, written_css_colour
from handler.dialects.literals import Malformed
from handler.errors import InvalidParameter

DIGITS = "rgb:"


def read_paint(name: str, value: str) -> str:
    """Return the canonical form of a colour; InvalidParameter, naming the parameter, where it is none."""
    text = f"#{value.removeprefix(DIGITS)}" if value.startswith(DIGITS) else value
    try:
        return css_colour(text)
    except Malformed as error:
        raise InvalidParameter(f"{name}_{value[:SHOWN]}: {error}", parameter=name) from error


def veil(colour: str, alpha: int) -> str:
    """Return a colour of red, green and blue with another alpha, 0 to 255."""
    return canonical_colour(f"{alpha:02x}{colour[-6:]}")


def written_paint(colour: str) -> str:
    """Return a canonical colour in digits."""
    return f"{DIGITS}{written_css_colour(colour)}"
