"""Builder: the image API of Builder.io, in sharp's words; `contain` pads and `fill` distorts.

https://www.builder.io/c/docs/image-api
"""

from handler.core.signing import signed, verify
from handler.dialects.phrasebook.book import Book
from handler.dialects.phrasebook.common import CORNERS, EDGES, SHARP_FITS, SHARPENING
from handler.dialects.phrasebook.vendor import Vendor, without

__all__ = ["operations", "parse", "signed", "verify", "write"]

BOOK = Book(
    names={"width": "w", "height": "h", "quality": "q", "format": "fm"},
    phrases={
        "fit": SHARP_FITS,
        "position": EDGES | CORNERS,
        "format": {"auto": "auto=format", "original": "fm=source"},
        "sharp": SHARPENING,
    },
    fit="crop",
    keeps=False,
)
BUILDER = Vendor("builder", "Builder.io", BOOK, key_of=without("api/v1/image/"))
parse, write, operations = BUILDER.parse, BUILDER.write, BUILDER.operations
