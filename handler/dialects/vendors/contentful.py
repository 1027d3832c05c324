"""Contentful: its Images API. `f` is what a crop keeps, and `fill` a crop.

https://www.contentful.com/developers/docs/references/images-api/
"""

from handler.core.signing import signed, verify
from handler.dialects.literals import Malformed
from handler.dialects.phrasebook.book import Book, Given, WordReader
from handler.dialects.phrasebook.common import RADIUS
from handler.dialects.phrasebook.vendor import Vendor

__all__ = ["operations", "parse", "signed", "verify", "write"]

GROUND = "rgb:"


def _ground(text: str) -> Given:
    if not text.startswith(GROUND):
        raise Malformed("it is rgb: and a color, as rgb:ffffff")
    return {"bg": text.removeprefix(GROUND)}


BOOK = Book(
    names={"w": "w", "h": "h", "q": "q", "fm": "fm"},
    phrases={
        "fit": {
            "pad": "fit=fillmax",
            "fill": "fit=crop",
            "scale": "fit=scale",
            "crop": "fit=crop",
            "thumb": "fit=crop",
        },
        "f": {
            **{f"{edge}_{side}": f"crop={edge},{side}" for edge in ("top", "bottom") for side in ("left", "right")},
            **{edge: f"crop={edge}" for edge in ("top", "bottom", "left", "right")},
            "center": "",
            "face": "crop=faces",
            "faces": "crop=faces",
        },
        "fl": {"progressive": "kind=pjpg", "png8": "fm=png&colors=256"},
    },
    readings={
        "bg": WordReader(_ground, lambda given: f"{GROUND}{given['bg']}", ("bg",)),
        "r": RADIUS,
    },
)
CONTENTFUL = Vendor("contentful", "Contentful", BOOK)
parse, write, operations = CONTENTFUL.parse, CONTENTFUL.write, CONTENTFUL.operations
