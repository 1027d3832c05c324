"""Cloudimage, and Filerobot, which has its words: `fit` pads, `cover` distorts, and Accept decides of the format.

https://docs.cloudimage.io/transformations/image-operations
"""

from handler.core.signing import signed, verify
from handler.dialects.phrasebook.book import Book
from handler.dialects.phrasebook.common import EDGES, RADIUS, bit
from handler.dialects.phrasebook.vendor import Vendor, without

__all__ = ["operations", "parse", "signed", "verify", "write"]

BOOK = Book(
    names={
        "w": "w",
        "h": "h",
        "width": "w",
        "height": "h",
        "q": "q",
        "quality": "q",
        "dpr": "dpr",
        "force_format": "fm",
        "bg_color": "bg",
        "bg_colour": "bg",
        "r": "rot",
        "blur": "blur",
    },
    readings={"radius": RADIUS},
    phrases={
        "func": {
            "crop": "fit=crop",
            "fit": "fit=fill",
            "cover": "fit=scale",
            "bound": "fit=clip",
            "boundmin": "fit=outside",
        },
        "gravity": {**EDGES, "face": "crop=faces", "auto": "crop=smart", "smart": "crop=smart"},
        "org_if_sml": bit("grow=no"),
        "force_format": {"auto": "auto=format", "original": "fm=source"},
        "grey": bit("sat=-100"),
    },
    refused={
        "cropfit": "it depends on the stored size",
        "ci_url_encoded": "the path is a key, and no address",
        **dict.fromkeys(("wat", "wat_url"), "it is mark at our own door"),
        **dict.fromkeys(("p", "preset"), "presets are not shared"),
    },
    fit="crop",
    keeps=False,
)
CLOUDIMAGE = Vendor("cloudimage", "Cloudimage and Filerobot", BOOK, key_of=without("v7/"))
parse, write, operations = CLOUDIMAGE.parse, CLOUDIMAGE.write, CLOUDIMAGE.operations
