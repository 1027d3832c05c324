"""Feeds: what is sent and when, and that nothing goes on for a client that has left."""

import asyncio
import io
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from handler import entry
from handler.aws import fronts
from handler.runtime.time_budget import FEED_RESERVE
from handler.storage import listing
from handler.web.feeds import cameras, stream
from tests.conftest import Client
from tests.support.aws.events import Context, event, headers
from tests.support.clocks import Loops
from tests.support.processes.feed_viewers import RED, Cameras, Viewer, jpeg, parts, status, timed
from tests.support.requests.returning_images_page import serving
from tests.support.s3.counted_calls import counted, watched
from tests.support.waiting import PATIENCE, until

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PAGE = Path(__file__).parents[3] / "docs" / "feeds.md"
TYPE = "multipart/x-mixed-replace; boundary=tintype-next-frame"


@pytest.fixture(scope="module")
def site(store: "S3Client") -> Cameras:
    return Cameras(store)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Loops:
    """Time that passes as soon as a feed waits for it."""
    return timed(monkeypatch, passing=True)


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> Loops:
    """Time that passes when the test says so."""
    return timed(monkeypatch, passing=False)


@pytest.fixture
def over() -> Iterator[Event]:
    """What comes at the end of the test."""
    over = Event()
    yield over
    over.set()


@pytest.mark.usefixtures("clock")
def test_a_feed_is_parts_each_with_its_length_and_a_closing_delimiter(client: Client) -> None:
    answer = client().get("/feeds/~clock?seconds=1&w=64")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == TYPE
    assert answer.headers["cache-control"] == "no-store"
    assert "content-length" not in answer.headers
    frames = list(parts(io.BytesIO(answer.content)))
    assert len(frames) in {10, 11}
    assert {frame.size for frame in frames} == {(64, 36)}


def test_a_feed_lasts_its_seconds_and_is_no_faster_than_asked(client: Client, clock: Loops) -> None:
    start = clock()
    answer = client().get("/feeds/~clock?seconds=2&w=64&fps=4")
    assert clock() - start == pytest.approx(2)
    assert len(list(parts(io.BytesIO(answer.content)))) == 2 * 4


def test_when_the_client_has_left_nothing_more_is_asked_of_the_store(
    site: Cameras, standing: Loops, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "MAX_FEEDS", 1)
    path = f"/feeds/{site.folder(a=jpeg(RED))}?seconds=60&fps=5"
    with counted(site.store) as calls, serving(site.app) as address:
        with Viewer(address, path) as viewer:
            next(viewer.parts)
            before = len(calls)
            standing.forward(stream.IDLE_SECONDS)
            until(lambda: len(calls) > before)  # it is still looking
            assert status(address, path) == 503
        until(lambda: status(address, "/feeds/~clock") == 200)  # its place is free
        after = len(calls)
        for _ in range(10):
            standing.forward(stream.IDLE_SECONDS)
            assert status(address, "/health") == 200
        assert len(calls) == after


def test_a_server_that_tells_of_leaving_by_an_error_is_heard(
    site: Cameras, clock: Loops, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    del clock
    monkeypatch.setattr(stream, "MAX_FEEDS", 1)
    app = site.app
    sent = 0

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(_: Message) -> None:
        nonlocal sent
        sent += 1
        if sent > 2:
            raise OSError("the client has left")

    asked = {**scope("/feeds/~clock", b"seconds=60"), "asgi": {"spec_version": "2.4"}}
    with start_blocking_portal() as portal:
        portal.call(app, asked, receive, send)
    assert sent == 3
    assert not caplog.records
    assert TestClient(app).get("/feeds/~clock?seconds=1").status_code == 200  # its place is free


def scope(path: str, query: bytes) -> dict[str, Any]:
    plain = {"type": "http", "method": "GET", "http_version": "1.1", "scheme": "http", "headers": [], "root_path": ""}
    return {**plain, "path": path, "raw_path": path.encode(), "query_string": query}


def test_a_client_that_does_not_read_loses_its_connection(
    client: Client, clock: Loops, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "MAX_FEEDS", 1)
    with serving(client().app) as address, socket.socket() as stalled:
        stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        host, port = urlsplit(address).netloc.split(":")
        stalled.connect((host, int(port)))
        stalled.sendall(b"GET /feeds/~clock?seconds=900&fps=30&w=2048&q=100 HTTP/1.1\r\nHost: a\r\n\r\n")
        assert stalled.recv(12) == b"HTTP/1.1 200"
        assert status(address, "/feeds/~clock") == 503
        clock.forward(900 + stream.STALLED_SECONDS)
        until(lambda: status(address, "/feeds/~clock") == 200)


def test_past_the_bound_a_feed_is_asked_to_come_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "MAX_FEEDS", 0)
    answer = client().get("/feeds/~clock")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["cache-control"] == "no-store"


