"""WordPress: the pictures of WordPress.com and of Jetpack's CDN (Photon).

https://developer.wordpress.com/docs/photon/api/
"""

from handler.core.signing import signed, verify
from handler.dialects.literals import Malformed, integer
from handler.dialects.phrasebook.book import Book, Given, WordReader
from handler.dialects.phrasebook.vendor import Vendor

__all__ = ["operations", "parse", "signed", "verify", "write"]


def _sized(fit: str) -> WordReader:
    """Return the reading of `300,200`, both sides in this fit."""

    def read(text: str) -> Given:
        sides = [integer(part) for part in text.split(",")]
        if len(sides) != 2:  # noqa: PLR2004 - width and height
            raise Malformed("it is width,height in pixels, as 300,200")
        return {"w": str(sides[0]), "h": str(sides[1]), "fit": fit}

    def write_sides(given: Given) -> str | None:
        both = given.keys() == {"w", "h", "fit"} and given["fit"] == fit
        return f"{given['w']},{given['h']}" if both else None

    return WordReader(read, write_sides, ("w", "h", "fit"))


BOOK = Book(
    names={"w": "w", "h": "h", "quality": "q", "format": "fm", "zoom": "dpr"},
    phrases={
        "crop": {"1": "fit=crop", "true": "fit=crop", "0": "", "false": ""},
        "strip": {"all": "metadata=strip", "info": "metadata=strip"},
        "filter": {"grayscale": "sat=-100", "negate": "invert=true"},
        "ssl": {"1": ""},
    },
    readings={"resize": _sized("crop"), "fit": _sized("max"), "lb": _sized("fillmax")},
    refused={
        **dict.fromkeys(("brightness", "contrast", "colorize", "smooth"), "it is of another range there"),
        "ulb": "trim is there at our own door",
    },
    keeps=False,
)
WORDPRESS = Vendor("wordpress", "WordPress", BOOK)
parse, write, operations = WORDPRESS.parse, WORDPRESS.write, WORDPRESS.operations
