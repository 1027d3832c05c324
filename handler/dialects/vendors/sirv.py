"""Sirv: its dynamic imaging. `fill` cuts nothing, and Accept decides of the format.

It has no `cover`; Nuxt Image writes it all the same, and what it means there is done.

https://sirv.com/help/articles/dynamic-imaging/
"""

from handler.core.signing import signed, verify
from handler.dialects.phrasebook.book import Book
from handler.dialects.phrasebook.common import FRAMES, switch
from handler.dialects.phrasebook.vendor import Vendor

__all__ = ["operations", "parse", "signed", "verify", "write"]

_DRAWN = "text and watermarks are txt and mark at our own door"

BOOK = Book(
    names={
        "w": "w",
        "h": "h",
        "q": "q",
        "quality": "q",
        "format": "fm",
        "blur": "blur",
        "rotate": "rot",
        "brightness": "bri",
        "contrast": "con",
        "exposure": "exp",
        "saturation": "sat",
        "sharpen": "sharp",
        "profile": "preset",
    },
    phrases={
        "scale.option": {
            "fit": "fit=clip",
            "fill": "fit=outside",
            "ignore": "fit=scale",
            "noup": "fit=max",
            "cover": "fit=crop",
        },
        "format": {"optimal": "auto=format", "original": "fm=source"},
        "grayscale": switch("sat=-100"),
        "flip": switch("flip=v"),
        "flop": switch("flip=h"),
    },
    readings={"page": FRAMES},
    refused={
        **dict.fromkeys(("text", "text.text64", "watermark", "watermark.position"), _DRAWN),
        **dict.fromkeys(("crop.type", "crop.aspectratio"), "crops are fit=crop at our own door"),
        **dict.fromkeys(("canvas.width", "canvas.height", "canvas.color"), "a canvas is fit=fill at our own door"),
        **dict.fromkeys(("hue", "lightness", "shadows", "highlights"), "it is of another range there"),
        "gif.lossy": "a GIF keeps its colours; colors says how many",
        "webp-fallback": "the stored kind is what stands in",
    },
    fit="clip",
    keeps=False,
)
SIRV = Vendor("sirv", "Sirv", BOOK)
parse, write, operations = SIRV.parse, SIRV.write, SIRV.operations
