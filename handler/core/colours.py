"""Colours that go together: contrast as WCAG 2 counts it, and lightness, chroma and hue as Oklab sees them."""

from functools import lru_cache
from math import cos, radians, sin
from typing import NamedTuple

from handler.core.colour_syntax import rgba

LEGIBLE = 4.5
"""The least contrast of text with what lies under it: WCAG 2.2, success criterion 1.4.3."""

CLEAR = 7
"""The contrast that an ink chosen here aims at: WCAG 2.2, success criterion 1.4.6."""

LEVELS = range(256)
"""What a screen can show of a channel."""


class Oklab(NamedTuple):
    """A colour by perceived lightness (0 to 1), green to red, blue to yellow. See bottosson.github.io/posts/oklab."""

    light: float
    a: float
    b: float


def mix(first: float, second: float, part: float) -> float:
    """Return the number that lies `part` (0 to 1) of the way from the first to the second."""
    return first + (second - first) * part


def linear_light(level: float) -> float:
    """Return a level of sRGB, 0 to 255, as light, 0 to 1."""
    part = level / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - IEC 61966-2-1


def level(light: float) -> float:
    """Return light as a level of sRGB, not rounded; what no screen can show lies outside 0 to 255."""
    return 255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055)  # noqa: PLR2004 - likewise


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1; its alpha does not count."""
    paint = rgba(colour)
    return 0.2126 * linear_light(paint.red) + 0.7152 * linear_light(paint.green) + 0.0722 * linear_light(paint.blue)


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    dark, bright = sorted((luminance(first), luminance(second)))
    return (bright + 0.05) / (dark + 0.05)


def oklab(colour: str) -> Oklab:
    """Return a colour in Oklab; its alpha does not count."""
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
    """Return a colour of Oklab as red, green and blue of sRGB; what no screen can show lies outside 0 to 255."""
    long = (colour.light + 0.3963377774 * colour.a + 0.2158037573 * colour.b) ** 3
    medium = (colour.light - 0.1055613458 * colour.a - 0.0638541728 * colour.b) ** 3
    short = (colour.light - 0.0894841775 * colour.a - 1.2914855480 * colour.b) ** 3
    return (
        level(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        level(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        level(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )


def hexadecimal(shown: tuple[float, float, float]) -> str:
    """Return red, green and blue as a canonical colour, rounded and cut off at what a screen can show."""
    return "".join(f"{min(max(int(part + 0.5), 0), 255):02x}" for part in shown)


def tone(light: float, chroma: float, hue: float) -> str:
    """Return the colour of this lightness (0 to 1) and hue (degrees), with as much of the chroma as sRGB can show."""
    across, down = cos(radians(hue)), sin(radians(hue))
    while True:
        shown = levels(Oklab(light, chroma * across, chroma * down))
        if chroma <= 0 or all(round(part) in LEVELS for part in shown):
            return hexadecimal(shown)
        chroma -= 0.005


@lru_cache(maxsize=256)
def readable_ink(*grounds: str, aim: float = CLEAR) -> str:
    """Return an ink that reads well on all of these grounds: white, or a dark shade of the first one's own hue.

    The shade is the lightest that reaches the contrast `aim`. On a single ground the contrast is never below LEGIBLE:
    where no shade reaches that, the ink is black.
    """
    ground = oklab(grounds[0])
    shades = [hexadecimal(levels(Oklab(light / 100, ground.a, ground.b))) for light in range(45, 19, -5)]
    inks = {ink: min(contrast(ink, under) for under in grounds) for ink in (*shades, "ffffff", "000000")}
    if inks["ffffff"] >= LEGIBLE:
        return "ffffff"
    # Pure black is harsh: it is taken only where nothing softer can be read.
    soft = next((ink for ink in shades if inks[ink] >= aim), shades[-1])
    return soft if inks[soft] >= LEGIBLE else max(("ffffff", "000000"), key=inks.__getitem__)
