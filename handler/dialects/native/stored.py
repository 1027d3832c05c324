"""Stored pictures: a key in the path, and in the query what becomes of it; without a query the file as it is stored."""

from handler.core.keys import checked_key, decode
from handler.core.signing import signed, verify
from handler.dialects.interface import SAMPLES, DialectRequest, Operation, PathField, Reply
from handler.dialects.native import query_form
from handler.dialects.native.vocabulary import DECLARED

__all__ = ["KEY", "operations", "parse", "signed", "verify"]

KEY = PathField("key", "The picture's key.", SAMPLES)


def parse(asked: DialectRequest) -> Reply:
    """Return the picture, or with fm=json its facts."""
    return query_form.parse(asked.query, checked_key(decode(asked.path)), asked.presets, asked.hints)


def operations() -> tuple[Operation, ...]:
    """Return the one operation."""
    return (
        Operation(
            "images",
            "{key}",
            "Get a stored picture, resized, cropped, converted",
            "Return a stored picture, changed as the parameters say; without one, as it is stored.",
            (KEY,),
            DECLARED,
        ),
    )
