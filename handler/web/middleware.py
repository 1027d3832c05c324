"""Middleware: what every answer gets, whoever made it: a request id, safety headers, a line in the log.

What no route has to see is answered here, and whatever escapes a route becomes a 500 as a problem document.
"""

import logging
import uuid
from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import quote

from anyio import move_on_after
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handler import errors
from handler.config.settings import Settings
from handler.core import base_path
from handler.runtime import request_log
from handler.web.doors import signpost
from handler.web.responses import preflight, problem

log = logging.getLogger("tintype")

MAX_ADDRESS_BYTES = 8192
"""The longest path and query together, in bytes."""

CONTROLS = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0))))

UNREAD_BYTES = 64 * 1024 * 1024
"""The most that is read of a body that nobody has read, before the answer leaves."""

UNREAD_SECONDS = 2.0
"""How long it is read at most."""

TRACE = "x-amzn-trace-id"
EXPOSED = "Cache-Tag, Content-Length, Content-Range, ETag, Link, Server-Timing, X-Error, X-Request-Id"
"""Headers that a page of another origin may read."""

OWN_PAGES = "same-origin"
"""What an endpoint notes as `pages` in the state of a request whose answer is for no page of another origin."""

METHODS = ("GET", "HEAD", "POST")
"""What a page of another origin may ask with."""


class OutermostMiddleware:
    """ASGI middleware around the whole application. A failure that reaches it becomes a problem document."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Wrap an application."""
        self.app = app
        self.settings = settings
        self.cold = True
        """Whether no request has come yet."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, and write its line to the log."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        target = _target(scope)
        scope = base_path.mounted(scope, self.settings.base_path)
        scope["headers"] = joined(scope["headers"])
        body = RequestBody(scope, receive)
        sender = ResponseSender(scope, send, body, self.settings.allow_origins)
        trace = Headers(scope=scope).get(TRACE, "")
        record = request_log.RequestRecord(sender.request_id, scope["method"], self.cold, trace)
        self.cold = False
        scope.setdefault("state", {}).update(request_id=sender.request_id, request_log=record, request_body=body)
        try:
            await self._answer(scope, body, sender)
        finally:
            if self.settings.log == "text":
                request_log.write_line(record.text(sender.status, target))
            elif self.settings.log == "on":
                path = getattr(scope.get("route"), "path", "")
                request_log.write_line(record.line(sender.status, path.partition("{")[0].rstrip("/") or path or "none"))

    async def _answer(self, scope: Scope, body: "RequestBody", sender: "ResponseSender") -> None:
        try:
            await (self._without_a_route(scope) or self.app)(scope, body, sender)
        except Exception as error:
            log.exception("request %s failed", sender.request_id)
            if sender.status:
                raise
            await self._problem(errors.failure(error), scope)(scope, body, sender)

    def _without_a_route(self, scope: Scope) -> Response | None:
        """Return the answer to a request that no route has to see: too long, unprintable, or a browser's preflight."""
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_ADDRESS_BYTES:
            return self._problem(errors.AddressTooLong(f"the address is longer than {MAX_ADDRESS_BYTES} bytes"), scope)
        if CONTROLS.intersection(scope["path"]):  # a route's pattern stops at a line feed
            return self._problem(errors.InvalidKey("a path holds no control characters"), scope)
        if scope["method"] == "OPTIONS" and "access-control-request-method" in Headers(scope=scope):
            return preflight(METHODS)
        return None

    def _problem(self, error: errors.ImageError, scope: Scope) -> Response:
        scope["state"]["request_log"].reason = error.detail
        return problem(
            error, public_url=base_path.viewed(scope, self.settings.public_url), request_id=scope["state"]["request_id"]
        )


class RequestBody:
    """The body of a request as ASGI's `receive`. Before an answer leaves, what nobody has read of it is read.

    A client that sends all of its body before it reads would else never see the answer.
    """

    def __init__(self, scope: Scope, receive: Receive) -> None:
        """Look for a body. One with a GET is let be: nobody sends it, and a stream listens here while it sends."""
        headers = Headers(scope=scope)
        said = "transfer-encoding" in headers or headers.get("content-length", "0") != "0"
        self.receive = receive
        self.coming = said and scope["method"] not in {"GET", "HEAD"}
        """Whether there is more of it."""

    async def __call__(self) -> Message:
        """Return the next part."""
        message = await self.receive()
        self.coming = message.get("more_body", False)
        return message

    async def finish(self) -> None:
        """Read what is left, up to a bound."""
        read = 0
        with move_on_after(UNREAD_SECONDS):
            while self.coming and read < UNREAD_BYTES:
                read += len((await self()).get("body", b""))


class ResponseSender:
    """An answer on its way out, as ASGI's `send`: it gets the headers of every answer, and to a HEAD no body."""

    def __init__(self, scope: Scope, send: Send, body: RequestBody, origins: frozenset[str]) -> None:
        """Take Lambda's id of the request, or a new one. origins: those whose pages may read the answer, or `*`."""
        self.scope, self.send, self.body, self.origins = scope, send, body, origins
        self.request_id = str(getattr(scope.get("aws.context"), "aws_request_id", "") or uuid.uuid4())
        self.status = 0
        """What was answered, 0 before."""

    async def __call__(self, message: Message) -> None:
        """Send a part of the answer."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            await self.body.finish()
            headers = MutableHeaders(scope=message)
            headers["x-request-id"] = self.request_id
            headers.setdefault("x-content-type-options", "nosniff")
            if self.status != HTTPStatus.NOT_MODIFIED:  # which would put it in place of the one that came with the 200
                headers.setdefault("content-security-policy", "default-src 'none'")
            if self.scope.get("state", {}).get("pages") == OWN_PAGES:
                headers["cross-origin-resource-policy"] = OWN_PAGES
            else:
                headers["cross-origin-resource-policy"] = "cross-origin"
                headers["timing-allow-origin"] = "*"
                allow_origin(headers, self.origins, Headers(scope=self.scope).get("origin", ""))
        elif self.scope["method"] == "HEAD":
            message = {**message, "body": b""}
        await self.send(message)


def allow_origin(headers: MutableHeaders, allowed: frozenset[str], origin: str) -> None:
    """Say whose pages may read the answer (CORS). An origin is never repeated unless it is on the list."""
    if "*" in allowed:
        headers["access-control-allow-origin"] = "*"
    elif allowed:
        if origin in allowed:
            headers["access-control-allow-origin"] = origin
        headers.add_vary_header("Origin")
    headers["access-control-expose-headers"] = EXPOSED


def _target(scope: Scope) -> str:
    """Return path and query as they were asked for."""
    path = scope.get("raw_path") or quote(scope["path"]).encode()
    return b"?".join(part for part in (path, scope["query_string"]) if part).decode("latin-1")


def joined(lines: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return headers with the lines of one name as one line (RFC 9110, 5.3), as most fronts of Lambda join them."""
    found: dict[bytes, bytes] = {}
    for name, value in lines:
        found[name] = found[name] + b", " + value if name in found else value
    return list(found.items())


def routing_error(error: Exception, path: bytes) -> errors.ImageError:
    """Return what an error of Starlette's router is here. path: what was asked for, raw."""
    status = getattr(error, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR)
    if status == HTTPStatus.NOT_FOUND:
        return errors.NotFound(f"there is no such path; {signpost(path)}")
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return errors.MethodNotAllowed("this path does not take this method; Allow lists those it takes")
    return errors.InvalidRequest("the request cannot be understood")
