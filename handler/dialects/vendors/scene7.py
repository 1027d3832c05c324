"""Scene7: Adobe's Dynamic Media. `fit` says in a second value whether it enlarges; without it both sides are exact.

https://experienceleague.adobe.com/en/docs/dynamic-media-developer-resources/image-serving-api/image-serving-api/http-protocol-reference/command-reference/r-fit
"""

from handler.core.signing import signed, verify
from handler.dialects.literals import Malformed, integer
from handler.dialects.phrasebook.book import Book, Given, WordReader
from handler.dialects.phrasebook.common import part_reader
from handler.dialects.phrasebook.vendor import Vendor, without

__all__ = ["operations", "parse", "signed", "verify", "write"]

MODES = {"fit": "fill", "constrain": "clip", "crop": "crop", "wrap": "outside", "stretch": "scale"}


def _quality(text: str) -> Given:
    quality, _, sampled = text.partition(",")
    if sampled not in {"", "0"}:
        raise Malformed("the encoder chooses how colours are sampled; leave the second value out")
    return {"q": str(integer(quality))}


BOOK = Book(
    names={"wid": "w", "hei": "h", "fmt": "fm", "bgc": "bg", "dpr": "dpr"},
    phrases={
        "fit": {
            **{mode: f"fit={fit}" for mode, fit in MODES.items()},
            **{f"{mode},1": f"fit={fit}" for mode, fit in MODES.items()},
            "fit,0": "fit=fillmax",
            "constrain,0": "fit=max",
            "crop,0": "fit=min",
        },
        "fmt": {"png-alpha": "fm=png", "webp-alpha": "fm=webp", "avif-alpha": "fm=avif", "gif-alpha": "fm=gif"},
        "resMode": dict.fromkeys(("bilin", "bicub", "sharp2", "bisharp"), ""),
        "op_sharpen": {"0": "", "1": "sharp=10"},
    },
    readings={
        "qlt": WordReader(_quality, lambda given: given["q"], ("q",)),
        "crop": part_reader(corner_first=True),
    },
    refused={
        **dict.fromkeys(("scl", "rgn", "align", "layer", "op_usm", "op_colorize"), "there is no word for it"),
    },
    fit="fill",
)
SCENE7 = Vendor("scene7", "Adobe Dynamic Media", BOOK, key_of=without("is/image/"))
parse, write, operations = SCENE7.parse, SCENE7.write, SCENE7.operations
