"""Images of other hosts: a posted recipe that names a URL is answered, kept, cached and refused as a stored one is."""

import json
from typing import TYPE_CHECKING, Any

import pytest
from httpx2 import Response

from handler.rendering.identity import folder_of
from handler.storage import https_origin
from handler.storage.https.addresses import is_public
from tests.conftest import SAMPLES, Client
from tests.support.origins.origin_server import Asked, OriginServer, Reply

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from starlette.testclient import TestClient

OWL = (SAMPLES / "owl.png").read_bytes()
STRONG = {"ETag": '"one"', "Cache-Control": "max-age=77", "Last-Modified": "Sun, 01 Nov 2026 08:00:00 GMT"}
SMALL = {"ops": [{"op": "resize", "w": 8}], "output": {"formats": ["png"]}}


@pytest.fixture
def elsewhere(origin: OriginServer, monkeypatch: pytest.MonkeyPatch) -> OriginServer:
    """Another host, which is all of the internet, and has one picture at every path."""
    monkeypatch.setattr(https_origin, "INTERNET", origin.network())
    origin.answering = lambda _: Reply(OWL, headers=STRONG)
    return origin


def app_of(client: Client, origin: OriginServer, **settings: object) -> "TestClient":
    return client(origins=(f"{origin.origin}/pics",), **settings)


def posted(app: "TestClient", url: str, **headers: str) -> Response:
    return app.post("/render", json={"source": {"url": url}, **SMALL}, headers=headers)


def test_a_posted_recipe_may_name_a_url(client: Client, elsewhere: OriginServer) -> None:
    app, url = app_of(client, elsewhere), f"{elsewhere.origin}/pics/owl.png"
    answer = posted(app, url)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.headers["cache-control"] == "max-age=77"
    assert answer.headers["last-modified"] == STRONG["Last-Modified"]
    assert answer.headers["cache-tag"] == f"k-{folder_of(url)}"
    same = posted(app, f"HTTPS://IMAGES.example.com.:{elsewhere.port}/%70ics/owl%2Epng")
    assert same.headers["etag"] == answer.headers["etag"]
    elsewhere.answering = lambda _: Reply(OWL, headers={"ETag": '"two"'})
    assert posted(app, url).headers["etag"] != answer.headers["etag"]


