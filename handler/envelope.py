"""Envelope: what is around every answer, whatever made it: request id, safety headers, a problem for every failure."""

import logging
import uuid
from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handler import errors
from handler.responses import problem

log = logging.getLogger("tintype")

MAX_ADDRESS_BYTES = 8192
"""The longest path and query together, in bytes."""


class Envelope:
    """ASGI middleware, outermost. It alone turns what escaped into a 500, and what Starlette refused into a problem."""

    def __init__(self, app: ASGIApp, public_url: str) -> None:
        """Wrap an application."""
        self.app = app
        self.public_url = public_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = request_id_of(scope)
        scope.setdefault("state", {})["request_id"] = request_id
        started = False

        async def sealed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers["x-request-id"] = request_id
                headers.setdefault("x-content-type-options", "nosniff")
                headers.setdefault("content-security-policy", "default-src 'none'")
            elif scope["method"] == "HEAD":
                message = {**message, "body": b""}
            await send(message)

        try:
            if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MAX_ADDRESS_BYTES:
                refusal = errors.AddressTooLong(f"the address is longer than {MAX_ADDRESS_BYTES} bytes")
                await problem(refusal, public_url=self.public_url, request_id=request_id)(scope, receive, sealed)
                return
            await self.app(scope, receive, sealed)
        except Exception:
            log.exception("request %s failed", request_id)
            if started:
                raise
            failure = errors.InternalError("something went wrong here; the request id leads to the log")
            await problem(failure, public_url=self.public_url, request_id=request_id)(scope, receive, sealed)


def request_id_of(scope: Scope) -> str:
    """Return Lambda's id of the request, or a new one."""
    context = scope.get("aws.context")
    return str(getattr(context, "aws_request_id", "") or uuid.uuid4())


def refusal(error: Exception) -> errors.ImageError:
    """Return the error of the house for one of the router's."""
    status = getattr(error, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR)
    if status == HTTPStatus.NOT_FOUND:
        return errors.NotFound("there is no such path")
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return errors.MethodNotAllowed("this path does not take this method; Allow lists those it takes")
    return errors.InvalidRequest("the request cannot be understood")
