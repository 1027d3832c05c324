"""The base path: wherever the application hangs, its own paths, keys and signatures are the same."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import pytest
from starlette.testclient import TestClient

from handler import entry
from handler.app import create_app
from handler.aws import fronts
from handler.config.settings import Settings
from handler.core import base_path
from handler.core.signing import sign
from tests.support.aws.events import Context
from tests.support.aws.fronts import alb, answered, function_url, http_api, rest
from tests.support.processes.asgi_servers import Answer, Request

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

KEY = "a-key-of-the-tests-no-other"
EXECUTE = "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"
Event = dict[str, Any]
Make = Callable[[Request], Event]


def under(request: Request, base: str) -> Request:
    return request._replace(target=f"{base}{request.target}")


def changed(made: Event, context: Event, **more: Any) -> Event:
    return made | more | {"requestContext": made["requestContext"] | context}


def rest_stage(request: Request) -> Event:
    """REST API at its default address: the stage in requestContext.path alone."""
    made = rest(request)
    return changed(made, {"path": f"/live{made['path']}", "stage": "live", "domainName": EXECUTE})


def rest_mapped(request: Request) -> Event:
    """REST API behind a base path mapping: the base path in both paths, not in what the resource matched."""
    made = rest(request)
    path = f"/img{made['path']}".removesuffix("/")
    return changed(made, {"path": path, "domainName": "api.example.com"}, path=path)


def http_stage(request: Request) -> Event:
    """HTTP API at its default address with a named stage."""
    made = http_api(request)
    return changed(made, {"stage": "dev", "domainName": EXECUTE}, rawPath=f"/dev{made['rawPath']}")


def http_route(request: Request) -> Event:
    """HTTP API with the route ANY /{proxy+} and a stage."""
    made = http_stage(request)
    proxy = {"proxy": made["rawPath"].removeprefix("/dev/")}
    key = "ANY /{proxy+}" if proxy["proxy"] else "ANY /"
    return made | {"routeKey": key, "pathParameters": proxy if proxy["proxy"] else None}


def http_mapped(request: Request) -> Event:
    """HTTP API behind an API mapping, payload 2.0: rawPath has not the mapping."""
    made = http_api(request)
    return changed(made, {"stage": "dev", "domainName": "api.example.com"})


def http_mapped_in_path(request: Request) -> Event:
    """The same as some have seen it: with the mapping in rawPath, and a route that tells it."""
    made = http_mapped(under(request, "/img"))
    proxy = unquote(request.target.partition("?")[0].lstrip("/"))
    return made | {"routeKey": "ANY /{proxy+}" if proxy else "ANY /", "pathParameters": {"proxy": proxy}}


def http_first(request: Request) -> Event:
    """HTTP API behind an API mapping, payload 1.0: an event as of a REST API, with the mapping in path."""
    return rest_mapped(request) | {"version": "1.0"}


def alb_rule(request: Request) -> Event:
    """A load balancer with a rule for /img/*: it takes nothing off."""
    return alb(under(request, "/img"))


def url_behind_cdn(request: Request) -> Event:
    """A Function URL behind a CDN with a behaviour for /img/*."""
    return function_url(under(request, "/img"))


SETTING = {"base_path": "/img"}
PLACES: dict[str, tuple[Make, dict[str, str], str]] = {
    "REST API": (rest_stage, {}, "/live"),
    "REST API, base path": (rest_mapped, {}, "/img"),
    "REST API, base path and setting": (rest_mapped, SETTING, "/img"),
    "HTTP API, stage": (http_stage, {}, "/dev"),
    "HTTP API, stage and route": (http_route, {}, "/dev"),
    "HTTP API, mapping": (http_mapped, {}, ""),
    "HTTP API, mapping and setting": (http_mapped, SETTING, "/img"),
    "HTTP API, mapping in the path": (http_mapped_in_path, {}, "/img"),
    "HTTP API 1.0, mapping": (http_first, {}, "/img"),
    "Function URL": (function_url, {}, ""),
    "Function URL, setting": (url_behind_cdn, SETTING, "/img"),
    "ALB, setting": (alb_rule, SETTING, "/img"),
    "ALB, setting that it lacks": (alb, SETTING, "/img"),
}
"""How a request comes: its event, the settings, and what a viewer has before the path."""

Ask = Callable[[Request], Answer]


@pytest.fixture(scope="module")
def apps(store: "S3Client") -> dict[str, fronts.Raw]:
    """Return an application for each base path that is set."""
    del store
    said = {"source": "s3://samples", "unsigned": {"any"}, "signing_keys": KEY, "docs": True, "log": "off"}
    return {
        base: fronts.Raw(create_app(Settings.model_validate(said | {"base_path": base})))
        for base in ("", SETTING["base_path"])
    }


@pytest.fixture(params=PLACES)
def place(
    request: pytest.FixtureRequest, apps: dict[str, fronts.Raw], monkeypatch: pytest.MonkeyPatch
) -> tuple[Ask, str]:
    """Return what asks an application at a place, and the base path there."""
    make, settings, base = PLACES[request.param]
    monkeypatch.setattr(entry.http, "app", apps[settings.get("base_path", "")])

    def ask(asked: Request) -> Answer:
        return answered(entry.lambda_handler(make(asked), Context()))

    return ask, base


def test_a_picture_comes_by_its_own_path_and_tag_wherever_the_application_hangs(place: tuple[Ask, str]) -> None:
    ask, _ = place
    answer = ask(Request("/images/citrus.jpg?w=30"))
    assert answer.status == 200
    assert answer.headers["cache-tag"] == f"k-{sha256(b'citrus.jpg').hexdigest()[:16]}"


def test_addresses_in_answers_are_those_that_a_viewer_has(place: tuple[Ask, str]) -> None:
    ask, base = place
    assert json.loads(ask(Request("/nowhere")).body)["type"] == f"{base}/errors#not-found"
    assert json.loads(ask(Request("/openapi.json")).body).get("servers", [{"url": ""}]) == [{"url": base}]
    first = ask(Request("/")).body.decode()
    assert f'data-address="{base}"' in first
    assert 'href="docs"' in first  # from the page, or from the base that it names
    listed = json.loads(ask(Request("/", headers=(("Accept", "application/json"),))).body)
    assert f"{base}/errors" in listed["routes"]


def test_a_signature_is_that_of_the_path_without_the_base_path(place: tuple[Ask, str]) -> None:
    ask, base = place
    signed = sign(f"https://api.example.com{base}/images/citrus.jpg?w=31", KEY, base=base)
    target = signed.removeprefix(f"https://api.example.com{base}")
    assert target == sign("/images/citrus.jpg?w=31", KEY)
    assert ask(Request(target)).status == 200
    assert ask(Request(target.replace("w=31", "w=32"))).status == 403


@pytest.mark.parametrize("key", ["a b.png", "100%.png", "é.png", "a+b.png", "img/img.png", "images/a.png"])
def test_a_key_of_any_letters_is_found_behind_a_base_path(place: tuple[Ask, str], store: "S3Client", key: str) -> None:
    ask, _ = place
    store.copy_object(Bucket="samples", Key=key, CopySource="samples/owl.png")
    try:
        assert ask(Request(f"/images/{quote(key)}?w=9")).status == 200
    finally:
        store.delete_object(Bucket="samples", Key=key)


def test_a_server_of_ones_own_takes_the_base_path_off_whole_segments_alone() -> None:
    app = TestClient(create_app(Settings.model_validate({"base_path": "img/", "docs": True, "unsigned": {"any"}})))
    assert app.get("/img/health").status_code == app.get("/health").status_code == 200
    assert app.get("/img").status_code == app.get("/img/").status_code == 200
    for path in ("/imgs/health", "/img/img/health", "/x/img/health"):
        assert app.get(path).status_code == 404, path
    assert app.get("/img/nowhere").json()["type"] == "/img/errors#not-found"


def test_a_public_address_wins_over_a_base_path() -> None:
    settings = {"base_path": "/img", "public_url": "https://img.example.com/img/"}
    app = TestClient(create_app(Settings.model_validate(settings)))
    assert app.get("/img/nowhere").json()["type"] == "https://img.example.com/img/errors#not-found"


def test_no_header_makes_a_base_path() -> None:
    app = TestClient(create_app(Settings()))
    answer = app.get("/nowhere", headers={"X-Forwarded-Prefix": "/evil", "X-Script-Name": "/evil"})
    assert answer.json()["type"] == "/errors#not-found"


@pytest.mark.parametrize(
    ("text", "base"), [("", ""), ("/", ""), ("img", "/img"), ("/a/b/", "/a/b"), ("/a.b~c-d", "/a.b~c-d")]
)
def test_a_base_path_is_read_as_it_is_meant(text: str, base: str) -> None:
    assert base_path.base_path(text) == base


@pytest.mark.parametrize("text", ["/a b", "/é", "/a//b", "/a?b", "https://a.example/b", "/%61"])
def test_a_base_path_that_a_client_would_escape_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="TINTYPE_BASE_PATH: it is a path as /img"):
        Settings.read({"TINTYPE_BASE_PATH": text})


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/", ("/live", "/")), ("/health", ("/live", "/health")), ("/live/images/a", ("/live", "/live/images/a"))],
)
def test_a_stage_of_a_rest_api_is_no_part_of_the_path(path: str, expected: tuple[str, str]) -> None:
    assert fronts.located(rest_stage(Request(path)), fronts.REST) == expected


@pytest.mark.parametrize(("stage", "path"), [("im", "/images/a.jpg"), ("images", "/imagess/a.jpg")])
def test_a_stage_is_taken_off_as_a_whole_segment(stage: str, path: str) -> None:
    made = changed(http_api(Request(path)), {"stage": stage, "domainName": EXECUTE})
    assert fronts.located(made, fronts.HTTP).path == path
