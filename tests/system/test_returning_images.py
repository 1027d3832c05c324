"""docs/returning-images.md: every block is a file that runs, every row and figure is measured here or beside."""

import base64
import importlib
import io
import json
import re
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from time import strftime
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from tests.support.requests.returning_images_page import (
    DOCS,
    PAGE,
    PROSE,
    ROOT,
    example,
    serving,
    source,
    table,
    through_mangum,
)
from tests.support.waiting import PATIENCE

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BLOCKS = re.findall(r"^```python (\S+)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
wire = example("wire")
Serve = Callable[[str], str]


@pytest.fixture(scope="module")
def serve() -> Iterator[Serve]:
    """Return a function that starts an example, once, and gives its address."""
    with ExitStack() as running:
        yield cache(lambda name: running.enter_context(serving(example(name).app)))


@pytest.mark.parametrize(("place", "shown"), BLOCKS, ids=[place for place, _ in BLOCKS])
def test_every_block_is_the_text_of_its_file(place: str, shown: str) -> None:
    path, _, region = place.partition("#")
    found = re.search(rf"^# region: {region}\n(.*?)\n+# endregion", (DOCS / path).read_text(), re.DOTALL | re.MULTILINE)
    assert found
    assert shown.rstrip("\n") == found[1]
    assert f"]({path})" in PAGE


def test_no_block_is_outside_the_examples_and_no_example_is_unused() -> None:
    assert PAGE.count("\n```") == 2 * len(BLOCKS)
    assert {path.name for path in (DOCS / "examples").glob("*.py")} == {*re.findall(r"examples/(\w+\.py)", PAGE)}


def test_the_page_is_short() -> None:
    assert len(PAGE.splitlines()) <= 250


def test_what_the_page_names_of_this_project_is_there() -> None:
    named = re.findall(r"\[`(\w+)\.(\w+)(?:\.(\w+))?`\]\(\.\./handler/([\w/]+)\.py\)", PAGE)
    assert len(named) == PAGE.count("](../handler/")
    for module, name, attribute, file in named:
        assert module == file.rpartition("/")[2]
        found = getattr(importlib.import_module(f"handler.{file.replace('/', '.')}"), name)
        assert not attribute or hasattr(found, attribute), attribute


def test_this_project_streams_nothing_but_feeds() -> None:
    files = (path for path in (ROOT / "handler").rglob("*.py") if "StreamingResponse" in path.read_text())
    assert {str(path.relative_to(ROOT / "handler")) for path in files} == {"web/feeds/stream.py"}


def test_a_picture_in_memory_is_sent_whole_with_its_length(serve: Serve) -> None:
    answer = wire.ask(serve("memory") + "/square.png")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-length"] == str(len(answer.pieces[0]))
    assert Image.open(io.BytesIO(answer.pieces[0])).size == (64, 64)


@pytest.mark.parametrize(("path", "seconds", "through"), [("/good", PATIENCE, [True]), ("/bad", 0.5, [False])])
def test_a_def_route_lets_others_through_and_an_async_one_does_not(
    serve: Serve, path: str, seconds: float, through: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = serve("blocking")
    running, answered = threading.Event(), threading.Event()
    seen: list[bool] = []

    def render() -> bytes:
        running.set()
        seen.append(answered.wait(seconds))
        return b"picture"

    monkeypatch.setattr(example("blocking"), "render", render)
    slow = threading.Thread(target=wire.ask, args=[address + path])
    slow.start()
    assert running.wait(PATIENCE)
    assert wire.ask(address + "/health").pieces == [b"ok"]
    answered.set()
    slow.join()
    assert seen == through


def test_a_file_has_length_validators_and_ranges_but_no_304(serve: Serve) -> None:
    address = serve("files") + "/photos/bee.jpg"
    answer = wire.ask(address)
    size = (ROOT / "samples" / "bee.jpg").stat().st_size
    assert {"last-modified", "etag"} < set(answer.headers)
    assert (answer.headers["content-type"], answer.headers["content-length"]) == ("image/jpeg", str(size))
    assert wire.ask(address, headers={"Range": "bytes=0-9"}).status == 206
    again = wire.ask(address, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status, len(again.pieces[0])) == (200, size)
    assert wire.ask(address, "HEAD").status == 405


@pytest.mark.parametrize("name", ["nothing.jpg", "README.md", "..", "%2e%2e", "..%2f..%2fREADME.md", "%2fetc%2fpasswd"])
def test_no_other_file_comes_out_of_the_folder(serve: Serve, name: str) -> None:
    assert wire.ask(f"{serve('files')}/photos/{name}").status == 404


def test_a_static_folder_answers_304_and_head(serve: Serve) -> None:
    address = serve("files") + "/folder/bee.jpg"
    etag = wire.ask(address, "HEAD").headers["etag"]
    assert wire.ask(address, headers={"If-None-Match": etag}).status == 304


def test_a_stream_is_sent_while_it_is_made(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the first frame and the second it waits for the client, who has the first by then."""
    stream, seen = example("stream"), threading.Event()

    def wait(seconds: float) -> None:
        assert seconds == stream.INTERVAL
        assert seen.wait(PATIENCE)

    monkeypatch.setattr(stream, "time", SimpleNamespace(strftime=strftime, sleep=wait))
    with urllib.request.urlopen(serve("stream") + "/clock") as answer:
        assert answer.headers["content-type"] == stream.MIXED
        assert answer.readline() == b"--frame\r\n"
        seen.set()
        answer.read()
    parts = wire.ask(serve("stream") + "/clock").pieces
    assert len(parts) == 5
    for part in parts:
        head, _, body = part.partition(b"\r\n\r\n")
        assert int(head.rpartition(b" ")[2]) == len(body.removesuffix(b"\r\n"))
        assert Image.open(io.BytesIO(body)).size == (160, 48)


def test_mangum_holds_a_stream_back_until_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(example("stream"), "time", SimpleNamespace(strftime=strftime, sleep=waited.append))
    body = base64.b64decode(through_mangum(example("stream").app, "/clock")["body"])
    assert waited == 5 * [example("stream").INTERVAL]
    assert body.count(b"--frame") == 5


def test_openapi_says_what_the_table_says() -> None:
    paths = example("schema").app.openapi()["paths"]
    routes = re.findall(r'app\.get\("(/\w+)"(?:, ([^)]*))?\)\(', source("schema"))
    measured = []
    for path, declared in routes:
        content = paths[path]["get"]["responses"]["200"].get("content", {})
        measured.append([declared or "nothing", ", ".join(sorted(content)) or "none"])
    assert measured == table("declared")
    assert "PNG: dict[int | str, dict[str, Any]] = " + re.findall(r"`PNG` is `(.*?)`", PROSE)[0] in source("schema")


@pytest.mark.parametrize(
    ("named", "status"),
    [('"circle-1-9"', 304), ('W/"circle-1-9"', 304), ('"a", "circle-1-9"', 304), ("*", 304), ('"circle-1-8"', 200)],
)
def test_a_304_draws_nothing(named: str, status: int, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = example("conditional").draw
    drawn: list[int] = []

    def noted(side: int) -> bytes:
        drawn.append(side)
        return bytes(draw(side))

    monkeypatch.setattr(example("conditional"), "draw", noted)
    answer = wire.ask(serve("conditional") + "/circle.png?side=9", headers={"If-None-Match": named})
    assert answer.status == status
    assert answer.headers["etag"] == '"circle-1-9"'
    assert drawn == ([] if status == 304 else [9])
    assert ("content-length" in answer.headers) == (status == 200)


def test_head_has_the_headers_and_the_server_drops_the_body_but_mangum_does_not(serve: Serve) -> None:
    address = serve("conditional") + "/circle.png"
    get, head = wire.ask(address), wire.ask(address, "HEAD")
    assert (head.status, head.pieces) == (200, [b""])
    assert {**head.headers, "date": ""} == {**get.headers, "date": ""}
    assert through_mangum(example("conditional").app, "/circle.png", method="HEAD")["body"]


def test_a_picture_past_the_limit_is_fetched_from_s3(store: "S3Client", monkeypatch: pytest.MonkeyPatch) -> None:
    large = example("large")
    store.create_bucket(Bucket=large.BUCKET)
    limit = 6_291_556
    fits = through_mangum(large.app, "/noise.bmp", query="side=2160")
    assert fits["statusCode"] == 200
    assert 4_600_000 < int(fits["headers"]["content-length"]) <= large.ROOM
    assert len(json.dumps(fits)) < limit
    sent = through_mangum(large.app, "/noise.bmp", query="side=2200")
    assert (sent["statusCode"], sent["headers"]["cache-control"]) == (303, "no-store")
    assert parse_qs(urlsplit(sent["headers"]["location"]).query)["X-Amz-Expires"] == ["60"]
    with urllib.request.urlopen(sent["headers"]["location"]) as followed:
        assert followed.headers["content-type"] == "image/bmp"
        assert Image.open(io.BytesIO(followed.read())).size == (2200, 2200)
    monkeypatch.setattr(large, "ROOM", 10**9)
    assert len(json.dumps(through_mangum(large.app, "/noise.bmp", query="side=2200"))) > limit


def test_a_load_balancer_carries_less_than_a_fifth() -> None:
    from handler.aws.fronts import ALB, REST

    assert REST.room >= example("large").ROOM
    assert ALB.room * 5 < REST.room