def test_a_feed_that_fails_at_once_gives_its_place_back(site: Cameras, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "MAX_FEEDS", 1)
    client = site.client
    assert [client.get("/feeds/nothing").status_code for _ in range(2)] == [404, 404]


@pytest.mark.usefixtures("clock")
def test_nothing_blocks_the_event_loop(site: Cameras) -> None:
    folder = site.folder(a=jpeg(RED))
    loops: list[object] = []

    def note(**_: object) -> None:
        loops.append(asyncio._get_running_loop())

    with watched(site.store, note):
        site.client.get(f"/feeds/{folder}?seconds=1&fps=5")
        site.client.head(f"/feeds/{folder}")
    assert len(loops) > 3
    assert set(loops) == {None}


class Timed:
    """Lambda around an application that may stream: a context that knows how much time is left."""

    def __init__(self, app: ASGIApp, seconds: int, clock: Loops) -> None:
        self.app, self.clock = app, clock
        self.ends = clock() + seconds

    def get_remaining_time_in_millis(self) -> int:
        return round((self.ends - self.clock()) * 1000)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app({**scope, "aws.context": self}, receive, send)


def test_a_feed_ends_in_order_before_lambdas_time_is_up(client: Client, clock: Loops) -> None:
    app = Timed(client().app, 5, clock)
    answer = TestClient(app).get("/feeds/~clock?seconds=60&w=64&fps=2")
    assert app.get_remaining_time_in_millis() == 1000 * FEED_RESERVE
    assert len(list(parts(io.BytesIO(answer.content)))) > 2


def test_the_deadline_of_pictures_does_not_end_a_feed(client: Client, clock: Loops) -> None:
    start = clock()
    answer = client(deadline=3).get("/feeds/~clock?seconds=10&w=64&fps=1")
    assert answer.status_code == 200
    assert clock() - start == pytest.approx(10)


def test_a_first_frame_that_takes_too_long_is_a_problem(
    client: Client, clock: Loops, over: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(_: object) -> None:
        clock.forward(3)
        over.wait(PATIENCE)

    monkeypatch.setattr(cameras.PatternCamera, "look", look)
    assert client(deadline=3).get("/feeds/~clock").status_code == 504


def test_head_says_what_get_says_without_a_frame(site: Cameras) -> None:
    folder = site.folder(a=jpeg(RED))
    with counted(site.store) as calls:
        answer = site.client.head(f"/feeds/{folder}")
    assert calls == ["ListObjectsV2"]
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, TYPE, b"")
    assert answer.headers["cache-control"] == "no-store"
    assert "content-length" not in answer.headers
    assert site.client.head("/feeds/~clock").status_code == 200
    assert site.client.head("/feeds/nothing").status_code == 404


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("front", ["rest-picture", "http-api-picture", "function-url-picture", "alb-picture"])
def test_a_buffered_front_says_which_front_streams(
    front: str, method: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry.http, "app", fronts.Raw(client().app))
    asked = event(front)
    if "rawPath" in asked:
        asked |= {"rawPath": "/feeds/~clock", "rawQueryString": ""}
        asked["requestContext"]["http"] |= {"method": method}
    else:
        asked |= {"path": "/feeds/~clock", "httpMethod": method}
        asked |= {"queryStringParameters": None, "multiValueQueryStringParameters": None}
    answer = entry.lambda_handler(asked, Context())
    assert answer["statusCode"] == 501
    assert headers(answer)["cache-control"] == "no-store"
    if method == "GET":
        problem = json.loads(answer["body"])
        assert problem["type"].endswith("#no-stream")
        assert "uvicorn" in problem["detail"]
        assert "RESPONSE_STREAM" in problem["detail"]


