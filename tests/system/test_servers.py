"""Every server the same: one table of requests, asked of four ASGI servers and of Lambda behind its five fronts."""

import io
import json
import re
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import version
from typing import IO, TYPE_CHECKING

import pytest
from PIL import Image

from handler.aws import fronts
from tests.support.aws.events import Context
from tests.support.aws.fronts import FRONTS, answered
from tests.support.processes.asgi_servers import COMMANDS, PAGE, SETTINGS, Answer, Request, Server, read, running
from tests.support.requests.answer_table import FORM, JSON, KEYS, NOTE, OWL, TABLE
from tests.support.waiting import until

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PASSING = {"date", "server", "connection", "x-request-id", "server-timing"}
"""Headers that are the server's own, or another each time."""


@pytest.fixture(scope="module")
def servers(store: "S3Client") -> Iterator[dict[str, Server]]:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, "PNG")
    for key in KEYS:
        store.put_object(Bucket="samples", Key=key, Body=file.getvalue())
    store.put_object(Bucket="samples", Key=NOTE, Body=b"no picture")
    with running() as found:
        yield found
    for key in (*KEYS, NOTE):
        store.delete_object(Bucket="samples", Key=key)


@pytest.fixture(scope="module")
def answers(servers: dict[str, Server]) -> dict[str, dict[str, Answer]]:
    """Ask everybody everything: server or front -> row -> answer."""
    first = servers["uvicorn"]
    original, rendition = (first.ask(Request(target)).headers for target in (OWL, f"{OWL}?w=16&fm=png"))
    known = {"{original}": original["etag"], "{modified}": original["last-modified"], "{rendition}": rendition["etag"]}
    rows = {name: filled(row.request, known) for name, row in TABLE.items()}
    with ThreadPoolExecutor() as threads:
        asked = {name: threads.submit(asked_of, server, rows) for name, server in servers.items()}
        through = {front: through_lambda(front, rows) for front in FRONTS}
        return {name: future.result() for name, future in asked.items()} | through


def filled(request: Request, known: dict[str, str]) -> Request:
    """Return a request with tags and dates in place of their names."""
    return request._replace(
        headers=tuple(
            (name, re.sub(r"\{\w+\}", lambda found: known[found[0]], value)) for name, value in request.headers
        )
    )


def asked_of(server: Server, rows: dict[str, Request]) -> dict[str, Answer]:
    return {name: server.ask(request) for name, request in rows.items()}


def through_lambda(front: str, rows: dict[str, Request]) -> dict[str, Answer]:
    """Ask a new application behind a front of Lambda."""
    from handler import entry
    from handler.app import create_app
    from handler.config.settings import Settings

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entry.http, "app", fronts.Raw(create_app(Settings.read(SETTINGS))))
        events = {name: FRONTS[front](request) for name, request in rows.items()}
        return {name: answered(entry.lambda_handler(event, Context())) for name, event in events.items()}


def comparable(answer: Answer, method: str) -> Answer:
    """Return an answer without what is another each time."""
    passing = PASSING | ({"transfer-encoding"} if method == "HEAD" else set())  # see docs/servers.md
    headers = {name: value for name, value in answer.headers.items() if name not in passing}
    request_id = answer.headers["x-request-id"].encode()
    return Answer(answer.status, headers, answer.body.replace(request_id, b""))


@pytest.mark.case("E01", "E05", "G04")
@pytest.mark.parametrize("name", TABLE)
def test_every_server_and_front_gives_the_same_answer(name: str, answers: dict[str, dict[str, Answer]]) -> None:
    status, request, instead = TABLE[name]
    given = {who: comparable(rows[name], request.method) for who, rows in answers.items()}
    assert {who: given.pop(who).status for who in instead} == instead
    expected = given["uvicorn"]
    assert expected.status == status, expected.body[:300]
    for who, answer in given.items():
        assert (who, answer) == (who, expected)


def test_no_server_tells_its_version(answers: dict[str, dict[str, Answer]]) -> None:
    names = {answer.headers.get("server", "") for rows in answers.values() for answer in rows.values()}
    assert names == {"", "granian", "hypercorn-h11"}


@pytest.mark.parametrize(
    ("name", "methods"),
    [("unknown method", "GET, HEAD"), ("method of another path", "GET, HEAD"), ("GET where POST is", "POST")],
)
def test_a_refused_method_is_answered_with_all_that_the_path_takes(
    name: str, methods: str, answers: dict[str, dict[str, Answer]]
) -> None:
    assert answers["uvicorn"][name].headers["allow"] == methods


