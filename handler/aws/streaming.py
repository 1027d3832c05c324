"""Streaming: an HTTP event answered while the application still makes the answer.

Fronts that stream are Function URLs (InvokeMode RESPONSE_STREAM) and REST APIs (responseTransferMode STREAM). Their
events look the same whether they do or not: TINTYPE_STREAMING says that all of them before this function do.

1. What the application is asked is what it is asked without streaming: the event goes through Mangum and `fronts.Raw`.
2. The prelude goes with the first bytes of the body. Until then a failure is still one of the invocation.
3. Who has left is told to the application as `http.disconnect`, and what it sends from then on is dropped.
"""

import asyncio
import base64
import logging
from collections.abc import Callable
from typing import Any

from anyio import fail_after
from mangum.handlers import APIGateway, HTTPGateway
from mangum.types import LambdaConfig, LambdaHandler
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handler.aws.fronts import FUNCTION_URL, REST, Event, Front, Raw, front_of, sound_event
from handler.aws.response_stream import ResponseStream
from handler.aws.runtime_api import InvocationContext, RuntimeFault
from handler.errors import DeadlineExceeded, ImageError, failure
from handler.runtime.time_budget import STREAM_RESERVE, seconds_left
from handler.web.responses import STREAMED_BYTES

log = logging.getLogger("tintype")

ASGI = {"version": "3.0", "spec_version": "2.3"}
"""Of the specification, the version in which an application has to listen for who has left."""

Handler = Callable[[Event, Any], Event]

LEAST_SECONDS = 0.5
"""Seconds that the application gets at least, to answer that it is late."""

CLOSING_RESERVE = 0.1
"""Seconds of Lambda's time that are left when the stream is closed, whatever has arrived."""


READERS: dict[Front, type[LambdaHandler]] = {FUNCTION_URL: HTTPGateway, REST: APIGateway}
"""What of Mangum reads the events of the fronts that stream."""

CONFIG: LambdaConfig = {"api_gateway_base_path": "/", "text_mime_types": [], "exclude_headers": []}
"""Of which, to read an event, the first alone matters: nothing is taken off the path."""


def streams(event: object) -> bool:
    """Return whether an event comes through a front that streams.

    An HTTP API, which does not, can be set to send what looks like a REST API's, but for a version.
    """
    front = front_of(event)
    return front in READERS and not (front is REST and isinstance(event, dict) and "version" in event)


class Streaming:
    """The application as fronts that stream see it. handler: what answers an event at once."""

    def __init__(self, app: ASGIApp, handler: Handler, address: str) -> None:
        """Take the application and the address of the Runtime API."""
        self.app = Raw(Roomy(app))
        self.handler, self.address = handler, address
        self.loop = asyncio.new_event_loop()

    def answer(self, event: Event, context: InvocationContext) -> RuntimeFault | None:
        """Answer an HTTP event; return why there is no answer, None where there is one, or the beginning of one."""
        try:
            request = READERS[front_of(event) or REST](sound_event(event), context, CONFIG)
            app: ASGIApp = self.app
            scope, body = {**request.scope, "asgi": ASGI}, request.body
        except Exception:  # noqa: BLE001 - whatever it was: the handler says what is wrong with such an event
            app, scope, body = _ready(self.handler(event, context)), {"type": "http"}, b""
        return self.loop.run_until_complete(self._exchanged(app, scope, body, context))

    async def _exchanged(
        self, app: ASGIApp, scope: Scope, body: bytes, context: InvocationContext
    ) -> RuntimeFault | None:
        stream = ResponseStream(self.address, context.aws_request_id)
        fault = await Exchange(stream, body).run(app, scope, max(seconds_left(context) - STREAM_RESERVE, LEAST_SECONDS))
        if not stream.begun:
            return fault or RuntimeFault("Tintype.NoAnswer", "the application has not answered")
        if not await stream.close(seconds_left(context) - CLOSING_RESERVE):
            log.warning("an answer did not arrive, or not all of it: Lambda says %s", stream.status or "nothing")
        return None


class Roomy:
    """ASGI middleware that tells the application how many bytes a front that streams can carry."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self.app({**scope, "tintype.room": STREAMED_BYTES}, receive, send)


class Exchange:
    """One request and its answer, between the application and the stream. body: of the request."""

    def __init__(self, stream: ResponseStream, body: bytes) -> None:
        """Take both ends."""
        self.stream, self.body = stream, body
        self.asked = False
        self.start: Message = {}

    async def run(self, app: ASGIApp, scope: Scope, seconds: float) -> RuntimeFault | None:
        """Let the application answer in so many seconds; return what it failed of, which a stream under way tells."""
        try:
            with fail_after(seconds):
                await app(scope, self.receive, self.send)
        except Exception as error:  # noqa: BLE001 - it is told, and the application has logged it
            fault = _told(error)
            self.stream.end(fault)
            return fault
        return None

    async def receive(self) -> Message:
        """Return the request, once; after that wait until nobody takes the answer any more."""
        if self.asked:
            await self.stream.gone.wait()
            return {"type": "http.disconnect"}
        self.asked = True
        return {"type": "http.request", "body": self.body, "more_body": False}

    async def send(self, message: Message) -> None:
        """Take a part of the answer."""
        if message["type"] == "http.response.start":
            self.start = message
            return
        if not self.stream.begun:
            await self.stream.begin(self.start["status"], self.start.get("headers", ()))
        await self.stream.write(message.get("body", b""))
        if not message.get("more_body", False):
            self.stream.end()


def _told(error: Exception) -> RuntimeFault:
    """Return what Lambda, and through it the client, is told of an error: what the answer would say, and no more."""
    if isinstance(error, TimeoutError):
        error = DeadlineExceeded("the time for an answer has run out before all of it was sent")
    cause = error if isinstance(error, ImageError) else error.__cause__
    known = cause if isinstance(cause, ImageError) else failure(error)
    return RuntimeFault(f"Tintype.{type(known).__name__}", known.detail)


def _ready(answer: Event) -> ASGIApp:
    """Return an application that gives an answer which is there already, as a front that does not stream takes it."""
    text = str(answer.get("body") or "")
    body = base64.b64decode(text) if answer.get("isBase64Encoded") else text.encode()
    headers = [(name.encode(), value.encode()) for name, value in (answer.get("headers") or {}).items()]

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": answer["statusCode"], "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app
