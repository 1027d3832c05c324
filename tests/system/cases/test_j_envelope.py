"""Group J: what the function's own walls are: the size of an answer, and the end of the process."""

import base64
import io
import json
import random
import signal
import socket
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from handler import entry
from handler.app import create_app
from handler.aws import fronts
from handler.aws.fronts import LAMBDA_JSON_BYTES, REST
from handler.config.settings import Settings
from handler.core.geometry import Size
from tests.support.aws.events import Context, rest
from tests.support.processes.asgi_servers import COMMANDS, HOST, SETTINGS, Server, finish, read, start, wait
from tests.support.waiting import PATIENCE, until

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

NOISE = Size(1300, 1210)
HEIGHTS = (1170, 1200, 1210)
"""Of noise as PNG, which takes three bytes a pixel: two are just within what goes out, one is just past it."""


@pytest.mark.case("J01")
@pytest.mark.parametrize("kept", [False, True])
def test_an_answer_of_nearly_all_that_lambda_carries_goes_out_and_a_larger_one_does_not(
    store: "S3Client", monkeypatch: pytest.MonkeyPatch, *, kept: bool
) -> None:
    if kept:
        store.create_bucket(Bucket="large")
    store.put_object(Bucket="samples", Key="noise.png", Body=noise())
    settings = Settings(source="s3://samples", unsigned=frozenset({"any"}), results="s3://large" * kept)
    monkeypatch.setattr(entry.http, "app", fronts.Raw(create_app(settings)))
    statuses = []
    for height in HEIGHTS:
        query = {"rect": [f"0,0,{NOISE.width},{height}"], "fm": ["png"]}
        answer: dict[str, Any] = entry.lambda_handler(rest("/images/noise.png", query), Context())
        assert len(json.dumps(answer)) <= LAMBDA_JSON_BYTES
        statuses.append(answer["statusCode"])
        if answer["statusCode"] == 200:
            assert REST.room * 0.95 < len(base64.b64decode(answer["body"])) <= REST.room
    assert statuses == [200, 200, 303 if kept else 413]


def noise() -> bytes:
    file = io.BytesIO()
    data = random.Random(1).randbytes(3 * NOISE.area)  # noqa: S311 - a picture
    Image.frombytes("RGB", NOISE, data).save(file, "PNG", compress_level=0)
    return file.getvalue()


RECIPE = b'{"source": {"made": {"generate": "pattern", "dimensions": [64, 64]}}, "output": {"formats": ["webp"]}}'


@pytest.mark.case("J10")
@pytest.mark.parametrize(
    ("command", "status"),
    [(COMMANDS["uvicorn"], -signal.SIGTERM), ("handler serve --source samples --port 8000", 0)],
)
def test_sigterm_in_the_middle_of_a_request_lets_it_be_answered(command: str, status: int) -> None:
    """uvicorn by itself tells afterwards which signal ended it; the project's own command exits with 0."""
    server = start(command, SETTINGS | {"TINTYPE_SOURCE": "file:///nowhere"})
    head = f"POST /render HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {len(RECIPE)}\r\nExpect: 100-continue\r\n"
    try:
        wait(server)
        with server.connect() as client, client.makefile("rb") as answer:
            client.sendall(f"{head}Content-Type: application/json\r\nConnection: close\r\n\r\n".encode())
            assert answer.readline().startswith(b"HTTP/1.1 100 ")  # the application asks for the body
            answer.readline()
            server.process.send_signal(signal.SIGTERM)
            until(lambda: refused(server))
            client.sendall(RECIPE)
            given = read(answer.read())
        assert (given.status, given.body[8:12]) == (200, b"WEBP"), given.body
        until(lambda: not server.alive())
        assert server.process.wait(PATIENCE) == status
    finally:
        finish(server)


def refused(server: Server) -> bool:
    """Return whether the server listens no more."""
    with socket.socket() as probe:
        return bool(probe.connect_ex((HOST, server.port)))
