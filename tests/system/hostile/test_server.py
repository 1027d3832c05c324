"""The whole corpus through one uvicorn process with a gigabyte, good requests beside it: `make slow SUITE=hostile`."""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import NamedTuple, Self

import pytest

from tests.support.hostile.corpus import corpus, folder
from tests.support.hostile.sample import Sample
from tests.support.processes.asgi_servers import HOST, ROOT, Server, finish, wait
from tests.support.processes.ports import free_port

KILOBYTES = 1 << 20
"""The address space of the server, whose resident memory may be no more than MOST."""

MOST = 600
AT_ONCE = 20
PATIENCE = 1.0
BESIDE = 400
"""Good requests with nobody else there."""

ROUNDS = 3
"""How often the corpus is gone through twenty at once: long enough for some hundred good requests beside it."""

FULL, MOST_TRIES = 503, 10
"""What a full server answers, and how often one client lets itself be told."""

GOOD = (
    "bee.jpg?w=300&fm=webp",
    "owl.png?w=200&fm=webp",
    "bridge.webp?w=320&fm=jpg",
    "citrus.jpg?w=120&h=120&fit=crop&fm=png",
)

pytestmark = pytest.mark.slow


class Reply(NamedTuple):
    """What came back, and after how many seconds."""

    status: int
    body: bytes
    seconds: float


class Caller:
    """A client with one connection. Told that the server is full, it comes again when it was told to."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=30)
        self.full = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def __call__(self, path: str) -> Reply:
        while True:
            start = time.perf_counter()
            self.connection.request("GET", path)
            answer = self.connection.getresponse()
            body = answer.read()
            reply = Reply(answer.status, body, time.perf_counter() - start)
            if answer.status != FULL or self.full == MOST_TRIES:
                return reply
            self.full += 1
            time.sleep(int(answer.headers["retry-after"]))


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    port, log = free_port(), tempfile.TemporaryFile()  # noqa: SIM115 - closed with the server
    uvicorn = [sys.executable, "-m", "uvicorn", "handler.app:app", "--port", str(port), "--no-server-header"]
    settings = {
        "TINTYPE_SOURCE": f"hostile=file://{folder()},good=file://{ROOT / 'samples'}",
        "TINTYPE_UNSIGNED": "any",
        "TINTYPE_INPUTS": "jpg,png,gif,webp,avif,tiff",
        "MALLOC_ARENA_MAX": "2",
    }
    process = subprocess.Popen(
        ["/bin/sh", "-c", f'ulimit -v {KILOBYTES} && exec "$@"', "sh", *uvicorn, "--no-access-log"],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    started = Server(process, port, log)
    try:
        wait(started)
        yield started
    finally:
        finish(started)


def samples() -> list[Sample]:
    """Return the samples for a server that reads TIFF."""
    return [sample for sample in corpus().values() if sample.tiff]


def path(sample: Sample) -> str:
    return f"/images/hostile/{sample.key}?{sample.query}"


def megabytes(server: Server) -> float:
    """Return the most that the server has had in memory."""
    lines = Path(f"/proc/{server.process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM:"))


def wrong(asked: list[Sample], replies: list[Reply]) -> list[str]:
    """Return what is not as expected."""
    pairs = zip(asked, replies, strict=True)
    return [f"{sample.name}: {reply.status}" for sample, reply in pairs if reply.status not in sample.expected]


def slowest(replies: list[Reply], part: float = 0.99) -> float:
    """Return the time, milliseconds, that this part of the replies did not need."""
    return 1000 * sorted(reply.seconds for reply in replies)[int(part * (len(replies) - 1))]


def say(line: str) -> None:
    """Show a figure to whoever runs `make slow SUITE=hostile`."""
    sys.stdout.write(f"{line}\n")


def told(said: str, server: Server, replies: list[Reply]) -> None:
    """Print the figures of one round."""
    statuses = " ".join(f"{status}:{number}" for status, number in sorted(Counter(r.status for r in replies).items()))
    times = f"median {slowest(replies, 0.5):.0f} ms, p99 {slowest(replies):.0f} ms, most {slowest(replies, 1):.0f} ms"
    say(f"{said}: {len(replies)} answers ({statuses}), {times}; peak memory {megabytes(server):.0f} MB")


def beside(server: Server, stop: Event, least: int = 0) -> list[Reply]:
    """Ask for good pictures until `stop`, but so often at least."""
    replies: list[Reply] = []
    with Caller(server.port) as call:
        while len(replies) < least or not stop.is_set():
            replies.append(call(f"/images/good/{GOOD[len(replies) % len(GOOD)]}"))
    return replies


def crowd(server: Server, paths: list[str]) -> list[Reply]:
    """Ask for all of these, twenty at once."""

    def ask(own: list[str]) -> tuple[list[Reply], int]:
        with Caller(server.port) as call:
            return [call(path) for path in own], call.full

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answered = list(pool.map(ask, (paths[number::AT_ONCE] for number in range(AT_ONCE))))
    say(f"told to come again: {sum(full for _, full in answered)}")
    return [answered[number % AT_ONCE][0][number // AT_ONCE] for number in range(len(paths))]


def together(server: Server, paths: list[str]) -> tuple[list[Reply], list[Reply]]:
    """Return the replies to the crowd, and to one client with good requests beside it."""
    stop = Event()
    with ThreadPoolExecutor(1) as pool:
        good = pool.submit(beside, server, stop)
        replies = crowd(server, paths)
        stop.set()
        return replies, good.result()


@pytest.mark.case("A19")
def test_one_after_the_other(server: Server) -> None:
    with Caller(server.port) as call:
        replies = [call(path(sample)) for sample in samples()]
    told("one after the other", server, replies)
    strange = wrong(samples(), replies)
    assert not strange
    # The names alone: pytest would print all bytes of all files.
    late = {s.name: r.seconds for s, r in zip(samples(), replies, strict=True) if r.seconds > PATIENCE}
    assert not late
    for sample, reply in zip(samples(), replies, strict=True):
        assert sample.limit in {"", json.loads(reply.body).get("limit") if sample.limit else ""}, sample.name
    assert megabytes(server) < MOST


@pytest.mark.case("A19")
def test_twenty_at_once_with_good_requests_beside(server: Server) -> None:
    """Good requests may wait no longer than they would beside as many good ones, times two."""
    stop = Event()
    stop.set()
    told("good alone", server, beside(server, stop, BESIDE))
    asked = ROUNDS * samples()
    well = [f"/images/good/{GOOD[number % len(GOOD)]}" for number in range(len(asked))]
    _, clean = together(server, well)
    told("good beside 20 good", server, clean)
    replies, loaded = together(server, [path(sample) for sample in asked])
    told("20 hostile at once", server, replies)
    told("good beside 20 hostile", server, loaded)
    strange = wrong(asked, replies)
    assert not strange
    assert {reply.status for reply in (*clean, *loaded)} == {200}
    assert slowest(loaded) < 2 * slowest(clean)
    assert megabytes(server) < MOST
    assert server.process.poll() is None
    said = server.printed()
    assert "Traceback" not in said
    say(f"printed by libraries: {sum(not line.startswith(('{', 'INFO')) for line in said.splitlines())} lines")
