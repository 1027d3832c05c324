"""Umbraco: ImageSharp.Web, whose `rmode` crops where it is not said.

https://docs.sixlabors.com/articles/imagesharp.web/processingcommands.html
"""

from handler.core.signing import signed, verify
from handler.dialects.literals import Malformed, decimal, plain_number
from handler.dialects.phrasebook.book import Book, Given, WordReader
from handler.dialects.phrasebook.common import EDGES
from handler.dialects.phrasebook.vendor import Vendor

__all__ = ["operations", "parse", "signed", "verify", "write"]

SAMPLERS = ("bicubic", "box", "catmullrom", "hermite", "lanczos2", "lanczos3", "lanczos5", "lanczos8", "mitchell")


def _focal(text: str) -> Given:
    place = [plain_number(decimal(part)) for part in text.split(",")]
    if len(place) != 2:  # noqa: PLR2004 - across and down
        raise Malformed("it is x,y, each 0 to 1, as 0.3,0.5")
    return {"crop": "focalpoint", "fp-x": place[0], "fp-y": place[1]}


def _placed(given: Given) -> str | None:
    if given.get("crop") != "focalpoint":
        return None
    return f"{given.get('fp-x', '0.5')},{given.get('fp-y', '0.5')}"


BOOK = Book(
    names={"width": "w", "height": "h", "quality": "q", "format": "fm", "bgcolor": "bg", "rnd": "v"},
    phrases={
        "rmode": {
            "crop": "fit=crop",
            "pad": "fit=fill",
            "boxpad": "fit=fillmax",
            "max": "fit=clip",
            "stretch": "fit=scale",
        },
        "ranchor": {
            **{f"{edge}{side}": f"crop={edge},{side}" for edge in ("top", "bottom") for side in ("left", "right")},
            **EDGES,
        },
        "rsampler": dict.fromkeys(SAMPLERS, ""),
        **{word: {"true": "", "false": ""} for word in ("compand", "orient")},
    },
    readings={"rxy": WordReader(_focal, _placed, ("crop", "fp-x", "fp-y"))},
    refused={"cc": "a part is rect at our own door", "hmac": "links are signed by s, or by nothing"},
    fit="crop",
)
UMBRACO = Vendor("umbraco", "Umbraco", BOOK)
parse, write, operations = UMBRACO.parse, UMBRACO.write, UMBRACO.operations
