"""Whatever is asked at a door, right or broken, a server and every front of Lambda answer the same.

The gate asks a few hundred addresses. `ADDRESSES=10000 make slow SUITE=alike` asks as many as one likes.
"""

import io
import os
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from handler.aws import fronts
from handler.config.settings import Settings
from handler.dialects.table import families
from tests.support.aws.events import Context
from tests.support.aws.fronts import FRONTS, answered
from tests.support.processes.asgi_servers import COMMANDS, Answer, Request, Server, finish, start, wait
from tests.support.requests.random_addresses import KEYS, random_addresses

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ASKED = ("REST API", "HTTP API", "Function URL")
FEW = 200
PASSING = {"date", "server", "connection", "x-request-id", "server-timing"}
"""Headers that are the server's own, or another each time."""

SETTINGS = {
    "TINTYPE_SOURCE": "s3://alike",
    "TINTYPE_UNSIGNED": "any",
    "TINTYPE_ORIGINALS": "on",
    "TINTYPE_DIALECTS": ",".join(sorted(families())),
    "TINTYPE_ROOT": "native",
    "TINTYPE_PUBLIC_URL": "https://img.example.com",
    "TINTYPE_LOG": "off",
}


@pytest.fixture(scope="module")
def pictures(store: "S3Client") -> None:
    """Small pictures, so that thousands of renditions take no time."""
    store.create_bucket(Bucket="alike")
    for key in KEYS[:-1]:
        file = io.BytesIO()
        Image.linear_gradient("L").resize((48, 32)).convert("RGB").save(
            file, key.rpartition(".")[2].replace("jpg", "jpeg")
        )
        store.put_object(Bucket="alike", Key=key, Body=file.getvalue())


@pytest.fixture(scope="module")
def through(pictures: None) -> Callable[[Request], dict[str, Answer]]:
    """Return what asks the handler through the three fronts."""
    del pictures
    from handler import entry
    from handler.app import create_app

    app = fronts.Raw(create_app(Settings.read(SETTINGS)))

    def ask(request: Request) -> dict[str, Answer]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(entry.http, "app", app)
            return {name: answered(entry.lambda_handler(FRONTS[name](request), Context())) for name in ASKED}

    return ask


@pytest.fixture(scope="module")
def server(pictures: None) -> Iterator[Server]:
    del pictures
    started = start(COMMANDS["uvicorn"], SETTINGS)
    try:
        wait(started)
        yield started
    finally:
        finish(started)


def told(answer: Answer) -> tuple[int, dict[str, str], bytes]:
    """Return an answer without what is another each time."""
    headers = {name: value for name, value in answer.headers.items() if name not in PASSING}
    return answer.status, headers, answer.body.replace(answer.headers["x-request-id"].encode(), b"")


@pytest.mark.parametrize(
    "count", [FEW, pytest.param(int(os.environ.get("ADDRESSES", "10000")), marks=pytest.mark.slow)]
)
def test_a_server_and_every_front_answer_the_same(
    count: int, server: Server, through: Callable[[Request], dict[str, Answer]]
) -> None:
    statuses: Counter[int] = Counter()
    apart = []
    for url in random_addresses(count):
        request = Request(url, headers=(("Accept", "image/webp,*/*"),))
        first = server.ask(request)
        statuses[first.status] += 1
        apart += [(url, front) for front, other in through(request).items() if told(other) != told(first)]
    assert apart == [], chr(10).join(map(str, apart))
    assert not [status for status in statuses if status >= 500], statuses
    assert statuses[200] > count // 10
