"""Stored pictures: a key in the path, and in the query what becomes of it; without a query the file as it is stored."""

from urllib.parse import quote

from handler.core.keys import checked_key, decode
from handler.core.signing import signed, verify
from handler.core.source import Stored
from handler.dialects.interface import SAMPLES, DialectRequest, Operation, PathField, PictureReply, Reply
from handler.dialects.native import query_form, query_writer
from handler.dialects.native.vocabulary import DECLARED
from handler.errors import Inexpressible

__all__ = ["KEY", "operations", "parse", "signed", "verify", "write"]

KEY = PathField("key", "The picture's key.", SAMPLES)


def parse(asked: DialectRequest) -> Reply:
    """Return the picture, or with fm=json its facts."""
    return query_form.parse(asked.query, checked_key(decode(asked.path)), asked.presets, asked.hints)


def write(picture: PictureReply) -> str:
    """Return the key, and the query where something becomes of it; Inexpressible for a picture without a key."""
    source = picture.recipe.source
    if not isinstance(source, Stored):
        raise Inexpressible("the address of a stored picture has a key, which this picture has not")
    query = query_writer.write_picture(picture)
    return f"{quote(source.key)}?{query}" if query else quote(source.key)


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
