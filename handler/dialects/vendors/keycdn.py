"""KeyCDN: its image processing, in sharp's words.

https://www.keycdn.com/support/image-processing
"""

from handler.core.signing import signed, verify
from handler.dialects.phrasebook.book import Book
from handler.dialects.phrasebook.common import EDGES, SHARP_FITS, bit
from handler.dialects.phrasebook.vendor import Vendor

__all__ = ["operations", "parse", "signed", "verify", "write"]

BOOK = Book(
    names={
        "width": "w",
        "height": "h",
        "quality": "q",
        "format": "fm",
        "bg": "bg",
        "blur": "blur",
        "sharpen": "sharp",
        "rotate": "rot",
        "extend": "pad",
    },
    phrases={
        "fit": SHARP_FITS,
        "position": EDGES,
        "crop": {"smart": "crop=smart"},
        "enlarge": {"0": "grow=no", "1": ""},
        "flip": bit("flip=v"),
        "flop": bit("flip=h"),
        "negate": bit("invert=true"),
        "grayscale": bit("sat=-100"),
        "lossless": bit("lossless=true"),
        "progressive": {"1": "kind=pjpg", "0": ""},
        "metadata": {"0": "metadata=strip", "1": "metadata=keep"},
    },
    refused={
        "gamma": "it is a factor there; gam is -100 to 100 at our own door",
        "trim": "it is a part of the range there; trim-tol is 0 to 255 at our own door",
        **dict.fromkeys(("normalize", "removealpha", "adaptive", "nearlossless"), "there is no word for it"),
        "olrepeat": "mark lays a picture over this one at our own door",
    },
    fit="crop",
)
KEYCDN = Vendor("keycdn", "KeyCDN", BOOK)
parse, write, operations = KEYCDN.parse, KEYCDN.write, KEYCDN.operations
