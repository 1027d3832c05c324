"""Facts: a key and a query as for a stored picture; what is told is the size and format, not the picture."""

from handler.core.signing import signed, verify
from handler.dialects.interface import DialectRequest, FactsReply, Operation, PictureReply, Reply
from handler.dialects.native import stored
from handler.dialects.native.vocabulary import DECLARED

__all__ = ["operations", "parse", "signed", "verify"]


def parse(asked: DialectRequest) -> Reply:
    """Return the facts of a picture; without a query, those of the stored file."""
    meant = stored.parse(asked)
    return FactsReply(meant, bare=meant.delivery.original) if isinstance(meant, PictureReply) else meant


def operations() -> tuple[Operation, ...]:
    """Return the one operation."""
    return (
        Operation(
            "info",
            "{key}",
            "Get the facts of a picture, and what a request would make of it",
            "Return facts of a stored picture and, with parameters, of the result, without reading its pixels.",
            (stored.KEY,),
            DECLARED,
            answers="facts",
        ),
    )
