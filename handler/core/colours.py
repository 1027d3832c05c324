"""Colours: how they are read, the one canonical form, contrast, and readable inks.

1. A CSS name in any case, or `transparent`.
2. Three or six hexadecimal digits, `rgb` and `rrggbb`, with or without a `#` (in a URL `%23`).
3. Four or eight digits begin with the alpha, `argb` and `aarrggbb`, as with imgix: `80ff0000` is red, half transparent.
   CSS puts the alpha at the end.
4. The canonical form is `rrggbb`, or `aarrggbb` where it is not opaque, in lower case: one colour has one recipe.
5. rgb(), rgba() and hsl() are refused, since a comma separates the values of a list; the error says what to write.
6. Contrast is that of WCAG 2; lightness, chroma and hue are those of Oklab.

https://www.w3.org/TR/css-color-4/#named-colors, https://docs.imgix.com/apis/rendering/color-keywords
"""

import re
from functools import lru_cache
from math import cos, radians, sin
from typing import NamedTuple

from PIL import ImageColor

OPAQUE = 255
TRANSPARENT = "transparent"
NAMES = frozenset({*ImageColor.colormap, TRANSPARENT})
HEXADECIMAL = frozenset("0123456789abcdef")
DIGITS = "^#?(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$"
"""Pattern of the hexadecimal forms, for JSON schemas."""

SYNTAX = "a CSS name, or 3 or 6 hexadecimal digits (rgb, rrggbb), or with the alpha first 4 or 8 (argb, aarrggbb)"
EXAMPLES = {
    "a CSS name": ("tomato", "Tomato"),
    "three digits, rgb": ("f00", "%23f00", "F00"),
    "six digits, rrggbb": ("ff6347", "%23FF6347"),
    "four digits, argb": ("8f00",),
    "eight digits, aarrggbb: half of red": ("80ff0000", "%2380ff0000"),
    "nothing": (TRANSPARENT, "00000000"),
}
"""Examples for the documentation, as a URL writes them: what each shows, and spellings of one colour."""

LEGIBLE = 4.5
"""Contrast ratio, 1 to 21. The least that text needs with its background: WCAG 2.2, success criterion 1.4.3."""

CLEAR = 7
"""Contrast ratio that `readable_ink` aims at: WCAG 2.2, success criterion 1.4.6."""

LEVELS = range(256)
"""Values of a channel that a screen can show."""


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
    """Return the canonical form of a colour; ValueError, for the user to read, says what a colour is."""
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
    """Return what to write in place of a CSS function such as rgb(255,0,0); None where the text has none."""
    found = re.search(r"(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(([^()]{0,60})\)?", text.lower())
    if found is None:
        return None
    numbers = [part for part in re.split(r"[\s,/]+", found[2]) if part]
    written = _hexadecimal(numbers) if found[1].startswith("rgb") else None
    return f"a colour is written in hexadecimal digits{f', here {written}' if written else ''}, not as {found[1]}()"


def _hexadecimal(numbers: list[str]) -> str | None:
    """Return the hexadecimal digits of red, green, blue and an optional alpha of CSS; None where they are invalid."""
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
    """Return whether a background colour is partly transparent; None is no colour and no transparency."""
    return ground is not None and rgba(ground).alpha < 255  # noqa: PLR2004 - the largest alpha


class Oklab(NamedTuple):
    """A colour in Oklab (bottosson.github.io/posts/oklab): lightness 0 to 1; a, green to red; b, blue to yellow."""

    light: float
    a: float
    b: float


def mix(first: float, second: float, part: float) -> float:
    """Interpolate: return the number at `part` (0 to 1) of the way from the first to the second."""
    return first + (second - first) * part


def linear_light(level: float) -> float:
    """Return the linear light, 0 to 1, of an sRGB level, 0 to 255."""
    part = level / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - IEC 61966-2-1


def level(light: float) -> float:
    """Return the sRGB level of linear light, not rounded; outside 0 to 255 where no screen can show it."""
    return 255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055)  # noqa: PLR2004 - likewise


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1; alpha is ignored."""
    paint = rgba(colour)
    return 0.2126 * linear_light(paint.red) + 0.7152 * linear_light(paint.green) + 0.0722 * linear_light(paint.blue)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2)."""
    dark, bright = sorted((luminance(first), luminance(second)))
    return (bright + 0.05) / (dark + 0.05)


def oklab(colour: str) -> Oklab:
    """Return a colour in Oklab; alpha is ignored."""
    paint = rgba(colour)
    red, green, blue = linear_light(paint.red), linear_light(paint.green), linear_light(paint.blue)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return Oklab(
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def levels(colour: Oklab) -> tuple[float, float, float]:
    """Return the red, green and blue levels of an Oklab colour; outside 0 to 255 where no screen can show it."""
    long = (colour.light + 0.3963377774 * colour.a + 0.2158037573 * colour.b) ** 3
    medium = (colour.light - 0.1055613458 * colour.a - 0.0638541728 * colour.b) ** 3
    short = (colour.light - 0.0894841775 * colour.a - 1.2914855480 * colour.b) ** 3
    return (
        level(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        level(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        level(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )


def hexadecimal(shown: tuple[float, float, float]) -> str:
    """Return red, green and blue levels as a canonical colour, rounded and clipped to 0 to 255."""
    return "".join(f"{min(max(int(part + 0.5), 0), 255):02x}" for part in shown)


def tone(light: float, chroma: float, hue: float) -> str:
    """Return the colour of this lightness (0 to 1) and hue (degrees), its chroma reduced until sRGB can show it."""
    across, down = cos(radians(hue)), sin(radians(hue))
    while True:
        shown = levels(Oklab(light, chroma * across, chroma * down))
        if chroma <= 0 or all(round(part) in LEVELS for part in shown):
            return hexadecimal(shown)
        chroma -= 0.005


@lru_cache(maxsize=256)
def readable_ink(*grounds: str, aim: float = CLEAR) -> str:
    """Return a text colour that reads well on all of these backgrounds: white, or a dark shade of the first one's hue.

    The shade is the lightest that reaches the contrast ratio `aim`. On a single background the contrast is never below
    LEGIBLE: where no shade reaches that, the ink is black.
    """
    ground = oklab(grounds[0])
    shades = [hexadecimal(levels(Oklab(light / 100, ground.a, ground.b))) for light in range(45, 19, -5)]
    inks = {ink: min(contrast(ink, under) for under in grounds) for ink in (*shades, "ffffff", "000000")}
    if inks["ffffff"] >= LEGIBLE:
        return "ffffff"
    # Pure black is harsh: it is taken only where nothing softer can be read.
    soft = next((ink for ink in shades if inks[ink] >= aim), shades[-1])
    return soft if inks[soft] >= LEGIBLE else max(("ffffff", "000000"), key=inks.__getitem__)
