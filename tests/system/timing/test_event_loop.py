"""How long the event loop is held up while a server has more to do than it can, by a clock inside it."""

import io
import json
import random
import signal
import threading
from collections.abc import Iterator

import pytest
from PIL import Image

from tests.support.processes import many_clients
from tests.support.processes.asgi_servers import ROOT, SETTINGS, Request, Server, finish, start, wait

HEAVY = "/generate/pattern?style=noise&cell=1&size=700x700&rot=1&blur=3&fm=webp"
MORE = {"TINTYPE_SOURCE": f"file://{ROOT / 'samples'}", "TINTYPE_LIMITS": "bytes=30000000", "MALLOC_ARENA_MAX": "2"}
BLOCKED_SECONDS = 0.1
"""Of its own processor time, what one turn of the event loop may take."""

REFUSED_MILLISECONDS = 50

pytestmark = pytest.mark.slow


@pytest.fixture
def server() -> Iterator[Server]:
    server = start("tests.support.processes.watched_loop --port 8000", SETTINGS | MORE)
    try:
        wait(server)
        yield server
    finally:
        finish(server)


@pytest.mark.case("L08")
def test_more_than_can_be_made_are_refused_within_moments(server: Server) -> None:
    told = many_clients.ask(server, 40, lambda number: f"{HEAVY}&seed={number}", requests=40)
    assert told.broken == 0
    assert set(told.statuses) == {200, 503}
    noted = [each for each in many_clients.journal(server) if each["route"] == "/generate/pattern"]
    rejected = [float(str(each["duration"])) for each in noted if each["status"] == 503]
    assert many_clients.percentile(rejected, 0.5) < REFUSED_MILLISECONDS


def test_the_event_loop_is_never_blocked(server: Server) -> None:
    etag = server.ask(Request("/images/bee.jpg?w=40&fm=jpg")).headers["etag"]
    targets = [
        f"{HEAVY}&seed=1",
        f"/images/bee.jpg?w=40&fm=jpg {etag}",
        "/images/missing.jpg?w=9",
        f"/images/bee.jpg?{'&'.join(f'x{n}=1' for n in range(900))}",
        f"/images/{'%20' * 1000}?w=1",
        "/images/dandelion.jpg?w=300&fm=avif",
        "/images/dandelion.jpg",
        f"/generate/card?title={'a%20' * 60}",
        "/errors",
    ]
    uploads = [threading.Thread(target=server.send, args=(body.encoded(),)) for body in (posted(), deep())]
    for thread in uploads:
        thread.start()
    many_clients.ask(server, 16, lambda number: targets[number % len(targets)], requests=120)
    for thread in uploads:
        thread.join()
    server.end(signal.SIGTERM)
    said = json.loads(server.printed().splitlines()[-1])
    assert said["watched"] > 100
    assert said["worked"] < BLOCKED_SECONDS, said


def posted() -> Request:
    """Return the upload of a picture of seven megabytes."""
    file = io.BytesIO()
    Image.frombytes("RGB", (1500, 1500), random.Random(0).randbytes(3 * 1500**2)).save(file, "PNG", compress_level=0)  # noqa: S311 - a picture
    head = b'--b\r\nContent-Disposition: form-data; name="picture"; filename="p"\r\n\r\n'
    form = ("Content-Type", "multipart/form-data; boundary=b")
    return Request("/render", "POST", (form,), head + file.getvalue() + b"\r\n--b--\r\n")


def deep() -> Request:
    """Return a recipe that is as deep as its bytes allow."""
    return Request("/render", "POST", (("Content-Type", "application/json"),), b"[" * 60_000)
