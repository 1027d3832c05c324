"""Font packs: the fonts that a deployment has beside the included ones, by the names of their files."""

from handler.errors import InvalidParameter
from handler.typography.typefaces import Typeface, included


def typeface_named(name: tuple[str, ...], parameter: str = "txt-font") -> Typeface:
    """Return the fonts of a family in a style, then those that draw what it lacks; InvalidParameter without one."""
    family, *styles = name
    if family.lower() != "sans-serif" or "italic" in styles:
        raise InvalidParameter(f"{parameter}: there is no font {','.join(name)} here", parameter=parameter)
    return included("bold" if "bold" in styles else "regular")
