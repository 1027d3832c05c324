"""Group J: what the function's own walls are: the size of an answer, and the end of the process."""

import base64
import io
import json
import random
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from handler import entry
from handler.app import create_app
from handler.entry import LAMBDA_JSON_BYTES, REST
from handler.geometry import Size
from handler.settings import Settings
from tests.servers import COMMANDS, SETTINGS, Request, finish, start, wait
from tests.test_entry import Context, rest

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
    monkeypatch.setattr(entry.http, "app", entry.Raw(create_app(settings)))
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


SLOW = Request("/generate/pattern?style=noise&cell=1&size=2000x2000&rot=1&blur=3&usm=50&fm=webp")
"""Half a second of work at least."""


@pytest.mark.case("J10")
@pytest.mark.parametrize(
    ("command", "status"),
    [(COMMANDS["uvicorn"], -signal.SIGTERM), ("handler serve --source samples --port 8000", 0)],
)
def test_sigterm_in_the_middle_of_a_render_lets_it_be_answered(command: str, status: int) -> None:
    """uvicorn by itself tells afterwards which signal ended it; the project's own command exits with 0."""
    server = start(command, SETTINGS | {"TINTYPE_SOURCE": "file:///nowhere"})
    answers = []
    try:
        wait(server)
        asking = threading.Thread(target=lambda: answers.append(server.ask(SLOW)))
        asking.start()
        time.sleep(0.2)
        assert not answers
        seconds = server.end(signal.SIGTERM)
        asking.join(10)
        assert [answer.status for answer in answers] == [200]
        assert answers[0].body[8:12] == b"WEBP"
        assert seconds < 10
        assert server.process.wait(1) == status
    finally:
        finish(server)
