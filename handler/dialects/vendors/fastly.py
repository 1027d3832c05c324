"""Fastly: its Image Optimizer, in which `cover` cuts nothing, and which enlarges only where `enable` says so.

https://www.fastly.com/documentation/reference/io/
"""

from handler.core.signing import signed, verify
from handler.dialects.phrasebook.book import Book
from handler.dialects.phrasebook.common import FRAMES
from handler.dialects.phrasebook.vendor import Vendor

__all__ = ["AUTO", "FORMATS", "ORIENT", "operations", "parse", "signed", "verify", "write"]

AUTO = dict.fromkeys(("webp", "avif", "jxl", "avif,webp", "webp,avif"), "auto=format")
FORMATS = {"auto": "auto=format", "pjpeg": "fm=pjpg", "webpll": "fm=webp&lossless=true", "webply": "fm=webp"}
ORIENT = {"r": "or=6", "l": "or=8", "h": "or=2", "v": "or=4", "hv": "or=3", "vh": "or=3"}
"""What the letters are among EXIF's numbers, which are words too."""

BOOK = Book(
    names={
        "width": "w",
        "height": "h",
        "quality": "q",
        "format": "fm",
        "bg-color": "bg",
        "blur": "blur",
        "dpr": "dpr",
        "orient": "or",
        "brightness": "bri",
        "contrast": "con",
        "saturation": "sat",
    },
    phrases={
        "fit": {"bounds": "fit=clip", "crop": "fit=crop", "cover": "fit=outside"},
        "auto": AUTO,
        "format": FORMATS,
        "orient": ORIENT,
        "enable": {"upscale": "grow=yes"},
        "disable": {"upscale": "grow=no"},
        "optimize": {"low": "q=85", "medium": "q=75", "high": "q=60"},
        "metadata": {"copyright": ""},
    },
    readings={"frame": FRAMES},
    refused={
        **dict.fromkeys(("crop", "precrop", "canvas", "trim", "trim-color"), "a part is rect at our own door"),
        "pad": "it has a side each: pad-left and the others at our own door",
        "sharpen": "it is usm at our own door",
        **dict.fromkeys(("level", "profile", "resize-filter", "montage"), "there is no word for it"),
    },
    fit="scale",
    grows=False,
)
FASTLY = Vendor("fastly", "Fastly Image Optimizer", BOOK)
parse, write, operations = FASTLY.parse, FASTLY.write, FASTLY.operations
