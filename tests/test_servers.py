"""Every server the same: one table of requests, asked of four ASGI servers and of Lambda behind its five fronts."""

import io
import json
import re
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PIL import Image

from tests.fronts import FRONTS, answered
from tests.servers import COMMANDS, PAGE, SETTINGS, Answer, Request, Server, read, running
from tests.test_entry import Context

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

KEYS = ["a b.png", "a+b.png", "é猫.png", "100%.png", "a/b.png", "%2e%2e.png", "q?#&=.png", "it's(1)!;@:$,.png"]
NOTE = "note.txt"
PASSING = {"date", "server", "connection", "x-request-id", "server-timing"}
"""Headers that are the server's own, or another each time."""

JSON = ("Content-Type", "application/json")
FORM = ("Content-Type", "multipart/form-data; boundary=b")
RECIPE = b'{"source": {"key": "owl.png"}, "ops": [{"op": "resize", "w": 24}], "output": {"formats": ["webp"]}}'
BROWSER = ("Accept", "image/avif,image/webp,image/apng,image/*,*/*;q=0.8")
PREFLIGHT = (("Origin", "https://a.example"), ("Access-Control-Request-Method", "GET"))
OWL = "/images/owl.png"


class Row(NamedTuple):
    """A request and the status it gets. without: fronts that by design hand on something else, as the page says."""

    status: int
    request: Request
    without: tuple[str, ...] = ()


def get(status: int, target: str, *headers: tuple[str, str], without: tuple[str, ...] = ()) -> Row:
    return Row(status, Request(target, "GET", headers), without)


def head(status: int, target: str, *headers: tuple[str, str]) -> Row:
    return Row(status, Request(target, "HEAD", headers))


def post(status: int, target: str, body: bytes, *headers: tuple[str, str]) -> Row:
    return Row(status, Request(target, "POST", headers, body))


