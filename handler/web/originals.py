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
from handler.core.source_file import SourceFacts, SourceFile, Span
from handler.errors import ImageError, NotAllowed
from handler.recipe import Recipe
from handler.storage.bucket import Bucket
from handler.storage.s3_client import presigned
from handler.storage.sources import Folder, SourceBackend, Sources
from handler.web import responses
from handler.web.preconditions import Validators, conditional, span, unchanged
from handler.web.responses import Heading, Terms, carried_as_stream, too_big

SNIFFED_BYTES = 64
"""How many leading bytes tell a file's kind."""

WHOLE_BYTES = 5_000_000
"""The most that is read whole before it is sent: a little more than any front carries that does not stream."""

PIECE_BYTES = 262_144
"""How much of a larger file is read, and sent, at once."""


MORE = {"accept-ranges": "bytes", "content-security-policy": responses.SANDBOX}
"""Headers of every answer that is made of a stored file."""


class OriginalRequest(NamedTuple):
    """A request for an original. room: bytes that the front can carry, None where it has no limit."""

    source: Stored
    headers: Mapping[str, str]
    method: str
    room: int | None

    @property
    def all(self) -> bool:
        """Whether all bytes are wanted, whatever there is."""
        return self.method == "GET" and "range" not in self.headers and not conditional(self.headers)


class FoundFile(NamedTuple):
    """A stored file that is there. key: inside its place."""

    place: SourceBackend
    key: str
    facts: SourceFacts


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
    room = asked.room
    streams = room is not None and carried_as_stream(room)
    if room is not None and streams:
        room = min(room, limits.original)
    if asked.all and not streams and isinstance(place, Bucket):
        # One call tells what there is and gives it; where large files are streamed a HEAD says first which this is.
        with place.get(key) as file:
            facts = file.facts
            if facts.size <= (WHOLE_BYTES if room is None else min(room, WHOLE_BYTES)):
                return _read(file, asked, limits, terms)
    else:
        facts = place.head(key)
    state = _state(asked, facts)
    if unchanged(asked.headers, state):
        return responses.not_modified(state, terms, MORE)
    with place.get(key, Span(0, min(SNIFFED_BYTES, facts.size)) if facts.size else None, facts) as start:
        heading = _heading(state, start, terms)
    if asked.method == "HEAD":
        return responses.head(heading, facts.size)
    return _sent(FoundFile(place, key, facts), asked, heading, room, limits)


def _sent(found: FoundFile, asked: OriginalRequest, heading: Heading, room: int | None, limits: Limits) -> Response:
    """Answer a file, or the part that is asked for, as the front can carry it. room: bytes, None for any number."""
    place, key, facts = found
    part = span(asked.headers, heading.state, facts.size)
    size = facts.size if part is None else part.stop - part.start
    if room is not None and size > room:
        return responses.see_other(_link(found, heading, too_big(facts.size, room)), heading.terms)
    if part is None and isinstance(place, Folder):
        return Whole(place.path(key), media_type=heading.media_type, headers=heading.headers())
    if room is not None and size > WHOLE_BYTES:  # which no other front carries
        return Transfer(place.get(key, part, facts), size, heading, part, facts.size)
    limits.check_bytes(size)
    with place.get(key, part, facts) as blob:
        return responses.portion(blob.read(), heading, part, facts.size)


def _link(found: FoundFile, heading: Heading, otherwise: ImageError) -> str:
    """Return the address of a file in S3; of one in a folder there is none, which is the error."""
    if not isinstance(found.place, Bucket):
        raise otherwise
    key = f"{found.place.prefix}{found.key}"
    return presigned(found.place.name, key, ResponseContentType=heading.media_type)


def _read(file: SourceFile, asked: OriginalRequest, limits: Limits, terms: Terms) -> Response:
    """Answer all of a file that is open."""
    heading = _heading(_state(asked, file.facts), file, terms)
    limits.check_bytes(file.size)
    file.seek(0)
    return responses.portion(file.read(), heading, None, file.size)


def _state(asked: OriginalRequest, facts: SourceFacts) -> Validators:
    return Validators(Recipe.of(asked.source).digest((facts.version,), "original"), facts.modified)


def _heading(state: Validators, file: SourceFile, terms: Terms) -> Heading:
    """Return the heading of a file, whose first bytes tell its type."""
    row = catalogue.FORMATS[codecs.sniff(file.read(SNIFFED_BYTES))]
    if row.reading and row.reading.active:
        # As where originals are off; nor may a failure of the source be remembered that renditions do not meet.
        raise NotAllowed(f"{row.label} is never sent as it is stored; a parameter, as w=300, makes a rendition")
    return Heading(row.media_type, state, terms, MORE)


def _next(pieces: Iterator[bytes]) -> bytes:
    return next(pieces, b"")


async def _end_with_client(receive: Receive, sending: CancelScope) -> None:
    """End the sending when the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
    sending.cancel()
