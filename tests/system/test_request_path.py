"""The path of a warm request: what it may do, counted: calls to S3, digests, threads, and copies of what is sent.

Milliseconds are measured by `benchmarks/request_path.py`; these are what they are made of.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

import anyio.to_thread
import pytest

from handler import recipe
from handler.core.source_file import SourceFile
from handler.recipe import Recipe
from handler.rendering import identity
from handler.rendering.render import render
from handler.runtime.threadpool import ThreadPool
from handler.storage import s3_client
from handler.storage.result_store import ResultStore
from handler.web import images
from tests.conftest import Client
from tests.support.processes.coroutines import ran
from tests.support.s3.counted_calls import ReadCall, counted, reading

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PICTURE = "w=43&fm=png"


class Sent(NamedTuple):
    """What left the application, as it left: no server has copied it yet."""

    status: int
    headers: dict[bytes, bytes]
    body: bytes


class Kind(NamedTuple):
    """A kind of request, and what it takes. digests: computed; texts: of the recipe, written."""

    query: str
    calls: list[str]
    digests: int
    texts: int
    kept: bool = False
    conditional: bool = False
    status: int = 200
    method: str = "GET"


KINDS = {
    "miss": Kind(PICTURE, ["GetObject"], 1, 1),
    "hit": Kind(PICTURE, ["HeadObject", "GetObject"], 1, 1, kept=True),
    "304": Kind(PICTURE, ["HeadObject"], 1, 1, conditional=True, status=304),
    "head": Kind(PICTURE, ["HeadObject"], 1, 1, method="HEAD"),
    "original": Kind("", ["GetObject"], 1, 1),
    "304 of an original": Kind("", ["HeadObject"], 1, 1, conditional=True, status=304),
}


async def sent(app: Any, query: str, method: str, headers: list[tuple[bytes, bytes]]) -> Sent:
    """Ask an application by ASGI alone."""
    messages: list[dict[str, Any]] = []
    leaving = asyncio.Event()

    async def receive() -> dict[str, str]:
        await leaving.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        messages.append(message)

    scope = {"type": "http", "method": method, "path": "/images/bee.jpg", "raw_path": b"/images/bee.jpg"}
    await app({**scope, "query_string": query.encode(), "headers": headers, "root_path": ""}, receive, send)
    start, body = messages
    return Sent(start["status"], dict(start["headers"]), body["body"])


class Asking:
    """Asks for each kind of request, when everything is warm."""

    def __init__(self, client: Client, store: "S3Client") -> None:
        results = f"kept-{uuid4()}"
        store.create_bucket(Bucket=results)
        self.plain, self.keeping = client().app, client(results=f"s3://{results}").app

    def warm(self, kind: Kind) -> Callable[[], Sent]:
        """Return what asks once more, after it has been asked twice."""
        app = self.keeping if kind.kept else self.plain
        first = ran(sent(app, kind.query, "GET", []))
        headers = [(b"if-none-match", first.headers[b"etag"])] if kind.conditional else []
        ran(sent(app, kind.query, kind.method, headers))
        return lambda: ran(sent(app, kind.query, kind.method, headers))


@pytest.fixture
def asking(client: Client, store: "S3Client") -> Asking:
    return Asking(client, store)


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often what costs something has been done."""
    found: Counter[str] = Counter()

    def counting(name: str, owner: Any, attribute: str) -> None:
        function = getattr(owner, attribute)

        def counted_call(*given: Any, **named: Any) -> Any:
            found[name] += 1
            return function(*given, **named)

        monkeypatch.setattr(owner, attribute, counted_call)

    counting("digests", identity, "digest_of_text")
    counting("digests", recipe, "digest_of_text")
    counting("texts", Recipe, "text")
    counting("threads", ThreadPool, "run")
    counting("other threads", anyio.to_thread, "run_sync")
    return found


@pytest.mark.parametrize("name", KINDS)
def test_a_warm_request_asks_s3_so_often(asking: Asking, store: "S3Client", name: str) -> None:
    ask = asking.warm(KINDS[name])
    with counted(store) as calls:
        assert ask().status == KINDS[name].status
    assert calls == KINDS[name].calls


@pytest.mark.parametrize("name", KINDS)
def test_a_warm_request_asks_s3_without_botocore(asking: Asking, name: str) -> None:
    ask, asked = asking.warm(KINDS[name]), []
    clients = [s3_client.hasty(), s3_client.s3()]
    note = lambda **_: asked.append("botocore")  # noqa: E731
    for each in clients:
        each.meta.events.register("before-call.s3", note)
    try:
        with reading(lambda call: asked.append(call.name)):
            ask()
    finally:
        for each in clients:
            each.meta.events.unregister("before-call.s3", note)
    assert asked == KINDS[name].calls


@pytest.mark.parametrize("name", KINDS)
def test_a_warm_request_has_one_digest_and_one_thread(asking: Asking, name: str, counts: Counter[str]) -> None:
    kind = KINDS[name]
    ask = asking.warm(kind)
    counts.clear()
    assert ask().status == kind.status
    assert counts == {"digests": kind.digests, "texts": kind.texts, "threads": 1}


def test_what_is_sent_is_what_was_made_and_no_copy_of_it(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    bodies: list[bytes] = []
    find, read = ResultStore.find, SourceFile.read

    def rendering(*given: Any, **named: Any) -> Any:
        made = render(*given, **named)
        bodies.append(made.body)
        return made

    def finding(store: ResultStore, address: str) -> Any:
        found = find(store, address)
        bodies.extend([found.body] if found else [])
        return found

    def noting(file: SourceFile, size: int = -1, /) -> bytes:
        found = read(file, size)
        bodies.append(found)
        return found

    monkeypatch.setattr(images, "render", rendering)
    monkeypatch.setattr(ResultStore, "find", finding)
    monkeypatch.setattr(SourceFile, "read", noting)
    for name in ("miss", "hit", "original"):
        ask = asking.warm(KINDS[name])
        bodies.clear()
        body = ask().body
        assert any(body is each for each in bodies), name


def test_what_is_asked_of_s3_is_the_object_and_no_more(asking: Asking) -> None:
    ask = asking.warm(KINDS["hit"])
    asked: list[ReadCall] = []
    with reading(asked.append):
        ask()
    head, get = asked
    assert (head.key, head.asked) == ("bee.jpg", {})
    assert get.asked == {}