def form(recipe: bytes) -> bytes:
    """Return a form with a picture and a recipe."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    part = b'--b\r\nContent-Disposition: form-data; name="%b"%b\r\n\r\n%b\r\n'
    picture = part % (b"picture", b'; filename="p.png"\r\nContent-Type: image/png', file.getvalue())
    return picture + part % (b"recipe", b"", recipe) + b"--b--\r\n"


TABLE = {
    "picture": get(200, "/images/citrus.jpg?w=48"),
    "picture again": head(200, "/images/citrus.jpg?w=48"),
    "picture not made yet": head(200, "/images/citrus.jpg?w=49"),
    "picture to a browser": get(200, "/images/citrus.jpg?w=48", BROWSER),
    "picture as WebP": get(200, "/images/citrus.jpg?w=48", ("Accept", "image/webp,*/*")),
    "picture never as WebP": get(200, "/images/citrus.jpg?w=48", ("Accept", "image/webp;q=0,*/*")),
    "Accept in two lines": get(200, f"{OWL}?w=20", ("Accept", "image/png"), ("Accept", "image/webp"), without=("ALB",)),
    "Accept in small letters": get(200, f"{OWL}?w=20", ("accept", "image/webp")),
    "animation": get(200, "/images/lighthouse.gif?w=24&fm=webp"),
    "PNG with few colours": get(200, f"{OWL}?w=24&fm=png&colors=8"),
    "download": get(200, f"{OWL}?w=24&fm=jpg&dl=caf%C3%A9"),
    "edition": get(200, f"{OWL}?w=24&fm=jpg&v=1"),
    "alias and escaped value": get(200, f"{OWL}?width=24&format=jpg&bg=%66%66f"),
    "facts by fm": get(200, f"{OWL}?w=24&fm=json"),
    "facts": get(200, "/info/owl.png?w=24"),
    "facts, head": head(200, "/info/owl.png"),
    "facts not changed": get(304, "/info/owl.png", ("If-None-Match", "*")),
    "original": get(200, OWL),
    "original with a bare question mark": get(200, f"{OWL}?"),
    "original, head": head(200, OWL),
    "original, head and a range": head(200, OWL, ("Range", "bytes=0-9")),
    "first bytes": get(206, OWL, ("Range", "bytes=0-9")),
    "last bytes": get(206, OWL, ("Range", "bytes=-10")),
    "open range": get(206, OWL, ("Range", "bytes=32000-")),
    "several ranges": get(200, OWL, ("Range", "bytes=0-1,4-5")),
    "unknown unit": get(200, OWL, ("Range", "lines=0-1")),
    "range past the end": get(416, OWL, ("Range", "bytes=99999999-")),
    "range if the same": get(206, OWL, ("Range", "bytes=0-9"), ("If-Range", "{original}")),
    "range if another": get(200, OWL, ("Range", "bytes=0-9"), ("If-Range", '"other"')),
    "original not changed": get(304, OWL, ("If-None-Match", "{original}")),
    "original not changed since": get(304, OWL, ("If-Modified-Since", "{modified}")),
    "original another than named": get(412, OWL, ("If-Match", '"other"')),
    "original changed since": get(412, OWL, ("If-Unmodified-Since", "Mon, 01 Jan 1990 00:00:00 GMT")),
    "rendition not changed": get(304, f"{OWL}?w=16&fm=png", ("If-None-Match", '"x", W/{rendition}')),
    "rendition not changed, in two lines": get(
        304, f"{OWL}?w=16&fm=png", ("If-None-Match", "{rendition}"), ("If-None-Match", '"x"'), without=("ALB",)
    ),
    "rendition not changed, head": head(304, f"{OWL}?w=16&fm=png", ("If-None-Match", "{rendition}")),
    "rendition changed": get(200, f"{OWL}?w=16&fm=png", ("If-None-Match", '"other"')),
    "rendition in part": get(200, f"{OWL}?w=16&fm=png", ("Range", "bytes=0-9")),
    "key with a space": get(200, "/images/a%20b.png?w=4"),
    "key with a plus": get(200, "/images/a+b.png?w=4"),
    "key with an escaped plus": get(200, "/images/a%2Bb.png?w=4"),
    "key beyond ASCII": get(200, "/images/%C3%A9%E7%8C%AB.png?w=4"),
    "key with a percent sign": get(200, "/images/100%25.png?w=4"),
    "key with an escaped slash": get(200, "/images/a%2Fb.png?w=4"),
    "key decoded once": get(200, "/images/%252e%252e.png?w=4"),
    "key of delimiters, escaped": get(200, "/images/q%3F%23%26%3D.png?w=4"),
    "key of delimiters, plain": get(200, "/images/it's(1)!;@:$,.png?w=4"),
    "key missing": get(404, "/images/none.png?w=4"),
    "key missing, head": head(404, "/images/none.png?w=4"),
    "key with an empty segment": get(400, "/images/a//b.png?w=4"),
    "key with dots": get(400, "/images/../owl.png?w=4"),
    "key with escaped dots": get(400, "/images/%2e%2e/owl.png?w=4"),
    "key with a NUL": get(400, "/images/%00?w=4"),
    "key with a backslash": get(400, "/images/a%5Cb?w=4"),
    "key that is not UTF-8": get(400, "/images/%ff.png?w=4", without=("HTTP API",)),
    "key with a bare percent sign": get(400, "/images/%zz.png?w=4", without=("HTTP API",)),
    "key that is no picture": get(415, f"/images/{NOTE}?w=4"),
    "unknown parameter": get(400, f"{OWL}?widht=4"),
    "repeated parameter": get(400, f"{OWL}?w=4&w=5", without=("ALB",)),
    "empty parameter": get(400, f"{OWL}?w="),
    "parameter out of range": get(400, f"{OWL}?w=9000"),
    "past a limit": get(413, f"{OWL}?w=8000&h=8000&fit=scale"),
    "address too long": get(414, f"{OWL}?w=4&dl={'a' * 9000}"),
    "address too long, head": head(414, f"/images/{'a' * 9000}"),
    "made": get(200, "/generate/placeholder?size=40x30&text=Two+words%20here&fm=png"),
    "made, head": head(200, "/generate/placeholder?size=40x31&fm=png"),
    "QR code": get(200, "/generate/qr?text=https%3A%2F%2Fa.example%2F%3Fb%3Dc%26d&fm=png"),
    "unknown generator": get(404, "/generate/qrr"),
    "recipe": post(200, "/render", RECIPE, JSON),
    "recipe that is none": post(400, "/render", b"{", JSON),
    "upload": post(200, "/render", form(b'{"output": {"formats": ["png"]}}'), FORM),
    "upload of nothing": post(
        400, "/render", b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n--b--\r\n', FORM
    ),
    "body of another kind": post(415, "/render", b"a", ("Content-Type", "text/plain")),
    "body of no kind": post(415, "/render", b""),
    "method of another path": post(405, OWL, b"a", JSON),
    "unknown method": Row(405, Request(OWL, "DELETE")),
    "GET where POST is": get(405, "/render"),
    "preflight": Row(204, Request(OWL, "OPTIONS", PREFLIGHT)),
    "OPTIONS": Row(405, Request(OWL, "OPTIONS")),
    "unknown path": get(404, "/nowhere"),
    "path with two slashes first": get(404, "//images/owl.png?w=4"),
    "path with a slash last": get(404, "/health/"),
    "root": get(404, "/"),
    "health": get(200, "/health"),
    "errors": get(200, "/errors"),
    "errors not changed": head(304, "/errors", ("If-None-Match", "*")),
    "schema": get(200, "/openapi.json"),
    "documentation": get(200, "/docs"),
    "documentation's picture": get(200, "/docs/favicon.png"),
}
"""What is asked, in this order: an answer may depend on what was made before."""


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
    from handler.settings import Settings

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entry.http, "app", entry.Raw(create_app(Settings.read(SETTINGS))))
        events = {name: FRONTS[front](request) for name, request in rows.items() if front not in TABLE[name].without}
        return {name: answered(entry.lambda_handler(event, Context())) for name, event in events.items()}


def comparable(answer: Answer, method: str) -> Answer:
    """Return an answer without what is another each time."""
    passing = PASSING | ({"transfer-encoding"} if method == "HEAD" else set())  # see docs/servers.md
    headers = {name: value for name, value in answer.headers.items() if name not in passing}
    request_id = answer.headers["x-request-id"].encode()
    return Answer(answer.status, headers, answer.body.replace(request_id, b""))


@pytest.mark.parametrize("name", TABLE)
def test_every_server_and_front_gives_the_same_answer(name: str, answers: dict[str, dict[str, Answer]]) -> None:
    status, request, without = TABLE[name]
    given = {who: comparable(rows[name], request.method) for who, rows in answers.items() if who not in without}
    assert len(given) == len(COMMANDS) + len(FRONTS) - len(without)
    expected = given["uvicorn"]
    assert expected.status == status, expected.body[:300]
    for who, answer in given.items():
        assert (who, answer) == (who, expected)


def test_no_server_tells_its_version(answers: dict[str, dict[str, Answer]]) -> None:
    names = {answer.headers.get("server", "") for rows in answers.values() for answer in rows.values()}
    assert names == {"", "granian", "hypercorn-h11"}


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


@pytest.mark.parametrize("name", COMMANDS)
def test_a_feed_streams_from_every_server(name: str, servers: dict[str, Server]) -> None:
    answer = servers[name].ask(Request("/feeds/~clock?seconds=1&fps=4&w=64"))
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("multipart/x-mixed-replace")
    assert answer.body.count(b"Content-Type: image/jpeg") >= 3


@pytest.mark.parametrize("name", COMMANDS)
def test_a_feed_ends_when_its_client_leaves(name: str, servers: dict[str, Server]) -> None:
    ended = '"route":"/feeds"'  # the line of a request is written at its end
    before, deadline = servers[name].printed().count(ended), time.monotonic() + 5
    with servers[name].connect() as connection:
        connection.sendall(Request("/feeds/~clock?seconds=900&fps=4&w=64").encoded())
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
    while servers[name].printed().count(ended) == before:
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_every_server_whole(number: signal.Signals, store: "S3Client") -> None:
    with running() as found:
        for name, server in found.items():
            with server.connect() as idle:  # as browsers keep one
                idle.sendall(Request("/health").encoded().replace(b"Connection: close\r\n", b""))
                assert idle.recv(100).startswith(b"HTTP/1.1 200")
                assert server.end(number) < 10, name
            assert "Traceback" not in server.printed()
