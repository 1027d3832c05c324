"""Directus: the transformations of its assets, in sharp's words. `key` names a preset.

https://directus.io/docs/guides/files/transform
"""

from handler.core.signing import signed, verify
from handler.dialects.phrasebook.book import Book
from handler.dialects.phrasebook.common import SHARP_FITS
from handler.dialects.phrasebook.vendor import Vendor, without

__all__ = ["operations", "parse", "signed", "verify", "write"]

BOOK = Book(
    names={"width": "w", "height": "h", "quality": "q", "format": "fm", "key": "preset"},
    phrases={
        "fit": SHARP_FITS,
        "format": {"auto": "auto=format"},
        "withoutEnlargement": {"true": "grow=no", "1": "grow=no", "false": "", "0": ""},
    },
    refused={
        "transforms": "a list of operations is a JSON recipe, for which there is a door of its own",
        **dict.fromkeys(("focal_point_x", "focal_point_y"), "a focal point in pixels depends on the stored size"),
    },
    fit="crop",
)
DIRECTUS = Vendor("directus", "Directus", BOOK, key_of=without("assets/"))
parse, write, operations = DIRECTUS.parse, DIRECTUS.write, DIRECTUS.operations
