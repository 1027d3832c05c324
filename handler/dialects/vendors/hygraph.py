"""Hygraph: operations stand in the path between the environment and the picture's handle.

`{environment}/resize=fit:crop,width:300,height:200/output=format:webp/{handle}`; the key is `environment/handle`.
https://hygraph.com/docs/api-reference/assets/transform-assets
"""

from urllib.parse import quote

from handler.core.keys import decode
from handler.core.signing import signed, verify
from handler.core.suggest import SHOWN
from handler.dialects.interface import DialectRequest, Operation, PictureReply, Reply
from handler.dialects.phrasebook.book import SHARED, Book
from handler.dialects.phrasebook.grouped import GROUPS, Grammar
from handler.dialects.phrasebook.vendor import Vendor
from handler.errors import Inexpressible

__all__ = ["operations", "parse", "signed", "verify", "write"]

GRAMMAR = Grammar(opens="=", gives=":", bare=True)
AUTO = "auto_image"

BOOK = Book(
    names={"resize.width": "w", "resize.height": "h", "quality.value": "q", "output.format": "fm"},
    phrases={
        AUTO: {"1": "auto=format"},
        "resize.fit": {"clip": "fit=clip", "crop": "fit=crop", "scale": "fit=scale", "max": "fit=max"},
        "resize.align": {
            "center": "",
            **{edge: f"crop={edge}" for edge in ("top", "bottom", "left", "right")},
        },
        "output.format": {"auto": "auto=format"},
    },
    fit="clip",
)
HYGRAPH = Vendor("hygraph", "Hygraph", BOOK)


def parse(asked: DialectRequest) -> Reply:
    """Return the picture that is meant."""
    segments = decode(asked.path).split(GROUPS)
    said = list(filter(_operates, segments[:-1]))
    key = GROUPS.join([*(part for part in segments[:-1] if part not in said), segments[-1]])
    query = "&".join(filter(None, [GRAMMAR.query(GROUPS.join(said)), asked.query]))
    return HYGRAPH.parse(asked._replace(path=quote(key).encode(), query=query))


def write(picture: PictureReply) -> str:
    """Return the path, and what a link says besides; Inexpressible where there is no word."""
    key, _, query = HYGRAPH.write(picture).partition("?")
    parts = query.split("&") if query else []
    terms = [part for part in parts if part.partition("=")[0] in SHARED]
    text = GRAMMAR.text("&".join(part for part in parts if part not in terms))
    before, _, handle = key.rpartition(GROUPS)
    if folder := next(filter(_operates, decode(before.encode()).split(GROUPS)), None):
        raise Inexpressible(f"hygraph reads the folder {folder[:SHOWN]} as an operation")
    path = GROUPS.join(filter(None, [before, text, handle]))
    return f"{path}?{'&'.join(terms)}" if terms else path


def _operates(part: str) -> bool:
    """Return whether a part of the path, before the handle, is an operation."""
    return part == AUTO or GRAMMAR.opens in part


def operations() -> tuple[Operation, ...]:
    """Return the one operation."""
    return HYGRAPH.operations()
