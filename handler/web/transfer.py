"""Transfer: a stored file that is sent while it is read, for what is too large to be held in memory.

1. The length is told before, as with everything else that is sent.
2. The first piece is here before the status is: what is wrong with the file from the start is still an error with its
   own status. What breaks off later ends the answer before its length, which every client notices.
3. It ends when the client leaves; a piece that is being read then is not waited for.
"""

import asyncio
from collections.abc import Iterator

from anyio import CancelScope
from anyio.to_thread import run_sync
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from handler.core.source_file import SourceFile, Span
from handler.web import responses
from handler.web.responses import Heading

STREAMED_BYTES = 200_000_000
"""The most that a front which streams carries in one answer."""

WHOLE_BYTES = 5_000_000
"""The most that is read whole before it is sent: a little more than any front carries that does not stream."""

PIECE_BYTES = 262_144
"""So much is read, and sent, at once."""


def carried_as_stream(room: int | None) -> bool:
    """Return whether a front streams. room: bytes that it carries, None for a server, which always does."""
    return room is None or room >= STREAMED_BYTES


class Transfer(Response):
    """A file on its way. It is closed when it has been sent, or has not."""

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


def _next(pieces: Iterator[bytes]) -> bytes:
    return next(pieces, b"")


async def _end_with_client(receive: Receive, sending: CancelScope) -> None:
    """End the sending when the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
    sending.cancel()
