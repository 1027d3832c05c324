"""Door: what the table of dialects names: a path of thumbor's becomes a reply, and a picture such a path.

1. A path is a signature or `unsafe`, then the words of `address`, then the picture. The query takes nothing.
2. Without a format the stored kind stays, whatever Accept says; `meta` asks for facts.
3. What is written is checked by reading it: it says the same picture, or Inexpressible names what cannot be said.
"""

from typing import Any

from handler.core.delivery import Delivery
from handler.core.formats.abilities import WITHOUT_QUALITY
from handler.core.keys import decode
from handler.core.output import Output
from handler.core.query_string import pairs, tracks
from handler.dialects.foreign.words import declared, recipe_of, unknown
from handler.dialects.interface import (
    SAMPLES,
    DialectRequest,
    FactsReply,
    Operation,
    PathField,
    PictureReply,
    Reply,
)
from handler.dialects.thumbor.address import path_words
from handler.dialects.thumbor.filters.table import filtered
from handler.dialects.thumbor.meta import document
from handler.dialects.thumbor.signature import UNSAFE, is_signature, signature_and_rest, signed, verify
from handler.dialects.thumbor.source import source_of
from handler.dialects.thumbor.writer import write
from handler.errors import InvalidParameter

__all__ = ["operations", "parse", "signed", "verify", "write"]

LOSSLESS_QUALITY = 100
"""At this quality thumbor writes a WebP without loss."""


def parse(asked: DialectRequest) -> Reply:
    """Return the picture that a path means, or with `meta` its facts."""
    for name, _ in pairs(asked.query):
        if not tracks(name):
            raise unknown(name, ())
    first, rest = signature_and_rest(asked.path)
    if first != UNSAFE and not is_signature(first):
        said = "a path begins with a signature or unsafe, as /unsafe/300x200/bee.jpg"
        raise InvalidParameter(said, parameter="signature")
    return thumbor_reply(decode(rest), asked.base)


def thumbor_reply(path: str, base: str = "") -> PictureReply | FactsReply:
    """Return what a decoded path means, without its signature. base: what viewers have before this service's paths."""
    said = path_words(path)
    draft = filtered(said)
    source = source_of(draft.image, dict(draft.source), base)
    delivery = declared(Delivery, "filters", "", **dict(draft.delivery))
    picture = PictureReply(recipe_of(source, draft.ops, _output(dict(draft.output)), "filters"), delivery)
    if not said.meta:
        return picture
    return FactsReply(picture, document=document(draft.image, picture.recipe.ops))


def _output(fields: dict[str, Any]) -> Output:
    """Return the output; a quality is left out where the format has none, as thumbor does."""
    formats = fields.get("formats", ("source",))
    if formats == ("webp",) and fields.get("quality") == LOSSLESS_QUALITY:
        fields["lossless"] = True
    if set(formats) <= WITHOUT_QUALITY or fields.get("lossless"):
        fields = {name: value for name, value in fields.items() if name not in {"quality", "max_bytes"}}
    return declared(Output, "filters", "", **fields)


def operations() -> tuple[Operation, ...]:
    """Return the one operation that is told: a size and a key."""
    fields = (
        PathField("signature", "The signature of what follows, or unsafe.", (UNSAFE,), str),
        PathField("size", "Width and height, and before and after them thumbor's other words.", ("300x200",), str),
        PathField("key", "The picture's key.", SAMPLES),
    )
    said = "Return a stored picture, changed as the words before its key say; docs/thumbor.md has them all."
    return (
        Operation("thumbor", "{signature}/{size}/{key}", "Get a stored picture by a path of thumbor's", said, fields),
    )