@pytest.mark.parametrize("rules", [(), ("widths", "generate")])
def test_a_feed_passes_the_gate_under_any_alone(client: Client, rules: tuple[str, ...]) -> None:
    for path in ("/feeds/~clock", "/feeds/x"):
        assert client(unsigned=frozenset(rules)).get(path).status_code == 403


@pytest.mark.parametrize(
    ("query", "slug", "parameter", "nearest"),
    [
        ("fsp=3", "unknown-parameter", "fsp", "fps"),
        ("second=3", "unknown-parameter", "second", "seconds"),
        ("h=3", "unknown-parameter", "h", None),
        ("format=webp", "unknown-parameter", "format", None),
        ("blur=3", "unknown-parameter", "blur", None),
        ("fps=3&fps=4", "repeated-parameter", "fps", None),
        ("w=3&width=4", "repeated-parameter", "width", None),
        ("fps=0", "invalid-parameter", "fps", None),
        ("fps=31", "invalid-parameter", "fps", None),
        ("fps=1.5", "invalid-parameter", "fps", None),
        ("w=2049", "invalid-parameter", "w", None),
        ("w=0.5", "invalid-parameter", "w", None),
        ("seconds=0", "invalid-parameter", "seconds", None),
        ("seconds=901", "invalid-parameter", "seconds", None),
        ("seconds=", "invalid-parameter", "seconds", None),
        ("seconds=1_0", "invalid-parameter", "seconds", None),
        ("q=101", "invalid-parameter", "q", None),
        ("q=%ff", "invalid-parameter", "q", None),
    ],
)
def test_what_cannot_be_meant_is_named(
    client: Client, query: str, slug: str, parameter: str, nearest: str | None
) -> None:
    answer = client().get(f"/feeds/~clock?{query}")
    assert answer.status_code == 400
    problem = answer.json()
    assert problem["type"].endswith(f"#{slug}")
    assert problem["parameter"] == parameter
    assert problem.get("nearest") == nearest


def test_tracking_names_are_dropped_as_everywhere(client: Client) -> None:
    assert client().head("/feeds/~clock?utm_source=x&gclid=y").status_code == 200


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/feeds/nothing", 404),
        ("/feeds/~clok", 404),
        ("/feeds/~clock/a", 404),
        ("/feeds/", 400),
        ("/feeds/a/", 400),
        ("/feeds/a//b", 400),
        ("/feeds/%2e%2e/a", 400),
        ("/feeds/%00", 400),
    ],
)
def test_a_prefix_that_leads_to_nothing_is_a_problem(site: Cameras, path: str, expected: int) -> None:
    for method in ("GET", "HEAD"):
        assert site.client.request(method, path).status_code == expected


def test_other_methods_are_refused(client: Client) -> None:
    answer = client().post("/feeds/~clock")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


@pytest.mark.usefixtures("clock")
def test_a_feed_is_listed_in_the_log_under_its_prefix(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    client(log=True).get("/feeds/~clock?seconds=1")
    line = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (line["route"], line["key"], line["status"]) == ("/feeds", "~clock", 200)


def test_the_page_tells_the_numbers() -> None:
    text = " ".join(PAGE.read_text().split())
    of = {name: field.default for name, field in cameras.Feed.model_fields.items()}
    newest, clock = cameras.Newest.fps, cameras.PatternCamera.fps
    told = (
        f"`fps` ({newest}, of `~clock` {clock}), `w` ({of['w']}), `seconds` ({of['seconds']}",
        f"{stream.MAX_FEEDS} feeds",
        f"every {stream.KEEP_ALIVE_SECONDS:.0f} seconds",
        f"{3600 / stream.IDLE_SECONDS:,.0f} listings an hour",
        f"{cameras.CANDIDATES} newest files",
        f"Past {listing.MOST:,}",
    )
    assert [each for each in told if each not in text] == []
