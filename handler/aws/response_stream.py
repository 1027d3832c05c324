"""Response stream: the answer to one invocation, sent to Lambda while it is made.

It is one POST in chunks. What Lambda calls the prelude comes first: status and headers as JSON, then eight NUL bytes;
then the body, as it is. A failure after that is told in trailers behind the last chunk.

1. Nobody writes faster than Lambda reads: `write` waits.
2. Where Lambda closes the connection, or answers before the end, nobody wants the rest: `gone` is set, and what is
   written from then on is dropped.
3. The connection is closed once the answer is out, as Lambda asks for. One that is closed in between says by that
   alone that the answer is not whole.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming
"""

import asyncio
import json
from base64 import b64encode
from collections.abc import Iterable
from contextlib import suppress
from http import HTTPStatus

from handler.aws.runtime_api import ERROR_TYPE, ROOT, RuntimeFault

ERROR_BODY = "Lambda-Runtime-Function-Error-Body"
MEDIA_TYPE = "application/vnd.awslambda.http-integration-response"
DELIMITER = bytes(8)
LOST = (OSError, asyncio.IncompleteReadError, ValueError, IndexError)
"""What reading an answer raises that does not come, or is none."""


class ResponseStream:
    """The answer to the invocation of this id. address: of the Runtime API."""

    def __init__(self, address: str, request_id: str) -> None:
        """Open nothing yet. An event loop has to run."""
        self.address, self.request_id = address, request_id
        self.writer: asyncio.StreamWriter | None = None
        self.whole = False
        """Whether the end has been written."""
        self.status = 0
        """What Lambda has answered, 0 for nothing."""
        self.gone = asyncio.Event()
        """Set when nobody takes any more: Lambda has left, or has answered."""

    @property
    def begun(self) -> bool:
        """Whether anything has been sent."""
        return self.writer is not None

    async def begin(self, status: int, headers: Iterable[tuple[bytes, bytes]]) -> None:
        """Send the prelude. OSError where Lambda cannot be reached."""
        host, _, port = self.address.rpartition(":")
        reader, self.writer = await asyncio.open_connection(host, int(port))
        self.answering = asyncio.create_task(self._answered(reader, self.writer))
        head = (
            f"POST {ROOT}/invocation/{self.request_id}/response HTTP/1.1",
            f"Host: {self.address}",
            f"Content-Type: {MEDIA_TYPE}",
            "Lambda-Runtime-Function-Response-Mode: streaming",
            "Transfer-Encoding: chunked",
            f"Trailer: {ERROR_TYPE}, {ERROR_BODY}",
            "Connection: close",
        )
        self.writer.write("\r\n".join((*head, "", "")).encode())
        await self.write(prelude(status, headers))

    async def write(self, data: bytes) -> None:
        """Send a part of the body, and wait until there is room for the next."""
        if not data or self.gone.is_set() or self.writer is None:
            return  # a chunk of no bytes would be the end
        self.writer.writelines((f"{len(data):x}\r\n".encode(), data, b"\r\n"))
        try:
            await self.writer.drain()
        except OSError:
            self.gone.set()

    def end(self, fault: RuntimeFault | None = None) -> None:
        """Send the end. fault: why there is not more."""
        if self.whole or self.gone.is_set() or self.writer is None:
            return
        trailers = {}
        if fault:
            trailers = {ERROR_TYPE: fault.kind, ERROR_BODY: b64encode(fault.body(self.request_id)).decode()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in trailers.items())
        self.writer.write(f"0\r\n{lines}\r\n".encode())
        self.whole = True

    async def close(self, seconds: float) -> bool:
        """Wait at most so long for what Lambda says of it, and close the connection; whether all has arrived."""
        if self.writer is None:
            return False
        try:
            if self.whole:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.answering, seconds)
        finally:
            self.answering.cancel()
            self.writer.transport.abort()  # what has not been taken by now never will be
        return self.whole and self.status == HTTPStatus.ACCEPTED

    async def _answered(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Wait for Lambda's answer. One that comes before the end frees whoever waits for room."""
        with suppress(*LOST):
            self.status = int((await reader.readline()).split()[1])
        self.gone.set()
        if not self.whole:
            writer.transport.abort()


def prelude(status: int, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return status and headers as Lambda reads them; several of one name as one, but for cookies."""
    joined: dict[str, str] = {}
    cookies: list[str] = []
    for name, value in ((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in headers):
        if name == "set-cookie":
            cookies.append(value)
        else:
            joined[name] = f"{joined[name]},{value}" if name in joined else value
    said = {"statusCode": status, "headers": joined, "cookies": cookies}
    return json.dumps(said).encode() + DELIMITER
