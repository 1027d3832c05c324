"""Dispatch: a row added to the table is a door like any other, and each reply of a dialect becomes an answer."""

import io
import string
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from handler import entry
from handler.app import create_app
from handler.aws.fronts import Raw
from handler.config.settings import Settings
from handler.core.signing import sign
from handler.dialects import table
from handler.jobs.invalidation import changed_paths
from handler.web import dispatch
from tests.conftest import Client
from tests.support.aws.events import Context
from tests.support.aws.fronts import FRONTS, answered
from tests.support.processes.asgi_servers import Answer, Request
from tests.support.requests.greeting import GREETING
from tests.support.requests.signed_links import KEY

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

LADDER = {"unsigned": frozenset({"widths"}), "widths": (300,), "signing_keys": KEY}
Lambda = Callable[[str, str], Answer]


@pytest.fixture(autouse=True)
def _row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "DIALECTS", (*table.DIALECTS[:3], GREETING))


@pytest.fixture
def function(store: "S3Client", monkeypatch: pytest.MonkeyPatch) -> Lambda:
    """Return what asks the Lambda handler through a front."""
    del store
    settings = Settings(source="s3://samples", log="off", **LADDER)
    monkeypatch.setattr(entry.http, "app", Raw(create_app(settings)))
    return lambda front, target: answered(entry.lambda_handler(FRONTS[front](Request(target)), Context()))


def width(body: bytes) -> int:
    return Image.open(io.BytesIO(body)).width


def test_a_picture_comes_as_at_any_door(client: Client) -> None:
    app = client()
    answer, same = app.get("/greeting/60/bee.jpg"), app.get("/images/bee.jpg?w=60")
    assert (answer.status_code, answer.content) == (200, same.content)
    told = ("etag", "content-type", "cache-control", "cache-tag", "vary")
    assert [answer.headers[name] for name in told] == [same.headers[name] for name in told]
    assert app.head("/greeting/60/bee.jpg").headers["etag"] == same.headers["etag"]


@pytest.mark.parametrize("front", FRONTS)
def test_it_comes_through_every_front_of_lambda(function: Lambda, front: str) -> None:
    answer = function(front, "/greeting/300/bee.jpg")
    assert (answer.status, width(answer.body)) == (200, 300)
    assert function(front, "/greeting/301/bee.jpg").status == 403
    signed = sign("/greeting/301/bee.jpg", KEY)
    assert width(function(front, signed).body) == 301


def test_the_gate_judges_the_recipe_as_at_any_door(client: Client) -> None:
    app = client(**LADDER)
    assert app.get("/greeting/300/bee.jpg").status_code == 200
    refused, same = app.get("/greeting/301/bee.jpg").json(), app.get("/images/bee.jpg?w=301").json()
    assert refused["status"] == 403
    assert refused["detail"] == same["detail"]
    assert client(unsigned=frozenset()).get("/greeting/300/bee.jpg").status_code == 403


@pytest.mark.parametrize(
    ("path", "status", "slug"),
    [
        ("/greeting/wide/bee.jpg", 400, "invalid-parameter"),
        ("/greeting/0/bee.jpg", 400, "invalid-parameter"),
        ("/greeting/60/a//b.jpg", 400, "invalid-key"),
        ("/greeting/60/nothing.jpg", 404, "not-found"),
        ("/greeting/60/bee.jpg?w=3", 400, "unknown-parameter"),
    ],
)
def test_what_is_wrong_is_a_problem(client: Client, path: str, status: int, slug: str) -> None:
    told = client().get(path).json()
    assert (told["status"], told["type"]) == (status, f"/errors#{slug}")


def test_facts_are_written_as_the_dialect_has_them(client: Client) -> None:
    answer = client().get("/greeting/facts/60/bee.jpg")
    assert answer.json() == {"greeting": "bee.jpg", "width": 60}
    assert answer.headers["content-type"] == "application/json"
    assert client(**LADDER).get("/greeting/facts/60/bee.jpg").status_code == 403


def test_a_redirect_leads_to_the_viewers_address(client: Client) -> None:
    app = client(public_url="https://img.example.com/p/")
    answer = app.get("/greeting/old/60/bee.jpg", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "https://img.example.com/p/greeting/60/bee.jpg"
    assert client(unsigned=frozenset()).get("/greeting/old/60/bee.jpg", follow_redirects=False).status_code == 403


def test_a_preflight_names_what_may_be_sent(client: Client) -> None:
    answer = client(unsigned=frozenset()).options("/greeting/60/bee.jpg")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    refused = client().post("/greeting/60/bee.jpg")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_the_documentation_and_the_first_page_name_it(client: Client) -> None:
    app = client()
    told: dict[str, Any] = app.get("/openapi.json").json()["paths"]["/greeting/{w}/{key}"]["get"]
    assert [each["name"] for each in told["parameters"] if each["in"] == "path"] == ["w", "key"]
    assert (told["operationId"], told["summary"], told["tags"]) == ("greeting", "Say hello", ["Pictures"])
    assert {"200", "303", "403", "404"} <= set(told["responses"])
    shown = app.get("/", headers={"accept": "application/json"}).json()["routes"]
    assert shown["/greeting/300/{key}"] == GREETING.about


def test_a_changed_picture_is_invalidated_there_too() -> None:
    assert changed_paths(["a b.jpg", "c.jpg"], table.open_doors({"native"}), "/img") == [
        "/img/images/a%20b.jpg*",
        "/img/images/c.jpg*",
        "/img/greeting/*",
    ]


def test_a_prefix_that_is_escaped_needlessly_is_the_same_door(client: Client, function: Lambda) -> None:
    for target in ("/%69mages/bee.jpg?w=300", "/im%61ge%73/bee%2Ejpg?w=300"):
        assert client().get(target).status_code == 200, target
        assert {front: function(front, target).status for front in FRONTS} == dict.fromkeys(FRONTS, 200), target
    assert client().get("/images%2Fbee.jpg?w=300").status_code == 404


def test_every_escape_of_an_unreserved_character_is_needless_and_no_other() -> None:
    needless = {bytes([code]) for code in range(256) if dispatch.NEEDLESS.fullmatch(b"%%%02X" % code)}
    letters = string.ascii_letters + string.digits + "-._~"
    assert needless == {letter.encode() for letter in letters}
