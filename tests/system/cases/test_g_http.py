"""Group G: no header smuggles, no cache keeps what it should not, every route speaks HTTP as it is written."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from handler.dialects.table import DIALECTS, families
from handler.errors import ImageError
from handler.web.responses import failure_headers, problem
from tests.conftest import Client
from tests.support.processes.asgi_servers import Request
from tests.system.cases.conftest import Ask

PRETENDING = (
    *("X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "X-Original-URL", "X-Rewrite-URL", "Forwarded"),
    *("X-HTTP-Method-Override", "X-Forwarded-For", "X-Real-IP", "X-Host", "True-Client-IP", "Via"),
)
EVIL = "evil.example"
PASSING = {"x-request-id", "server-timing", "date", "transfer-encoding"}
PATHS = {
    **{row.example.replace("{key}", "owl.png"): {*row.methods} for row in DIALECTS},
    "/translate?url=/images/owl.png": {"GET", "HEAD"},
    "/images/owl.png?w=20": {"GET", "HEAD"},
    "/images/owl.png": {"GET", "HEAD"},
    "/info/owl.png?w=20": {"GET", "HEAD"},
    "/generate/placeholder": {"GET", "HEAD"},
    "/generate/none": {"GET", "HEAD"},
    "/feeds/~clock": {"GET", "HEAD"},
    "/render": {"POST"},
    "/": {"GET", "HEAD"},
    "/health": {"GET", "HEAD"},
    "/errors": {"GET", "HEAD"},
    "/docs": {"GET", "HEAD"},
    "/openapi.json": {"GET", "HEAD"},
}
TAGGED = [path for path in PATHS if path not in {"/generate/none", "/feeds/~clock", "/render", "/health"}]
METHODS = ("POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "CONNECT", "PROPFIND", "BREW")


def lasting(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items() if name.lower() not in PASSING}


@pytest.mark.case("G01")
@pytest.mark.parametrize("target", ["/images/owl.png?w=20", "/images/none.png?w=20", "/errors", "/images/owl.png"])
def test_headers_that_pretend_something_change_nothing(everywhere: Ask, target: str) -> None:
    dressed = everywhere(Request(target, headers=tuple((name, EVIL) for name in PRETENDING)))
    for front, plain in everywhere(Request(target)).items():
        answer = dressed[front]
        assert (answer.status, lasting(answer.headers)) == (plain.status, lasting(plain.headers))
        assert EVIL.encode() not in answer.body
        if plain.status == 200:
            assert answer.body == plain.body


@pytest.mark.case("G02")
@pytest.mark.parametrize(("query", "vary"), [("w=20", "Accept"), ("w=20&fm=png", ""), ("", "")])
def test_vary_names_accept_where_it_decided_and_nothing_else_does(client: Client, query: str, vary: str) -> None:
    app = client()
    for headers in ({}, {"cookie": "a=b", "user-agent": "x", "accept-language": "de", "accept-encoding": "br"}):
        answer = app.get(f"/images/owl.png?{query}", headers=headers)
        assert answer.headers.get("vary", "") == vary


@pytest.mark.case("G03")
@pytest.mark.parametrize("path", PATHS)
def test_neither_head_nor_304_has_a_body(client: Client, path: str) -> None:
    app = client(dialects=families())
    if path != "/feeds/~clock" and "HEAD" in PATHS[path]:
        got, head = app.get(path), app.head(path)
        assert (head.status_code, head.content) == (got.status_code, b"")
        assert head.headers["content-type"] == got.headers["content-type"]
    if path in TAGGED:
        again = app.get(path, headers={"if-none-match": app.get(path).headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert app.head(path, headers={"if-none-match": "*"}).status_code == 304
        assert app.get(path, headers={"if-match": '"another"'}).status_code == 412


@pytest.mark.case("G03")
@pytest.mark.parametrize(
    "wanted", ["bytes=0-1", "bytes=99999999-", "bytes=-0", "bytes=5-1", "x=1", "bytes=0-1," * 1000]
)
@pytest.mark.parametrize("path", PATHS)
def test_no_range_breaks_a_route(client: Client, path: str, wanted: str) -> None:
    if path != "/feeds/~clock":
        answer = client().get(path, headers={"range": wanted, "if-range": '"x"' if "," in wanted else ""})
        assert answer.status_code in {200, 206, 404, 405, 416}


@pytest.mark.case("G04")
@pytest.mark.parametrize("target", ["/images/owl.png?w=21", "/images/owl.png", "/generate/avatar?name=Ada&w=30"])
def test_two_processes_give_one_tag(everywhere: Ask, target: str) -> None:
    """uvicorn is a process of its own, with other hashes of strings."""
    tags = {answer.headers["etag"] for answer in everywhere(Request(target)).values()}
    assert len(tags) == 1
    assert not tags.pop().startswith("W/")


@pytest.mark.case("G05")
@pytest.mark.parametrize("kind", ImageError.tree(), ids=lambda kind: kind.__name__)
def test_no_error_is_kept_for_long_and_no_fault_at_all(kind: type[ImageError]) -> None:
    headers = problem(kind("why"), public_url="", request_id="1").headers
    assert headers["cache-control"] == ("no-store" if kind.status >= 500 else "public, max-age=60")
    assert ("retry-after" in headers) is (kind.status == 503)
    assert failure_headers(kind("why")).items() <= dict(headers).items()


@pytest.mark.case("G05")
def test_a_fault_of_the_store_is_kept_nowhere(client: Client) -> None:
    answer = client(source="").get("/images/a.jpg?w=4")
    assert (answer.status_code, answer.headers["cache-control"]) == (502, "no-store")


@pytest.mark.case("G06")
@pytest.mark.parametrize("method", METHODS)
def test_a_method_that_a_path_does_not_take_is_405_and_allow_says_which(client: Client, method: str) -> None:
    app = client(dialects=families())
    for path, taken in PATHS.items():
        if method not in taken:
            answer = app.request(method, path)
            assert (answer.status_code, {*answer.headers["allow"].split(", ")}) == (405, taken), path
            assert answer.json()["status"] == 405


@pytest.mark.case("G08")
@pytest.mark.parametrize("origin", ["null", "https://evil.example", "https://shop.example.evil.example", "*", ""])
def test_an_origin_is_never_repeated_that_is_not_listed(client: Client, origin: str) -> None:
    app = client(allow_origins=frozenset({"https://shop.example"}))
    asked = {"origin": origin, "access-control-request-method": "GET"}
    for answer in (app.get("/health", headers=asked), app.options("/health", headers=asked)):
        assert not {name for name in answer.headers if name.startswith("access-control-allow-") and "origin" in name}
        assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.case("G09")
def test_a_problem_is_text_behind_every_gateway(everywhere: Ask) -> None:
    for answer in everywhere(Request("/images/owl.png?w=0")).values():
        assert json.loads(answer.body)["parameter"] == "w"
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.case("G10")
@pytest.mark.parametrize("name", ["caf%C3%A9", "%E7%8C%AB%22%0D%0Ax:y", "a%22;b", "..%2F..%2Fx", "%F0%9F%98%80"])
def test_a_download_has_its_name_and_no_other_header(everywhere: Ask, name: str) -> None:
    for answer in everywhere(Request(f"/images/owl.png?w=8&fm=png&dl={name}")).values():
        said = answer.headers["content-disposition"]
        assert said.startswith("attachment; filename*=UTF-8''")
        assert said.isascii()
        assert not {*said.partition("''")[2]} & {*" \"';/\r\n"}
        assert "x" not in answer.headers


@pytest.mark.case("G03", "G06")
def test_the_table_above_has_every_route(client: Client) -> None:
    app: TestClient = client(dialects=families())
    routes = {route.path.partition("{")[0].rstrip("/") or "/" for route in app.app.routes}  # type: ignore[attr-defined]
    named = {"/".join(path.partition("?")[0].split("/")[:2]) for path in PATHS}
    assert {"/" + route.split("/")[1] for route in routes} <= named
