"""Group G: clients that are slow, half open or gone hold no worker, and the event loop is never blocked."""

import json
import socket
import struct
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import pytest

from handler.app import create_app
from handler.config.settings import Settings
from handler.rendering import render
from handler.rendering.pipeline import flow
from handler.runtime import admission
from tests.support.clocks import Loops
from tests.support.processes.asgi_servers import (
    COMMANDS,
    HOST,
    ROOT,
    SETTINGS,
    Answer,
    Request,
    Server,
    finish,
    start,
    wait,
)
from tests.support.requests.returning_images_page import example, serving
from tests.support.waiting import PATIENCE, until

MANY = 100
SMALL = "/generate/pattern?style=noise&size=64x64"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server as docs/servers.md starts it."""
    server = start(COMMANDS["uvicorn"], SETTINGS | {"TINTYPE_SOURCE": f"file://{ROOT / 'samples'}"})
    try:
        wait(server)
        yield server
    finally:
        finish(server)


def quick(server: Server) -> Answer:
    """Return the answer to an ordinary request."""
    return server.ask(Request("/images/bee.jpg?w=30&fm=jpg"))


@pytest.mark.case("G07")
@pytest.mark.parametrize("said", [b"", b"GET /images/bee.jpg?w=9 HTTP/1.1\r\nHos", b"POST /render HTTP/1.1\r\n"])
def test_a_hundred_clients_that_say_half_a_request_are_in_nobodys_way(server: Server, said: bytes) -> None:
    with ExitStack() as held:
        for _ in range(MANY):
            held.enter_context(server.connect()).sendall(said)
        assert quick(server).status == 200


@pytest.mark.case("G07")
def test_a_body_that_stops_coming_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Loops()
    clock.install(monkeypatch)
    app = create_app(Settings(source=f"file://{ROOT / 'samples'}", unsigned=frozenset({"any"}), log=False))
    head = f"POST /render HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n"
    with serving(app) as address, ExitStack() as held:
        there = urlsplit(address)
        connect = partial(socket.create_connection, (there.hostname, there.port), timeout=PATIENCE)
        stalled = [held.enter_context(connect()) for _ in range(MANY // 2)]
        for each in stalled:
            each.sendall(head.encode() + b'{"source": ')
        assert example("wire").ask(f"{address}/images/bee.jpg?w=30&fm=jpg").status == 200
        clock.forward(app.state.settings.deadline)
        assert stalled[0].recv(65_536).startswith(b"HTTP/1.1 504 ")


@pytest.mark.case("G07")
def test_who_has_left_is_no_longer_in_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many requests whose clients have left, those that waited are never rendered."""
    begun, over = [], Event()

    def held(*arguments: Any) -> object:
        begun.append(arguments)
        assert over.wait(PATIENCE)
        return flow(*arguments)

    monkeypatch.setattr(admission, "WAIT_SECONDS", PATIENCE)
    monkeypatch.setattr(admission, "AHEAD_SECONDS", PATIENCE)
    app = create_app(Settings(source="", unsigned=frozenset({"any"}), deadline=PATIENCE, log=False))
    shared = app.state.load
    shared.cores = 2
    with serving(app) as address, ExitStack() as clients:
        monkeypatch.setattr(render, "flow", held)
        there = urlsplit(address)
        for number in range(12):
            gone = clients.enter_context(socket.create_connection((there.hostname, there.port)))
            gone.sendall(f"GET {SMALL}&seed={number} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            # Closing is a reset: the client is no longer there, and has not just finished what it had to say.
            gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        until(lambda: (len(begun), len(shared.line)) == (2, 10))
        clients.close()
        until(lambda: not shared.line)
        over.set()
        until(lambda: not shared.running)
        assert len(begun) == 2
        assert example("wire").ask(f"{address}{SMALL}").status == 200


@pytest.mark.case("G07")
def test_a_client_that_does_not_read_is_in_nobodys_way(server: Server) -> None:
    with ExitStack() as held:
        for _ in range(8):
            deaf = held.enter_context(server.connect())
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            deaf.sendall(f"GET /images/bee.jpg HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode() * 20)
        assert quick(server).status == 200
        assert json.loads(server.ask(Request("/health")).body)["status"] == "ok"