def test_nothing_of_the_clients_request_is_sent_on(client: Client, elsewhere: OriginServer) -> None:
    sent = {"cookie": "a=b", "authorization": "Bearer c", "referer": "https://d.example/", "x-forwarded-for": "1.1.1.1"}
    posted(
        app_of(client, elsewhere),
        f"{elsewhere.origin}/pics/owl.png",
        **sent,
        **{"user-agent": "e", "range": "bytes=0-9"},
    )
    (asked,) = elsewhere.asked
    assert set(asked.headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert asked.headers["User-Agent"].startswith("Tintype/")


def test_what_is_kept_costs_a_head_and_one_that_is_replaced_meanwhile_is_made_of_one_version(
    client: Client, elsewhere: OriginServer, store: "S3Client"
) -> None:
    store.create_bucket(Bucket="kept-elsewhere")
    app, url = app_of(client, elsewhere, results="s3://kept-elsewhere/r"), f"{elsewhere.origin}/pics/owl.png"
    first = posted(app, url)
    assert [each.method for each in elsewhere.asked] == ["HEAD", "GET"]
    (kept,) = store.list_objects_v2(Bucket="kept-elsewhere")["Contents"]
    assert kept["Key"] == f"r/{folder_of(url)}/{first.headers['etag'][1:-1]}"
    assert posted(app, url).content == first.content
    assert [each.method for each in elsewhere.asked] == ["HEAD", "GET", "HEAD"]

    etags = iter(["two", "three", "three", "three"])
    elsewhere.answering = lambda _: Reply(OWL, headers={"ETag": f'"{next(etags)}"'})
    replaced = posted(app, url)
    assert replaced.status_code == 200
    assert [each.method for each in elsewhere.asked[3:]] == ["HEAD", "GET", "HEAD", "GET"]
    elsewhere.answering = lambda _: Reply(OWL, headers={"ETag": '"three"'})
    assert posted(app, url).headers["etag"] == replaced.headers["etag"]


def test_each_failure_is_a_problem_that_says_nothing_of_the_inside(client: Client, elsewhere: OriginServer) -> None:
    app, host = app_of(client, elsewhere), elsewhere.origin

    def answering(asked: Asked) -> Reply:
        leading = {"Location": "https://169.254.169.254/latest/"} if asked.target == "/pics/302" else {}
        return Reply(OWL, int(asked.target[-3:]), leading)

    elsewhere.answering = answering
    expected = {
        f"{host}/pics/404": 404,
        f"{host}/pics/403": 404,
        f"{host}/pics/503": 503,
        f"{host}/pics/302": 403,
        f"{host}/pics/451": 502,
        f"{host}/owl.png": 403,
        "https://169.254.169.254/latest/": 400,
        "http://images.example.com/pics/owl.png": 400,
        f"{host}/pics/../owl.png": 400,
    }
    answers = {url: posted(app, url) for url in expected}
    assert {url: answer.status_code for url, answer in answers.items()} == expected
    for answer in answers.values():
        assert answer.headers["content-type"] == "application/problem+json"
        assert str(elsewhere.port) not in answer.text
        assert "169.254" not in answer.text
    assert answers[f"{host}/pics/503"].headers["retry-after"]
    before = len(elsewhere.asked)
    for url in (f"{host}/pics/404", f"{host}/pics/302"):
        assert posted(app, url).status_code == expected[url]
    assert len(elsewhere.asked) == before, "it is remembered"


def test_an_address_that_is_not_public_is_refused(
    client: Client, elsewhere: OriginServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(https_origin, "INTERNET", elsewhere.network(allowed=is_public))
    app = app_of(client, elsewhere)
    for _ in range(2):
        answer = posted(app, f"{elsewhere.origin}/pics/owl.png")
        assert (answer.status_code, answer.json()["type"].rpartition("#")[2]) == (403, "not-allowed")
    assert (elsewhere.connected, len(elsewhere.lookups)) == (0, 1)


def test_without_origins_and_without_leave_nothing_is_fetched(client: Client, elsewhere: OriginServer) -> None:
    url = f"{elsewhere.origin}/pics/owl.png"
    assert posted(client(), url).status_code == 403
    for rules in (set(), {"widths", "generate", "presets"}):
        assert posted(app_of(client, elsewhere, unsigned=frozenset(rules)), url).status_code == 403
    assert (elsewhere.connected, elsewhere.lookups) == (0, [])


def test_the_log_has_the_host_and_neither_path_nor_query(
    client: Client, elsewhere: OriginServer, capsys: pytest.CaptureFixture[str]
) -> None:
    posted(app_of(client, elsewhere), f"{elsewhere.origin}/pics/private-name.png?token=secret")
    line = capsys.readouterr().out
    said: dict[str, Any] = json.loads(line)
    assert said["key"] == f"images.example.com:{elsewhere.port}"
    assert "private-name" not in line
    assert "secret" not in line


def test_what_is_no_picture_or_none_whole_is_no_answer(client: Client, elsewhere: OriginServer) -> None:
    app = app_of(client, elsewhere)
    spoilt = {
        "page": (Reply(b"<!doctype html><p>Hello", headers={"Content-Type": "image/png"}), 415),
        "cut": (Reply(OWL[: len(OWL) // 2]), 422),
        "short": (Reply(OWL, headers={"Content-Length": str(len(OWL) + 1)}), 502),
        "gzip": (Reply(OWL, headers={"Content-Encoding": "gzip"}), 502),
    }
    elsewhere.answering = lambda asked: spoilt[asked.target.removeprefix("/pics/")][0]
    assert {name: posted(app, f"{elsewhere.origin}/pics/{name}").status_code for name in spoilt} == {
        name: status for name, (_, status) in spoilt.items()
    }
