"""Contentstack: its image delivery, in Fastly's words, but `cover` crops, and it enlarges unless `disable` says not to.

https://www.contentstack.com/docs/developers/apis/image-delivery-api
"""

from handler.core.signing import signed, verify
from handler.dialects.phrasebook.book import Book
from handler.dialects.phrasebook.vendor import Vendor
from handler.dialects.vendors.fastly import AUTO, FORMATS

__all__ = ["operations", "parse", "signed", "verify", "write"]

FITS = {"bounds": "fit=clip", "crop": "fit=crop", "cover": "fit=crop"}

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
    phrases={"fit": FITS, "auto": AUTO, "format": FORMATS, "disable": {"upscale": "grow=no"}},
    refused={
        **dict.fromkeys(("crop", "canvas", "trim"), "a part is rect at our own door"),
        "pad": "it has a side each: pad-left and the others at our own door",
        "sharpen": "it is usm at our own door",
        "overlay": "it is mark at our own door",
        "resize-filter": "the filter is chosen by the size",
    },
    idle=("environment", "branch"),
    fit="scale",
)
CONTENTSTACK = Vendor("contentstack", "Contentstack", BOOK)
parse, write, operations = CONTENTSTACK.parse, CONTENTSTACK.write, CONTENTSTACK.operations
