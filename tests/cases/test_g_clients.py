"""Group G: clients that are slow, half open or gone hold no worker, and the event loop is never blocked."""

import json
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.crowd import journal
from tests.servers import COMMANDS, HOST, ROOT, SETTINGS, Answer, Request, Server, finish, start, wait

WORK = "style=noise&cell=1&size=2000x2000&rot=1&blur=3&usm=50&fm=webp"
PATIENCE = "1"
MANY = 100


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server that gives an answer a second."""
    more = {"TINTYPE_SOURCE": f"file://{ROOT / 'samples'}", "TINTYPE_DEADLINE": PATIENCE}
    server = start(COMMANDS["uvicorn"], SETTINGS | more)
    try:
        wait(server)
        yield server
    finally:
        finish(server)


def quick(server: Server) -> Answer:
    """Return the answer to an ordinary request, which has to come within a second."""
    begun = time.monotonic()
    answer = server.ask(Request("/images/bee.jpg?w=30&fm=jpg"))
    assert time.monotonic() - begun < 1
    return answer


def made(server: Server) -> list[object]:
    """Return the status of every made picture that was asked for."""
    return [line["status"] for line in journal(server) if line["route"] == "/generate/pattern"]


def until_free(server: Server) -> None:
    """Wait until a picture is made again: what was left of the renders ends at their next step."""
    end = time.monotonic() + 3
    while quick(server).status != 200:
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.case("G07")
@pytest.mark.parametrize("said", [b"", b"GET /images/bee.jpg?w=9 HTTP/1.1\r\nHos", b"POST /render HTTP/1.1\r\n"])
def test_a_hundred_clients_that_say_half_a_request_are_in_nobodys_way(server: Server, said: bytes) -> None:
    with ExitStack() as held:
        for _ in range(MANY):
            held.enter_context(server.connect()).sendall(said)
        assert quick(server).status == 200


@pytest.mark.case("G07")
def test_a_body_that_stops_coming_is_given_up(server: Server) -> None:
    head = f"POST /render HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n"
    with ExitStack() as held:
        stalled = [held.enter_context(server.connect()) for _ in range(MANY // 2)]
        for each in stalled:
            each.sendall(head.encode() + b'{"source": ')
        assert quick(server).status == 200
        begun = time.monotonic()
        answer = stalled[0].recv(65_536)
        assert time.monotonic() - begun < float(PATIENCE) + 4
        assert answer.startswith(b"HTTP/1.1 504 ")


@pytest.mark.case("G07")
def test_who_has_left_is_no_longer_in_the_line(server: Server) -> None:
    """Of many heavy requests whose clients have left, those that waited are never rendered."""
    for number in range(12):
        gone = server.connect()
        gone.sendall(f"GET /generate/pattern?{WORK}&seed={number} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        time.sleep(0.02)
        # Reset: the client is no longer there, and has not just finished what it had to say.
        gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        gone.close()
    end = time.monotonic() + 8
    while len(statuses := made(server)) < 12 and time.monotonic() < end:
        time.sleep(0.05)
    assert len(statuses) == 12
    assert statuses.count(200) < 6
    until_free(server)


@pytest.mark.case("G07")
def test_a_client_that_does_not_read_is_in_nobodys_way(server: Server) -> None:
    with ExitStack() as held:
        for _ in range(8):
            deaf = held.enter_context(server.connect())
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            deaf.sendall(f"GET /images/bee.jpg HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode() * 20)
        time.sleep(0.2)
        assert quick(server).status == 200
        assert json.loads(server.ask(Request("/health")).body)["status"] == "ok"
