"""Colour syntax: every way in which a colour is written, and the one way in which it is kept.

1. A CSS name in any case, or `transparent`.
2. Three or six hexadecimal digits, `rgb` and `rrggbb`, with a `#` before them or without, which a URL has as `%23`.
3. Four or eight digits begin with the alpha, `argb` and `aarrggbb`, as imgix has it: `80ff0000` is half of red. CSS has
   it the other way round, at the end.
4. Kept is `rrggbb`, or `aarrggbb` where it is not opaque, in small letters: one colour has one recipe.
5. rgb(), rgba() and hsl() have commas, which part lists here; the error says what to write instead.

https://www.w3.org/TR/css-color-4/#named-colors, https://docs.imgix.com/apis/rendering/color-keywords
"""

import re
from typing import NamedTuple

from PIL import ImageColor

OPAQUE = 255
TRANSPARENT = "transparent"
NAMES = frozenset({*ImageColor.colormap, TRANSPARENT})
HEXADECIMAL = frozenset("0123456789abcdef")
DIGITS = "^#?(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$"
"""A pattern of what is hexadecimal."""

SYNTAX = "a CSS name, or 3 or 6 hexadecimal digits (rgb, rrggbb), or with the alpha first 4 or 8 (argb, aarrggbb)"
EXAMPLES = {
    "a CSS name": ("tomato", "Tomato"),
    "three digits, rgb": ("f00", "%23f00", "F00"),
    "six digits, rrggbb": ("ff6347", "%23FF6347"),
    "four digits, argb": ("8f00",),
    "eight digits, aarrggbb: half of red": ("80ff0000", "%2380ff0000"),
    "nothing": (TRANSPARENT, "00000000"),
}
"""Ways to write a colour, as a URL has them."""


class Rgba(NamedTuple):
    """A colour as four numbers from 0 to 255; alpha 255 is opaque."""

    red: int
    green: int
    blue: int
    alpha: int


def rgba(colour: str) -> Rgba:
    """Return a canonical colour (`rrggbb` or `aarrggbb`) as numbers."""
    number = int(colour, 16)
    alpha = number >> 24 if len(colour) == 8 else OPAQUE  # noqa: PLR2004 - eight digits have an alpha
    return Rgba(number >> 16 & 255, number >> 8 & 255, number & 255, alpha)


def canonical_colour(text: str) -> str:
    """Return the one way to write a colour; ValueError says what a colour is."""
    small = text.lower()
    if small == TRANSPARENT:
        return "00000000"
    # getrgb leaves tuples in the table of names, once something has been painted in a named colour.
    named = small in ImageColor.colormap
    digits = bytes(ImageColor.getrgb(small)[:3]).hex() if named else small.removeprefix("#")
    if len(digits) in {3, 4}:
        digits = "".join(2 * digit for digit in digits)
    if len(digits) not in {6, 8} or not HEXADECIMAL.issuperset(digits):
        raise ValueError(_wrong(small))
    return digits.removeprefix("ff") if len(digits) == 8 else digits  # noqa: PLR2004 - an opaque alpha says nothing


def function_hint(text: str) -> str | None:
    """Return what to write in place of a function of CSS, None where a text holds none."""
    found = re.search(r"(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(([^()]{0,60})\)?", text.lower())
    if found is None:
        return None
    numbers = [part for part in re.split(r"[\s,/]+", found[2]) if part]
    written = _hexadecimal(numbers) if found[1].startswith("rgb") else None
    return f"a colour is written in hexadecimal digits{f', here {written}' if written else ''}, not as {found[1]}()"


def _hexadecimal(numbers: list[str]) -> str | None:
    """Return red, green, blue and perhaps an alpha of CSS as digits, None where they are none."""
    try:
        levels = [int(number) for number in numbers[:3]]
        alpha = round(float(numbers[3]) * OPAQUE) if len(numbers) > 3 else OPAQUE  # noqa: PLR2004 - after three
    except ValueError:
        return None
    if len(levels) < 3 or not all(0 <= level <= OPAQUE for level in (*levels, alpha)):  # noqa: PLR2004 - of a colour
        return None
    return bytes(levels if alpha == OPAQUE else [alpha, *levels]).hex()


def _wrong(text: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a request that is refused pays for it

    if hint := function_hint(text):
        return hint
    near = get_close_matches(text[:40], sorted(NAMES), n=1, cutoff=0.7)
    return f"a colour is {SYNTAX}{f'; did you mean {near[0]}?' if near else ''}"


def is_translucent(ground: str | None) -> bool:
    """Return whether a ground colour brings transparency with it."""
    return ground is not None and rgba(ground).alpha < 255  # noqa: PLR2004 - the largest alpha
