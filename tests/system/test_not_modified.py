"""A 304 says what the 200 said, or nothing: whoever keeps the answer takes over what a 304 says (RFC 9111, 3.2)."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from handler.aws import fronts
from handler.config.settings import Settings
from tests.conftest import Client
from tests.support.aws.fronts import FRONTS, answered
from tests.support.processes.asgi_servers import SETTINGS, Answer, Request
from tests.support.requests.needed_parameters import NEEDED, addresses

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

OWN = {"x-request-id", "date", "server-timing"}
"""What is of one answer and of no other."""

UNTAGGED = {"/health", "/feeds/{prefix:path}"}
FILLED = {"{key}": "owl.png", "{prefix:path}": "~clock", "/docs/{name}": "/docs/favicon.png", "{name}": "main.js"}
Ask = Callable[[Request], Answer]


@pytest.fixture(scope="module")
def asking(store: "S3Client") -> dict[str, Ask]:
    """Return what asks one application: by itself, and through each of Lambda's fronts."""
    del store
    from handler import entry
    from handler.app import create_app
    from tests.support.aws.events import Context

    app = create_app(Settings.read(SETTINGS | {"TINTYPE_ALLOW_ORIGINS": "https://shop.example"}))
    client, raw = TestClient(app), fronts.Raw(app)

    def alone(request: Request) -> Answer:
        answer = client.request(request.method, request.target, headers=list(request.headers))
        return Answer(answer.status_code, dict(answer.headers), answer.content)

    def through(front: str, request: Request) -> Answer:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(entry.http, "app", raw)
            return answered(entry.lambda_handler(FRONTS[front](request), Context()))

    return {"alone": alone, **{front: partial(through, front) for front in FRONTS}}


ASKED = {"/translate": "url=/images/bee.jpg%3Fw=20"}
"""What a page has to be asked."""


def targets(app: Any) -> list[str]:
    """Return an address of every route that is asked with GET, of a stored picture one as it is and one changed."""
    found = []
    for route in app.routes:
        if isinstance(route, Route) and "GET" in (route.methods or ()) and route.path not in UNTAGGED:
            for path in addresses(route.path, FILLED):
                query = NEEDED.get(path.rpartition("/")[2], "") if "generate" in path else ASKED.get(path, "")
                more = ["w=20", "w=20&dl=owl"] if "{key:path}" in route.path else []
                found += [f"{path}?{each}" for each in (query, *more)]
    return found


@pytest.mark.parametrize("front", ["alone", *FRONTS])
def test_a_304_says_nothing_that_the_200_says_otherwise(asking: dict[str, Ask], client: Client, front: str) -> None:
    asked = targets(client().app)
    assert len(asked) > 15
    for target in asked:
        for more in ((), (("Accept", "image/webp,application/json"), ("Origin", "https://shop.example"))):
            whole = asking[front](Request(target, headers=more))
            assert whole.status == 200, target
            for method in ("GET", "HEAD"):
                kept = asking[front](Request(target, method, (*more, ("If-None-Match", whole.headers["etag"]))))
                assert (kept.status, kept.body) == (304, b""), target
                assert said(kept).items() <= said(whole).items(), target
                assert {"etag", "cache-control"} <= set(kept.headers), target


def said(answer: Answer) -> dict[str, str]:
    return {name.lower(): value for name, value in answer.headers.items() if name.lower() not in OWN}
