"""The first page: what it names, in which kind, who may see it, and what it may load."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from handler.web.playground.start import shown_paths
from tests.conftest import Client

HTML, JSON = "text/html; charset=utf-8", "application/json"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, HTML),
        ("", HTML),
        ("*/*", HTML),
        ("text/html,application/xhtml+xml,*/*;q=0.8", HTML),
        ("application/json", JSON),
        ("application/json, text/plain, */*", JSON),
        ("application/json;q=0.5,text/html", HTML),
        ("application/json;q=0.5,text/html;q=0.4", JSON),
        ("application/*", JSON),
        ("image/webp", HTML),
        ("application/json;q=0", HTML),
    ],
)
def test_the_first_page_is_of_the_kind_that_accept_prefers(client: Client, accept: str | None, expected: str) -> None:
    app = client()
    app.headers.pop("accept", None)
    answer = app.get("/", headers={} if accept is None else {"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, expected)
    assert answer.headers["vary"] == "Accept"


def test_the_first_page_names_every_door_and_the_samples(client: Client) -> None:
    app = client()
    app.app.state.samples = ("a b.jpg", "<i>.png")  # type: ignore[attr-defined]
    told = app.get("/", headers={"accept": JSON}).json()
    assert told["routes"] == shown_paths({"native"})
    assert told["samples"] == ["/images/a%20b.jpg?w=640", "/images/%3Ci%3E.png?w=640"]
    doors = {"/" + path.split("/")[1].partition("?")[0] for path in shown_paths({"native"})}
    routes = {"/" + path.split("/")[1] for path in app.get("/openapi.json").json()["paths"]} - {"/"}
    assert routes <= doors
    page = app.get("/").text
    assert 'alt="&lt;i&gt;.png"' in page
    assert "<i>" not in page
    assert all(f"<code>{path.replace('&', '&amp;')}</code>" in page for path in shown_paths({"native"}))


def test_what_the_first_page_links_to_answers(client: Client) -> None:
    app = client()
    for target in re.findall('(?:href|src)="([^"#]+)"', app.get("/").text):
        assert not target.startswith("/"), "a link is relative, so that it is right under every base path"
        if not target.startswith("feeds/"):
            assert app.get(unescape(target)).status_code == 200, target


def test_the_first_page_is_there_where_the_documentation_is(client: Client) -> None:
    assert client(docs=False).get("/").status_code == 404
    refused: TestClient = client(unsigned=frozenset())
    assert refused.get("/").status_code == 403
    assert client(unsigned=frozenset({"widths"})).get("/").status_code == 200


def test_a_page_runs_no_script_and_has_no_style_but_its_files(client: Client) -> None:
    answer = client().get("/")
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["default-src"] == "'none'"
    assert policy["img-src"] == "'self' data: blob:"
    assert not re.search(r"<style|<script(?! type=\"module\" src=)|\s(?:style|on\w+)=", answer.text)
    assert not re.search(r"\w://", answer.text)


@pytest.mark.parametrize(
    ("settings", "base", "address"),
    [
        ({}, "", ""),
        ({"base_path": "/Prod"}, "/Prod/", "/Prod"),
        ({"public_url": "https://img.example.com"}, "", "https://img.example.com"),
        ({"public_url": "https://img.example.com/a"}, "", "https://img.example.com/a"),
        ({"root": "native"}, "", ""),
    ],
)
def test_links_are_below_the_base_path(client: Client, settings: dict[str, str], base: str, address: str) -> None:
    answer = client(**settings).get("/", headers={"accept": HTML})
    assert answer.status_code == 200
    assert re.findall('<base href="(.*?)">', answer.text) == ([base] if base else [])
    assert f'data-address="{address}"' in answer.text
    origin = " https://img.example.com" if "//" in address else ""
    assert f"connect-src 'self'{origin};" in answer.headers["content-security-policy"]
