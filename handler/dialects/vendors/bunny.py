"""Bunny: the dynamic images of its Optimizer, which enlarge only where `upscaling` says so.

It has no `fit`; Nuxt Image writes one all the same, and what it means there is done.

https://docs.bunny.net/optimizer/dynamic-images
"""

from handler.core.signing import signed, verify
from handler.dialects.phrasebook.book import Book
from handler.dialects.phrasebook.common import SHARP_FITS, SHARPENING, part_reader, switch
from handler.dialects.phrasebook.vendor import Vendor

__all__ = ["operations", "parse", "signed", "verify", "write"]

BOOK = Book(
    names={
        "width": "w",
        "height": "h",
        "quality": "q",
        "output": "fm",
        "format": "fm",
        "aspect_ratio": "ar",
        "blur": "blur",
        "brightness": "bri",
        "contrast": "con",
        "saturation": "sat",
        "sepia": "sepia",
        "class": "preset",
    },
    phrases={
        "fit": SHARP_FITS,
        "sharpen": SHARPENING,
        "flip": switch("flip=v"),
        "flop": switch("flip=h"),
        "upscaling": {"off": "", "resampling": "grow=yes"},
        "output": {"auto": "auto=format"},
        "auto_optimize": {"low": "q=85", "medium": "q=75", "high": "q=60"},
    },
    readings={"crop": part_reader()},
    refused={
        "crop_gravity": "a part is where crop=width,height,x,y says",
        "hue": "it is no angle there; hue turns colours by degrees at our own door",
        "face_crop": "crop=faces does it at our own door",
    },
    fit="clip",
    grows=False,
    keeps=False,
)
BUNNY = Vendor("bunny", "Bunny Optimizer", BOOK)
parse, write, operations = BUNNY.parse, BUNNY.write, BUNNY.operations
