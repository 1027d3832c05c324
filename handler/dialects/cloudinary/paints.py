"""Paints: Cloudinary's colours: a name, or `rgb:` and hexadecimal digits, the alpha last."""

from handler.core.suggest import SHOWN
from handler.dialects.vendors.colours import css_colour, css_digits
from handler.errors import InvalidParameter

DIGITS = "rgb:"


def read_paint(name: str, value: str) -> str:
    """Return the canonical form of a colour; InvalidParameter, naming the parameter, where it is none."""
    text = f"#{value.removeprefix(DIGITS)}" if value.startswith(DIGITS) else value
    try:
        return css_colour(text)
    except ValueError as error:
        raise InvalidParameter(f"{name}_{value[:SHOWN]}: {error}", parameter=name) from error


def written_paint(colour: str) -> str:
    """Return a canonical colour in digits."""
    return f"{DIGITS}{css_digits(colour)}"
