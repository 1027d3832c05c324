"""Originals: stored files as they are, byte for byte, whole or in part, so that a browser is safe from them."""

from collections.abc import Mapping
from typing import NamedTuple

from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from handler import codecs
from handler.core.formats import catalogue
from handler.core.limits import Limits
from handler.core.source import Stored
from handler.core.source_file import Span
from handler.recipe import Recipe
from handler.storage.bucket import Bucket
from handler.storage.s3_client import presigned
from handler.storage.sources import Folder, Sources
from handler.web import responses
from handler.web.preconditions import Validators, span, unchanged
from handler.web.responses import Heading, Terms, too_big
from handler.web.transfer import WHOLE_BYTES, Transfer, carried_as_stream

SNIFFED_BYTES = 64
"""So many leading bytes tell a file's kind."""


class OriginalRequest(NamedTuple):
    """A request for an original. room: bytes that the front can carry, None where it has no limit."""

    source: Stored
    headers: Mapping[str, str]
    method: str
    room: int | None


class Whole(FileResponse):
    """A file from disk, all of it. Starlette's own look at Range ignores If-None-Match, so it is spared it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file; conditions and ranges have been judged before."""
        plain = [(name, value) for name, value in scope["headers"] if name not in {b"range", b"if-range"}]
        await super().__call__({**scope, "headers": plain}, receive, send)


def answer(asked: OriginalRequest, sources: Sources, limits: Limits, terms: Terms) -> Response:
    """Answer a stored file: 304, a part, all of it inline or as a stream, or a link where the front cannot carry it."""
    place, key = sources.at(asked.source.key)
    facts = place.head(key)
    state = Validators(Recipe(source=asked.source).digest((facts.version,), "original"), facts.modified)
    more = {"accept-ranges": "bytes", "content-security-policy": responses.SANDBOX}
    if unchanged(asked.headers, state):
        return responses.not_modified(state, terms, more)
    with place.get(key, Span(0, min(SNIFFED_BYTES, facts.size)) if facts.size else None, facts) as start:
        media_type = catalogue.FORMATS[codecs.sniff(start.read())].media_type
    heading = Heading(media_type, state, terms, more)
    if asked.method == "HEAD":
        return responses.head(heading, facts.size)
    part = span(asked.headers, state, facts.size)
    size = facts.size if part is None else part.stop - part.start
    room = asked.room
    if room is not None and carried_as_stream(room):
        room = min(room, limits.original)
    if room is not None and size > room:
        if isinstance(place, Bucket):
            link = presigned(place.name, f"{place.prefix}{key}", ResponseContentType=media_type)
            return responses.elsewhere(link, terms)
        raise too_big(facts.size, room)
    if part is None and isinstance(place, Folder):
        return Whole(place.path(key), media_type=media_type, headers=heading.headers())
    if room is not None and size > WHOLE_BYTES:  # which no other front carries
        return Transfer(place.get(key, part, facts), size, heading, part, facts.size)
    limits.check_bytes(size)
    with place.get(key, part, facts) as blob:
        body = blob.read()
    return responses.portion(body, heading, part, facts.size)