def raw(first: str, *lines: str, body: bytes = b"") -> bytes:
    return "\r\n".join([first, *lines, "Connection: close", "", ""]).encode() + body


HOST = "Host: a.example"
FORM_LINE = ": ".join(FORM)
UNUSUAL = {
    "letters beyond ASCII unescaped in the path": raw("GET /images/é猫.png?w=4 HTTP/1.1", HOST),
    "`<` unescaped in the path": raw("GET /images/a<b?w=4 HTTP/1.1", HOST),
    "`#` in the address": raw("GET /health#a HTTP/1.1", HOST),
    "an address with scheme and host": raw("GET http://a.example/health HTTP/1.1", HOST),
    "an address of 20 KB": raw(f"GET /{'a' * 20_000} HTTP/1.1", HOST),
    "a header of 20 KB": raw("GET /health HTTP/1.1", HOST, f"X-A: {'a' * 20_000}"),
    "200 headers": raw("GET /health HTTP/1.1", HOST, *[f"X-{number}: a" for number in range(200)]),
    "no `Host`": raw("GET /health HTTP/1.1"),
    "the method in small letters": raw("get /health HTTP/1.1", HOST),
    "a form that is cut off": raw("POST /render HTTP/1.1", HOST, FORM_LINE, "Content-Length: 9", body=b"--b--\r\n\r\n"),
    "HEAD of a rendition not made yet": raw(f"HEAD {OWL}?w=31 HTTP/1.1", HOST),
}
"""What the page says that servers treat differently."""


def table(heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading of the page."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line.strip("|").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line] for line in lines]


def said(data: bytes) -> str:
    """Return an answer as the page says it."""
    if not data:
        return "closed"
    answer = read(data)
    framed = " chunked" if "transfer-encoding" in answer.headers else ""
    return f"{answer.status}{framed}" if "x-request-id" in answer.headers else f"*{answer.status}*"


def test_the_page_speaks_of_the_servers_that_are_installed() -> None:
    for name in table("Before the application")[0][1:]:
        server, _, measured = name.partition(" ")
        assert ".".join(version(server).split(".")[:2]) == measured, "measure again"


@pytest.mark.parametrize("row", table("Before the application")[1:], ids=lambda row: row[0])
def test_what_never_reaches_the_application_is_as_the_page_says(row: list[str], servers: dict[str, Server]) -> None:
    assert [said(server.send(UNUSUAL[row[0]])) for server in servers.values()] == row[1:]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(("target", "status"), [("/render", 413), ("/nowhere", 404), (OWL, 405)])
def test_a_client_that_sends_more_than_is_wanted_still_reads_why(
    name: str, target: str, status: int, servers: dict[str, Server]
) -> None:
    answer = servers[name].ask(Request(target, "POST", (JSON,), b" " * 16_000_000))
    assert answer.status == status
    assert json.loads(answer.body)["status"] == status


@contextmanager
def feeding(server: Server, query: str) -> Iterator[IO[bytes]]:
    """Ask for a long feed and leave; it has ended afterwards, for the line of a request is written at its end."""
    ended = '"route":"/feeds"'
    before = server.noted().count(ended)
    with server.connect() as connection, connection.makefile("rb") as answer:
        connection.sendall(Request(f"/feeds/~clock?seconds=900&w=64&{query}").encoded())
        yield answer
    until(lambda: server.printed().count(ended) > before)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_feed_streams_from_every_server(name: str, servers: dict[str, Server]) -> None:
    """Three frames come, of a feed that is far from its end."""
    with feeding(servers[name], "fps=30") as answer:
        assert answer.readline().startswith(b"HTTP/1.1 200")
        lines = [line.lower() for line in iter(answer.readline, b"\r\n")]
        assert any(line.startswith(b"content-type: multipart/x-mixed-replace") for line in lines)
        for _ in range(3):
            assert any(b"Content-Type: image/jpeg" in line for line in iter(answer.readline, b""))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_feed_ends_when_its_client_leaves(name: str, servers: dict[str, Server]) -> None:
    with feeding(servers[name], "fps=4") as answer:
        assert answer.readline().startswith(b"HTTP/1.1 200")


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_every_server_whole(number: signal.Signals) -> None:
    with running() as found:
        for server in found.values():
            with server.connect() as idle:  # as browsers keep one
                idle.sendall(Request("/health").encoded().replace(b"Connection: close\r\n", b""))
                assert idle.recv(100).startswith(b"HTTP/1.1 200")
                server.end(number)
            assert "Traceback" not in server.printed()
