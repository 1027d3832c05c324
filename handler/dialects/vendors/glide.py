"""Glide: the PHP library of the League. `contain`, which it does where nothing is said, fits all of a picture in.

https://glide.thephpleague.com/
"""

from handler.core.signing import signed, verify
from handler.dialects.literals import Malformed, integer, plain_number
from handler.dialects.phrasebook.book import Book, Given, WordReader
from handler.dialects.phrasebook.common import part_reader
from handler.dialects.phrasebook.vendor import Vendor

__all__ = ["operations", "parse", "signed", "verify", "write"]

FITS = {
    "contain": "fit=clip",
    "max": "fit=max",
    "fill": "fit=fillmax",
    "fill-max": "fit=fill",
    "stretch": "fit=scale",
    "crop": "fit=crop",
    "crop-center": "fit=crop",
    "cover": "fit=crop",
    **{f"crop-{edge}": f"fit=crop&crop={edge}" for edge in ("top", "bottom", "left", "right")},
    **{
        f"crop-{edge}-{side}": f"fit=crop&crop={edge},{side}"
        for edge in ("top", "bottom")
        for side in ("left", "right")
    },
}
FOCAL = "crop-"
PERCENT = 100


def _fit(text: str) -> Given:
    place = [integer(part) for part in text.removeprefix(FOCAL).split("-")]
    if not text.startswith(FOCAL) or len(place) != 2 or max(place) > PERCENT:  # noqa: PLR2004 - across and down
        raise Malformed(f"it is crop-x-y, percent, as crop-25-75, or {', '.join(FITS)}")
    across, down = (plain_number(part / PERCENT) for part in place)
    return {"fit": "crop", "crop": "focalpoint", "fp-x": across, "fp-y": down}


def _fitted(given: Given) -> str | None:
    if (given.get("fit"), given.get("crop")) != ("crop", "focalpoint"):
        return None
    place = [float(given.get(name, "0.5")) * PERCENT for name in ("fp-x", "fp-y")]
    return f"{FOCAL}{place[0]:.0f}-{place[1]:.0f}"


BOOK = Book(
    names={
        "w": "w",
        "h": "h",
        "q": "q",
        "fm": "fm",
        "dpr": "dpr",
        "bri": "bri",
        "con": "con",
        "sharp": "sharp",
        "blur": "blur",
        "pixel": "px",
        "bg": "bg",
        "p": "preset",
    },
    phrases={
        "fit": FITS,
        "or": {"auto": "", "0": "or=1"},
        "flip": {"v": "flip=v", "h": "flip=h", "both": "flip=hv"},
        "filt": {"greyscale": "sat=-100", "sepia": "sepia=100"},
    },
    readings={"crop": part_reader(), "fit": WordReader(_fit, _fitted, ("fit", "crop", "fp-x", "fp-y"))},
    refused={
        "or": "its versions turn in either direction; rot turns clockwise at our own door",
        "gam": "it is a factor there; gam is -100 to 100 at our own door",
        "border": "it is drawn in three ways there; border=4,tomato at our own door surrounds the picture",
        **dict.fromkeys(
            ("mark", "markw", "markh", "markx", "marky", "markpad", "markpos", "markalpha", "markfit"),
            "mark lays a picture over this one at our own door",
        ),
    },
    fit="clip",
)
GLIDE = Vendor("glide", "Glide", BOOK)
parse, write, operations = GLIDE.parse, GLIDE.write, GLIDE.operations
