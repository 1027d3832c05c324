"""Answers that stream: the same as those that do not, while they are made; told and ended where they go wrong."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from handler.aws import fronts, streaming
from handler.aws.response_stream import ResponseStream
from handler.aws.runtime_api import InvocationContext, RuntimeFault
from handler.web import originals, responses
from tests.support.aws.events import EVENTS, NOISE, PICTURES, REFUSED, Context, event, v2
from tests.support.aws.fronts import FRONTS, Event, answered, function_url, rest
from tests.support.aws.runtime_service import FAR, REQUEST_ID, Answer, serving
from tests.support.aws.streaming_function import StreamingFunction, idle, running
from tests.support.faults.modes import MODES
from tests.support.faults.proxy import Answer as FromS3
from tests.support.faults.proxy import Exchange, Mode, Proxy
from tests.support.processes.asgi_servers import Answer as Received
from tests.support.processes.asgi_servers import Request
from tests.support.processes.coroutines import ran
from tests.support.waiting import PATIENCE

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BIG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 24_000
"""A file that begins like a JPEG, and that no front carries which does not stream."""

BEGUN = 1_000_000
"""So many bytes of it are certainly more than the first piece."""

ORIGINAL = Request("/images/big.jpg")
REQUESTS = (
    Request("/images/bee.jpg?w=64&fm=webp"),
    Request("/images/bee.jpg?w=64", headers=(("Accept", "image/avif,image/webp,*/*"),)),
    Request("/images/bee.jpg"),
    Request("/images/bee.jpg", "HEAD"),
    Request("/images/bee.jpg?w=64&fm=webp", "HEAD"),
    Request("/images/bee.jpg", headers=(("Range", "bytes=10-19"),)),
    Request("/images/bee.jpg", headers=(("Range", "bytes=99999999-"),)),
    Request("/images/bee.jpg", headers=(("If-None-Match", "*"),)),
    Request("/images/%62ee.jpg?w=6%34&fm=png"),
    Request("/images/a%2Fb.jpg?w=64"),
    Request("/images/bee.jpg?w=64&w=65"),
    Request("/images/bee.jpg?width=64"),
    Request("/images/none.jpg?w=64"),
    Request("/info/bee.jpg?w=64"),
    Request("/generate/gradient?size=32x32&fm=png"),
    Request("/nowhere"),
    Request("/health", "DELETE"),
    Request("/health", "OPTIONS", (("Access-Control-Request-Method", "GET"), ("Origin", "https://a.b"))),
)


@pytest.fixture(scope="module")
def function(store: "S3Client", tmp_path_factory: pytest.TempPathFactory) -> Iterator[StreamingFunction]:
    """A function that streams what is in the bucket `samples`, with a file that is BIG."""
    store.put_object(Bucket="samples", Key="big.jpg", Body=BIG)
    with running(tmp_path_factory.mktemp("function")) as started:
        yield started
    store.delete_object(Bucket="samples", Key="big.jpg")


@pytest.fixture(scope="module")
def buffered(store: "S3Client") -> Iterator[Callable[[Event], Received]]:
    """Return what the handler answers to the same events, all at once."""
    del store
    from handler import entry
    from handler.app import create_app
    from handler.config.settings import Settings

    with pytest.MonkeyPatch.context() as patch:
        app = create_app(Settings(source="s3://samples", unsigned=frozenset({"any"}), originals=True))
        patch.setattr(entry.http, "app", fronts.Raw(app))
        yield lambda event: answered(entry.lambda_handler(event, Context()))


@contextmanager
def before_proxy(store: "S3Client", s3_address: str, folder: Path, **modes: Mode) -> Iterator[tuple[Any, Proxy]]:
    """Run a function before an S3 that breaks off in BIG, or does there what the first of these modes does."""
    store.put_object(Bucket="samples", Key="big.jpg", Body=BIG)
    with Proxy(s3_address, {**MODES, **modes}) as proxy, running(folder, AWS_ENDPOINT_URL_S3=proxy.address) as started:
        proxy.inject("passed", 1, "GET /samples/big")  # the first tells the kind of the file
        proxy.inject(next(iter(modes), "truncated"), match="GET /samples/big")
        yield started, proxy
    store.delete_object(Bucket="samples", Key="big.jpg")


def received(answer: Answer) -> Received:
    """Return what the client gets of a streamed answer that is whole."""
    assert (answer.streamed, answer.whole, answer.error) == (True, True, ""), answer
    said = answer.prelude
    assert said["cookies"] == []
    return Received(said["statusCode"], said["headers"], answer.body)


def untimed(answer: Received) -> Received:
    return answer._replace(headers={name: said for name, said in answer.headers.items() if name != "server-timing"})


def named(request: Request) -> str:
    return f"{request.method} {request.target}"


@pytest.mark.parametrize("asked", REQUESTS, ids=named)
@pytest.mark.parametrize("front", [function_url, rest])
def test_an_answer_is_the_one_that_does_not_stream(
    function: StreamingFunction, buffered: Callable[[Event], Received], front: Any, asked: Request
) -> None:
    sent = front(asked)
    assert untimed(received(function.invoke(sent))) == untimed(buffered(sent))


def test_every_event_file_is_answered_as_without_streaming(
    function: StreamingFunction, buffered: Callable[[Event], Received]
) -> None:
    for name in (*PICTURES, *REFUSED):
        sent, answer = event(name), function.invoke(event(name))
        assert answer.streamed is name.startswith(("rest", "function-url")), name
        found = received(answer) if answer.streamed else answered(json.loads(answer.data))
        assert untimed(found) == untimed(buffered(sent)), name


@pytest.mark.parametrize("spoilt", [{"method": 7}, {"method": "GET", "path": None}])
def test_an_event_that_cannot_be_read_gets_the_same_refusal(
    function: StreamingFunction, buffered: Callable[[Event], Received], spoilt: Any
) -> None:
    sent = v2("/health")
    sent["requestContext"]["http"] = spoilt
    assert received(function.invoke(sent)) == buffered(sent)


def test_what_comes_through_a_front_that_does_not_stream_is_answered_at_once(function: StreamingFunction) -> None:
    for name in set(FRONTS) - {"REST API", "Function URL"}:
        small = function.invoke(FRONTS[name](Request("/images/bee.jpg?w=20&fm=png")))
        assert (small.streamed, json.loads(small.data)["statusCode"]) == (False, 200)
        assert json.loads(function.invoke(FRONTS[name](ORIGINAL)).data)["statusCode"] == 303
        assert json.loads(function.invoke(FRONTS[name](Request("/feeds/~clock"))).data)["statusCode"] == 501


def test_no_front_that_does_not_stream_carries_what_is_sent_while_it_is_read() -> None:
    rooms = [front.room for front in (fronts.REST, fronts.HTTP, fronts.FUNCTION_URL, fronts.ALB)]
    assert max(rooms) <= originals.WHOLE_BYTES < responses.STREAMED_BYTES


def test_a_client_that_has_the_picture_gets_304(function: StreamingFunction) -> None:
    first = received(function.invoke(function_url(ORIGINAL)))
    assert first.status == 200
    again = function_url(ORIGINAL._replace(headers=(("If-None-Match", first.headers["etag"]),)))
    answer = received(function.invoke(again))
    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers["etag"] == first.headers["etag"]
    assert "content-type" not in answer.headers


def test_an_original_past_the_front_arrives_whole_or_in_part(function: StreamingFunction) -> None:
    whole = received(function.invoke(function_url(ORIGINAL)))
    assert (whole.status, whole.headers["content-type"], whole.body) == (200, "image/jpeg", BIG)
    assert whole.headers["content-length"] == str(len(BIG))
    wanted = function_url(ORIGINAL._replace(headers=(("Range", "bytes=100-5999999"),)))
    part = received(function.invoke(wanted))
    assert (part.status, part.body) == (206, BIG[100:6_000_000])
    assert part.headers["content-range"] == f"bytes 100-5999999/{len(BIG)}"
    assert (part.headers["content-length"], part.headers["etag"]) == ("5999900", whole.headers["etag"])
    head = received(function.invoke(function_url(ORIGINAL._replace(method="HEAD"))))
    assert (head.headers, head.body) == (whole.headers, b"")


def test_a_picture_past_the_front_is_sent(function: StreamingFunction, buffered: Callable[[Event], Received]) -> None:
    query = urlencode({name: value for name, (value,) in NOISE.items()})
    sent = function_url(Request(f"/generate/pattern?{query}"))
    assert buffered(sent).status == 413
    answer = received(function.invoke(sent))
    assert (answer.status, answer.headers["content-length"]) == (200, str(len(answer.body)))
    assert len(answer.body) > fronts.FUNCTION_URL.room


def test_an_original_comes_in_pieces(function: StreamingFunction) -> None:
    answer = function.invoke(function_url(ORIGINAL))
    assert {len(chunk) for chunk in answer.chunks[1:-1]} == {originals.PIECE_BYTES}


def test_a_feed_streams_until_it_ends(function: StreamingFunction) -> None:
    answer = received(function.invoke(function_url(Request("/feeds/~clock?seconds=1&fps=30&w=32"))))
    assert (answer.status, answer.headers["content-type"].partition(";")[0]) == (200, "multipart/x-mixed-replace")
    assert answer.body.endswith(b"--tintype-next-frame--\r\n")
    assert answer.body.count(b"Content-Type: image/jpeg") > 1


def test_the_deadline_is_that_of_the_event(function: StreamingFunction) -> None:
    sent = function_url(Request("/images/bee.jpg?w=64"))
    assert received(function.invoke(sent, deadline=1)).status == 504
    assert received(function.invoke(sent, deadline=FAR)).status == 200


def test_a_trace_is_that_of_the_event(function: StreamingFunction) -> None:
    sent = function_url(Request("/errors"))
    sent["headers"] = {name: said for name, said in sent["headers"].items() if name != "x-amzn-trace-id"}
    for trace in ("Root=1-aaaa", "", "Root=1-bbbb"):
        function.invoke(sent, trace=trace)
    idle(function)
    lines = [json.loads(line) for line in function.printed().splitlines() if '"route":"/errors"' in line]
    assert [line.get("trace_id", "") for line in lines[-3:]] == ["Root=1-aaaa", "", "Root=1-bbbb"]
    assert {line["request_id"] for line in lines} == {REQUEST_ID}


def test_the_first_byte_leaves_before_s3_has_sent_the_last(store: "S3Client", s3_address: str, tmp_path: Path) -> None:
    arrived = threading.Event()
    seen: list[bool] = []

    def held(exchange: Exchange, answer: FromS3) -> None:
        exchange.send(answer, answer.body[:BEGUN])
        seen.append(arrived.wait(PATIENCE))
        exchange.wfile.write(answer.body[BEGUN:])

    with before_proxy(store, s3_address, tmp_path, held=held) as (function, _):
        function.service.on_chunk = lambda answer: arrived.set() if answer.body else None
        answer = received(function.invoke(function_url(ORIGINAL)))
    assert answer.body == BIG
    assert seen[0] is True


def test_when_the_client_leaves_nothing_more_is_read(store: "S3Client", s3_address: str, tmp_path: Path) -> None:
    ended: Queue[bool] = Queue()

    def stuck(exchange: Exchange, answer: FromS3) -> None:
        exchange.send(answer, answer.body[:BEGUN])
        ended.put(started.service.asked.wait(PATIENCE))

    def leave(answer: Answer) -> None:
        if answer.body:
            raise ConnectionError

    with before_proxy(store, s3_address, tmp_path, stuck=stuck) as (started, proxy):
        started.service.on_chunk = leave
        answer = started.invoke(function_url(ORIGINAL))
        assert (answer.whole, len(answer.body) < len(BIG)) == (False, True)
        assert ended.get(timeout=PATIENCE)  # the next event was asked for before S3 had sent the rest
        proxy.clear()
        started.service.on_chunk = lambda _: None
        assert received(started.invoke(function_url(ORIGINAL))).body == BIG
        assert "did not arrive" in started.printed()


def test_s3_that_breaks_off_for_good_is_told_behind_the_last_chunk(
    store: "S3Client", s3_address: str, tmp_path: Path
) -> None:
    with before_proxy(store, s3_address, tmp_path) as (function, proxy):
        answer = function.invoke(function_url(ORIGINAL))
        assert (answer.prelude["statusCode"], answer.whole) == (200, True)
        assert BIG.startswith(answer.body)
        assert 0 < len(answer.body) < len(BIG)
        assert answer.error == "Tintype.SourceUnusable"
        assert answer.said["stackTrace"] == []
        assert answer.said["errorMessage"]
        proxy.clear()
        assert received(function.invoke(function_url(ORIGINAL))).body == BIG


CONTEXT = InvocationContext.read(
    {"lambda-runtime-aws-request-id": REQUEST_ID, "lambda-runtime-deadline-ms": str(FAR)}, {}
)


def answering(app: ASGIApp) -> tuple[RuntimeFault | None, list[Answer]]:
    """Let an application answer an event; the fault of the invocation, and what was sent."""
    with serving() as service:
        streamer = streaming.Streaming(app, lambda *_: {}, service.address)
        try:
            fault = streamer.answer(v2("/"), CONTEXT)
        finally:
            streamer.loop.close()
        if fault:
            assert service.calls == []
        return fault, [] if fault else [service.answer()]


async def begin(send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"half", "more_body": True})


def test_an_error_before_the_first_byte_is_the_invocations() -> None:
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200})
        raise KeyError("secret")

    fault, answers = answering(app)
    assert answers == []
    assert fault
    assert fault.kind == "Tintype.InternalError"
    assert "secret" not in fault.message


def test_an_error_after_it_is_told_in_the_stream() -> None:
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await begin(send)
        raise TimeoutError

    fault, (answer,) = answering(app)
    assert fault is None
    assert (answer.body, answer.error) == (b"half", "Tintype.DeadlineExceeded")


def test_an_application_that_does_not_answer_is_a_fault() -> None:
    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        pass

    fault, answers = answering(app)
    assert (fault and fault.kind, answers) == ("Tintype.NoAnswer", [])


def test_an_answer_that_stops_half_way_is_not_whole() -> None:
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await begin(send)

    fault, (answer,) = answering(app)
    assert (fault, answer.whole, answer.error) == (None, False, "")


def test_the_application_hears_when_its_answer_is_out() -> None:
    heard: list[str] = []

    async def app(_scope: Scope, receive: Receive, send: Send) -> None:
        heard.append((await receive())["type"])
        await begin(send)
        await send({"type": "http.response.body"})
        heard.append((await receive())["type"])

    _, (answer,) = answering(app)
    assert heard == ["http.request", "http.disconnect"]
    assert received(answer).body == b"half"


def test_the_time_of_an_application_ends() -> None:
    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        await asyncio.Event().wait()

    async def run() -> RuntimeFault | None:
        exchange = streaming.Exchange(ResponseStream("127.0.0.1:1", REQUEST_ID), b"")
        return await exchange.run(app, {}, 0.0)

    fault = ran(run())
    assert fault
    assert fault.kind == "Tintype.DeadlineExceeded"


def test_an_http_api_does_not_stream_whatever_its_events_look_like() -> None:
    sent = rest(Request("/health"))
    assert streaming.streams(sent)
    assert not streaming.streams(sent | {"version": "1.0"})


def test_there_are_event_files_for_both_fronts_that_stream() -> None:
    assert {name for name in EVENTS if streaming.streams(event(name))} == {
        name for name in EVENTS if name.startswith(("rest", "function-url"))
    }
