"""Shopify: the pictures of its CDN, which are never enlarged; `crop` makes both sides exact, else the whole fits in.

It has no `fit`; Nuxt Image writes one all the same, and what it means there is done.

https://shopify.dev/docs/api/liquid/filters/image_url
"""

from handler.core.signing import signed, verify
from handler.dialects.literals import integer
from handler.dialects.phrasebook.book import Book, Given, WordReader
from handler.dialects.phrasebook.common import SHARP_FITS
from handler.dialects.phrasebook.vendor import Vendor

__all__ = ["operations", "parse", "signed", "verify", "write"]


def _padded(text: str) -> Given:
    return {"fit": "fill", "bg": text}


BOOK = Book(
    names={"width": "w", "height": "h", "quality": "q", "format": "fm"},
    phrases={
        "crop": {
            **{edge: f"fit=crop&crop={edge}" for edge in ("top", "bottom", "left", "right")},
            "center": "fit=crop",
        },
        "fit": SHARP_FITS,
    },
    readings={
        "pad_color": WordReader(
            _padded,
            lambda given: given["bg"] if given.keys() == {"fit", "bg"} and given["fit"] == "fill" else None,
            ("fit", "bg"),
        ),
        "scale": WordReader(lambda text: {"dpr": str(integer(text))}, lambda given: given["dpr"], ("dpr",)),
    },
    refused=dict.fromkeys(
        ("crop_left", "crop_top", "crop_width", "crop_height"), "a part is rect=left,top,width,height at our own door"
    ),
    fit="clip",
    grows=False,
    keeps=False,
)
SHOPIFY = Vendor("shopify", "Shopify", BOOK)
parse, write, operations = SHOPIFY.parse, SHOPIFY.write, SHOPIFY.operations
