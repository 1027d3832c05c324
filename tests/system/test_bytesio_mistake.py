"""The mistakes that docs/returning-images.md warns of, shown failing: StreamingResponse(BytesIO) above all."""

import asyncio
import base64
import http.client
import importlib.util
import io
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import anyio.to_thread
import numpy as np
import pytest
from fastapi import FastAPI, Response
from PIL import Image
from starlette.testclient import TestClient
from starlette.types import Message

from tests.support.processes.ports import free_port
from tests.support.requests.returning_images_page import (
    DOCS,
    PAGE,
    PROSE,
    Counting,
    example,
    serving,
    source,
    table,
    through_mangum,
)
from tests.support.waiting import PATIENCE, until

wire, mistake, wrong, chunks = (example(name) for name in ("wire", "mistake", "wrong", "chunks"))
SERVERS = {
    "uvicorn": ["--port={port}"],
    "hypercorn": ["--bind=127.0.0.1:{port}"],
    "granian": ["--interface=asgi", "--port={port}"],
    "daphne": ["--port={port}"],
}
HTTPTOOLS = pytest.mark.skipif(importlib.util.find_spec("httptools") is None, reason="uvicorn's other parser")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(mistake.app) as running:
        yield running


@pytest.mark.parametrize("parser", ["h11", pytest.param("httptools", marks=HTTPTOOLS)])
def test_the_three_ways_differ_as_the_table_says(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hops = 0
    really = anyio.to_thread.run_sync

    async def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal hops
        hops += 1
        return await really(*args, **kwargs)

    monkeypatch.setattr(anyio.to_thread, "run_sync", counted)
    app = Counting(mistake.app)
    columns = []
    with serving(app, parser) as running:
        for path in ("/right", "/file", "/wrong"):
            app.bodies = hops = 0
            answer = wire.ask(running + path)
            assert b"".join(answer.pieces) == mistake.DATA
            coding = answer.headers.get("transfer-encoding", "none")
            length = int(answer.headers.get("content-length", 0))
            pieces = len(answer.pieces) if coding == "chunked" else 0
            columns.append([said(length), coding, said(app.bodies), said(pieces), said(hops)])
    rows = table(f"{len(mistake.DATA):,} bytes")
    assert [row[1:] for row in rows] == [list(row) for row in zip(*columns, strict=True)]


def said(count: int) -> str:
    return f"{count:,}" if count else "none"


@pytest.mark.parametrize("name", chunks.pictures())
def test_a_picture_is_cut_at_every_newline_byte(name: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = chunks.pictures()[name]
    monkeypatch.setattr(mistake, "DATA", data)
    pieces = wire.ask(address + "/wrong").pieces
    assert b"".join(pieces) == data
    assert all(piece.endswith(b"\n") for piece in pieces[:-1])
    assert not any(b"\n" in piece[:-1] for piece in pieces)
    assert f"{name} {len(pieces):,}" in PAGE


def test_an_open_file_is_cut_likewise() -> None:
    with mistake.PHOTO.open("rb") as file:
        assert list(file) == list(io.BytesIO(mistake.DATA))


def test_one_gray_is_a_chunk_for_every_colour_byte() -> None:
    pieces = list(io.BytesIO(chunks.pictures()["gray.bmp"]))
    assert set(pieces[1:]) == {b"\n"}
    assert f"becomes {len(pieces):,} chunks, all but the first a single byte" in PROSE


def test_the_chart_is_fresh() -> None:
    drawn, kept = chunks.chart(), Image.open(chunks.CHART).convert("RGB")
    assert drawn.size == kept.size
    assert np.abs(np.asarray(drawn, dtype=int) - np.asarray(kept)).mean() < 3, "run docs/examples/chunks.py"


@pytest.mark.parametrize("server", SERVERS)
def test_every_server_sends_a_length_or_the_lines_as_chunks(server: str) -> None:
    if importlib.util.find_spec(server) is None:
        pytest.skip("not installed")
    assert server in PROSE
    port = free_port()
    options = [option.format(port=port) for option in SERVERS[server]]
    started = subprocess.Popen([sys.executable, "-m", server, *options, "mistake:app"], cwd=DOCS / "examples")
    try:
        answers = [wire.ask(f"http://127.0.0.1:{listening(port)}{path}") for path in ("/right", "/file", "/wrong")]
    finally:
        started.terminate()
        started.wait(PATIENCE)
    lengths = [answer.headers.get("content-length") for answer in answers]
    assert lengths == [str(len(mistake.DATA)), str(len(mistake.DATA)), None]
    assert [len(answer.pieces) for answer in answers] == [1, 1, 6722]


def listening(port: int) -> int:
    """Return the port once a server listens on it."""

    def listens() -> bool:
        with socket.socket() as probe:
            return not probe.connect_ex(("127.0.0.1", port))

    until(listens)
    return port


def test_a_client_cannot_know_how_far_it_is(address: str) -> None:
    lengths = []
    for path in ("/right", "/wrong"):
        connection = http.client.HTTPConnection(urlsplit(address).netloc)
        connection.request("GET", path)
        with connection.getresponse() as answer:
            lengths.append(answer.length)
            answer.read()
        connection.close()
    assert lengths == [len(mistake.DATA), None]


def test_a_test_of_the_content_sees_nothing_wrong() -> None:
    client = TestClient(mistake.app)
    assert client.get("/wrong").content == client.get("/right").content == mistake.DATA


def test_the_lines_are_cut_above_any_server() -> None:
    app = Counting(mistake.app)
    sent: list[Message] = []
    scope = {"type": "http", "method": "GET", "path": "/wrong", "query_string": b"", "headers": []}

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    loop = asyncio.new_event_loop()  # asyncio.run would take away the loop that Mangum keeps
    loop.run_until_complete(app({**scope, "asgi": {"spec_version": "2.4"}}, receive, send))
    loop.close()
    assert b"".join(message.get("body", b"") for message in sent) == mistake.DATA
    assert f"the same {app.bodies:,} messages" in PROSE


def test_mangum_collects_the_pieces_into_one_answer() -> None:
    app = Counting(mistake.app)
    streamed, whole = through_mangum(app, "/wrong"), through_mangum(mistake.app, "/right")
    assert app.bodies > 6000
    assert streamed["isBase64Encoded"] is True
    assert whole["isBase64Encoded"] is True
    assert streamed["body"] == whole["body"] == base64.b64encode(mistake.DATA).decode()
    assert whole["headers"]["content-length"] == str(len(mistake.DATA))
    assert "content-length" not in streamed["headers"]


@pytest.mark.parametrize(("written", "arrives"), [row[:2] for row in table("you wrote")])
def test_other_mistakes_end_as_the_table_says(written: str, arrives: str) -> None:
    found = re.search(rf'"(/\w+)"\)\ndef [^\n]*\n    {re.escape(written)}\n', source("wrong"))
    assert found
    with serving(wrong.app) as running:
        answer = wire.ask(running + found[1])
    body = b"".join(answer.pieces)
    kind = answer.headers.get("content-type", "no type").partition(";")[0]
    size = "the picture" if body == wrong.data else f"{len(body)} bytes"
    assert arrives == f"{answer.status}, {kind}" + (f", {size}" if answer.status == 200 else "")


def test_mangum_calls_an_untyped_picture_json() -> None:
    assert through_mangum(wrong.app, "/untyped")["headers"]["content-type"] == "application/json"


def test_bytes_read_where_save_left_off_are_none() -> None:
    assert wrong.buffer.read() == b""
    assert wrong.buffer.getvalue() == wrong.data


def test_plain_responses_carry_nothing_to_keep_them_by(address: str) -> None:
    assert {"etag", "last-modified", "cache-control"}.isdisjoint(wire.ask(address + "/right").headers)
    assert wire.ask(address + "/right", "HEAD").status == 405


def test_one_route_for_get_and_head_has_one_operation_id() -> None:
    app = FastAPI()
    app.api_route("/picture", methods=["GET", "HEAD"])(lambda: Response(b""))
    with pytest.warns(UserWarning, match="Duplicate Operation ID"):
        app.openapi()
