"""Overload: five hundred clients for one process, and a hundred thousand requests: `make slow SUITE=overload`."""

import sys
from collections.abc import Iterator

import pytest

from tests.support.processes import many_clients
from tests.support.processes.asgi_servers import ROOT, SETTINGS, Request, Server, finish, start, wait
from tests.support.processes.many_clients import percentile

pytestmark = pytest.mark.slow

COMMAND = "uvicorn handler.app:app --port 8000 --no-server-header --log-level error"
CLIENTS, SECONDS = 500, 20.0
REJECTED_SECONDS, ADMITTED_SECONDS, RECOVERED_SECONDS = 0.05, 2.0, 5.0
REQUESTS, WARM = 100_000, 20_000
GROWTH = 1.05
TARGETS = ("/images/missing.jpg?w=9", "/images/bee.jpg?w=x", "/images/bee.jpg?nonsense=1", "/nowhere", "/health")


@pytest.fixture
def server() -> Iterator[Server]:
    started = start(COMMAND, SETTINGS | {"TINTYPE_SOURCE": f"file://{ROOT / 'samples'}", "MALLOC_ARENA_MAX": "2"})
    try:
        wait(started)
        yield started
    finally:
        finish(started)


@pytest.mark.case("L08")
def test_five_hundred_clients_are_served_or_told_so_at_once(server: Server) -> None:
    before = many_clients.ask(server, 1, picture, requests=10)
    stormed = many_clients.ask(server, CLIENTS, lambda number: picture(number + 10), seconds=SECONDS)
    after = many_clients.ask(server, 1, lambda number: picture(number + 7), requests=10)
    noted = [each for each in many_clients.journal(server) if each["status"] == 503]
    rejected = [float(str(each["duration"])) / 1000 for each in noted]
    report(
        f"{CLIENTS} clients, {SECONDS:.0f} s: {dict(stormed.statuses)}, {stormed.broken} lost",
        *(f"rejected in the server, {p:.0%}: {1000 * percentile(rejected, p):.1f} ms" for p in (0.5, 0.9, 0.99)),
        f"rejected at the client, 99%: {stormed.p99(503):.2f} s",
        f"admitted at the client, 99%: {stormed.p99(200):.2f} s",
        f"before the storm {before.p99(200):.2f} s, after it {after.p99(200):.2f} s",
    )
    assert set(stormed.statuses) == {200, 503}
    assert stormed.broken == 0
    assert percentile(rejected) < REJECTED_SECONDS
    assert stormed.p99(200) < ADMITTED_SECONDS
    assert set(after.statuses) == {200}
    assert after.told[0].seconds < RECOVERED_SECONDS


def report(*lines: str) -> None:
    """Show figures, whatever comes of them."""
    sys.stdout.write("\n" + "\n".join(lines) + "\n")


def picture(number: int) -> str:
    """Return a rendition that was not asked for before."""
    return f"/images/dandelion.jpg?w={300 + number % 700}&blur={1 + number // 700 % 200}&fm=webp"


def test_a_hundred_thousand_requests_leave_nothing_behind(server: Server) -> None:
    etag = server.ask(Request("/images/bee.jpg?w=40&fm=jpg")).headers["etag"]

    def mixed(number: int) -> str:
        if number % 50 == 0:
            return f"/images/bee.jpg?w={16 + number % 97}&fm={('jpg', 'png', 'webp', 'gif')[number // 50 % 4]}"
        if number % 25 == 0:
            return f"/generate/pattern?size={16 + number % 61}x32&style=noise&seed={number % 2000}"
        return f"/images/bee.jpg?w=40&fm=jpg {etag}" if number % 2 else TARGETS[number // 2 % len(TARGETS)]

    told = many_clients.ask(server, 8, mixed, requests=WARM)
    warm = many_clients.resident(server)
    for _ in range(REQUESTS // WARM - 1):
        told = many_clients.ask(server, 8, mixed, requests=WARM)
        assert told.broken == 0
        assert set(told.statuses) == {200, 304, 400, 404}
    left = many_clients.resident(server)
    report(f"{REQUESTS} requests: {warm} kB after {WARM}, {left} kB in the end")
    assert left < warm * GROWTH
