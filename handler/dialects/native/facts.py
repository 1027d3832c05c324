"""Facts: a key and a query as for a stored picture; what is told is the size and format, not the picture."""

from handler.core.keys import checked_key, decode
from handler.core.signing import signed, verify
from handler.dialects.interface import DialectRequest, Operation, Reply
from handler.dialects.native import query_form, stored
from handler.dialects.native.stored import write
from handler.dialects.native.vocabulary import DECLARED

__all__ = ["operations", "parse", "signed", "verify", "write"]


def parse(asked: DialectRequest) -> Reply:
    """Return the facts of a picture; without a query, those of the stored file."""
    return query_form.parse_facts(asked.query, checked_key(decode(asked.path)), asked.presets, asked.hints)


def operations() -> tuple[Operation, ...]:
    """Return the one operation."""
    return (
        Operation(
            "info",
            "{key}",
            "Get the facts of a picture, and what a request would make of it",
            "Return facts of a stored picture and, with parameters, of the result. Pixels are read for placeholders "
            "and faces alone.",
            (stored.KEY,),
            DECLARED,
            answers="facts",
        ),
    )
