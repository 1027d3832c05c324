"""Middleware: what every answer gets, and what is answered without a route."""

from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope

from handler.errors import InvalidRequest, MethodNotAllowed, NotFound
from handler.web import middleware
from handler.web.middleware import (
    MAX_ADDRESS_BYTES,
    RequestBody,
    ResponseSender,
    allow_origin,
    joined,
    routing_error,
)
from tests.conftest import Client


def scope(method: str = "POST", headers: tuple[tuple[bytes, bytes], ...] = ()) -> Scope:
    return {"type": "http", "method": method, "headers": list(headers), "path": "/", "query_string": b""}


class Coming:
    """A body that comes in parts."""

    def __init__(self, *parts: bytes) -> None:
        self.parts = list(parts)

    async def __call__(self) -> Message:
        part = self.parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(self.parts)}


LONG = ((b"content-length", b"9"),)


def sent_to(method: str, status: int, *, headers: tuple[tuple[bytes, bytes], ...] = (), receive: Any = None) -> Any:
    """Return what goes out for an answer with a body, and what is left of the request's."""
    went: list[Message] = []

    async def send(message: Message) -> None:
        went.append(message)

    asked, coming = scope(method, headers), receive or Coming(b"")
    sender = ResponseSender(asked, send, RequestBody(asked, coming), frozenset({"*"}))

    async def answer() -> None:
        await sender({"type": "http.response.start", "status": status, "headers": []})
        await sender({"type": "http.response.body", "body": b"text"})

    with (
        start_blocking_portal() as portal
    ):  # asyncio.run would leave the thread, in which Mangum runs too, without a loop
        portal.call(answer)
    assert sender.status == status
    return went


def test_head_gets_the_headers_and_no_body() -> None:
    assert [sent_to(method, 200)[1]["body"] for method in ("GET", "HEAD")] == [b"text", b""]


def test_every_answer_has_an_id_and_a_policy_but_a_304_keeps_the_policy_of_its_200() -> None:
    for status in (200, 304, 404, 500):
        names = {name for name, _ in sent_to("GET", status)[0]["headers"]}
        assert {b"x-request-id", b"x-content-type-options", b"cross-origin-resource-policy"} <= names
        assert (b"content-security-policy" in names) is (status != 304)


def test_the_rest_of_a_body_is_read_before_the_answer_leaves_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    coming = Coming(b"abc", b"def", b"ghi")
    sent_to("POST", 400, headers=LONG, receive=coming)
    assert coming.parts == []
    monkeypatch.setattr(middleware, "UNREAD_BYTES", 4)
    coming = Coming(b"abc", b"def", b"ghi")
    sent_to("POST", 400, headers=LONG, receive=coming)
    assert coming.parts == [b"ghi"]


def test_no_body_is_waited_for_that_was_not_announced_or_comes_with_a_get() -> None:
    for method, headers in (("POST", ()), ("POST", ((b"content-length", b"0"),)), ("GET", LONG), ("HEAD", LONG)):
        assert not RequestBody(scope(method, headers), Coming()).coming
    assert RequestBody(scope("POST", ((b"transfer-encoding", b"chunked"),)), Coming()).coming


def test_lambdas_id_is_the_requests() -> None:
    class Context:
        aws_request_id = "from-lambda"

    asked = {**scope(), "aws.context": Context()}
    assert ResponseSender(asked, Coming(), RequestBody(asked, Coming()), frozenset()).request_id == "from-lambda"  # type: ignore[arg-type]
    ids = {ResponseSender(scope(), Coming(), RequestBody(scope(), Coming()), frozenset()).request_id for _ in range(2)}  # type: ignore[arg-type]
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("allowed", "origin", "said", "vary"),
    [
        ({"*"}, "https://a.example", "*", None),
        ({"https://a.example"}, "https://a.example", "https://a.example", "Origin"),
        ({"https://a.example"}, "https://b.example", None, "Origin"),
        (set(), "https://a.example", None, None),
    ],
)
def test_an_origin_is_repeated_only_from_the_list(
    allowed: set[str], origin: str, said: str | None, vary: str | None
) -> None:
    headers = MutableHeaders()
    allow_origin(headers, frozenset(allowed), origin)
    assert headers.get("access-control-allow-origin") == said
    assert headers.get("vary") == vary


def test_lines_of_one_header_become_one() -> None:
    lines = [(b"accept", b"image/png"), (b"host", b"a"), (b"accept", b"image/webp")]
    assert joined(lines) == [(b"accept", b"image/png, image/webp"), (b"host", b"a")]


def test_an_error_of_the_router_is_one_of_ours() -> None:
    class Status(Exception):  # noqa: N818 - it stands for Starlette's HTTPException
        def __init__(self, status: int) -> None:
            self.status_code = status

    kinds = {404: NotFound, 405: MethodNotAllowed, 400: InvalidRequest}
    assert {status: type(routing_error(Status(status), b"/x")) for status in kinds} == kinds


def test_what_no_route_has_to_see_is_answered_without_one(client: Client) -> None:
    app = client()
    assert app.get(f"/health?{'a' * MAX_ADDRESS_BYTES}").status_code == 414
    assert app.get("/images/a%0Ab.jpg").status_code == 400
    asked = {"origin": "https://a.example", "access-control-request-method": "GET"}
    assert app.options("/images/bee.jpg", headers=asked).status_code == 204
