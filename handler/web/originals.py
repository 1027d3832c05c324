"""Originals: stored files byte for byte, whole or in part, sandboxed so that no browser runs what is in them."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from anyio import CancelScope
from anyio.to_thread import run_sync
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from handler import codecs
from handler.core.formats import catalogue
from handler.core.limits import Limits
from handler.core.source import Stored
from handler.core.source_file import SourceFile, Span
from handler.recipe import Recipe
from handler.storage.bucket import Bucket
from handler.storage.s3_client import presigned
from handler.storage.sources import Folder, Sources
from handler.web import responses
from handler.web.preconditions import Validators, span, unchanged
from handler.web.responses import Heading, Terms, carried_as_stream, too_big

SNIFFED_BYTES = 64
"""How many leading bytes tell a file's kind."""

WHOLE_BYTES = 5_000_000
"""The most that is read whole before it is sent: a little more than any front carries that does not stream."""

PIECE_BYTES = 262_144
"""How much of a larger file is read, and sent, at once."""


class OriginalRequest(NamedTuple):
    """A request for an original. room: bytes that the front can carry, None where it has no limit."""

    source: Stored
    headers: Mapping[str, str]
    method: str
    room: int | None


class Whole(FileResponse):
    """A whole file from disk. Ranges are judged before: Starlette's own judgement of Range ignores If-None-Match."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, with Range hidden from Starlette."""
        plain = [(name, value) for name, value in scope["headers"] if name not in {b"range", b"if-range"}]
        await super().__call__({**scope, "headers": plain}, receive, send)


class Transfer(Response):
    """A stored file that is sent while it is read, for what is too large to be held in memory.

    1. The length is told before, as with everything else that is sent.
    2. The first piece is here before the status is: what is wrong with the file from the start is still an error with
       its own status. What breaks off later ends the answer before its length, which every client notices.
    3. It ends when the client leaves; a piece that is being read then is not waited for. However it ends, the file is
       closed.
    """

    def __init__(self, file: SourceFile, length: int, heading: Heading, part: Span | None, size: int) -> None:
        """Read the first piece. length: bytes to send. part, size: what of the stored file these are."""
        try:
            self.pieces = file.pieces(PIECE_BYTES)
            self.first = next(self.pieces, b"")
        except BaseException:
            file.close()
            raise
        self.file, self.body, self.background = file, b"", None
        plain = responses.portion(b"", heading, part, size)
        self.status_code, self.raw_headers = plain.status_code, plain.raw_headers
        self.headers["content-length"] = str(length)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file."""
        del scope
        with CancelScope() as sending:
            leaving = asyncio.create_task(_end_with_client(receive, sending))
            try:
                await self._send(send)
            finally:
                leaving.cancel()
                # Elsewhere: it waits for a read that is under way, which nobody here does.
                asyncio.get_running_loop().run_in_executor(None, self.file.close)

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        piece = self.first
        while piece:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            piece = await run_sync(_next, self.pieces, abandon_on_cancel=True)
        await send({"type": "http.response.body", "body": b""})


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
            return responses.see_other(link, terms)
        raise too_big(facts.size, room)
    if part is None and isinstance(place, Folder):
        return Whole(place.path(key), media_type=media_type, headers=heading.headers())
    if room is not None and size > WHOLE_BYTES:  # which no other front carries
        return Transfer(place.get(key, part, facts), size, heading, part, facts.size)
    limits.check_bytes(size)
    with place.get(key, part, facts) as blob:
        body = blob.read()
    return responses.portion(body, heading, part, facts.size)


def _next(pieces: Iterator[bytes]) -> bytes:
    return next(pieces, b"")


async def _end_with_client(receive: Receive, sending: CancelScope) -> None:
    """End the sending when the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
    sending.cancel()
