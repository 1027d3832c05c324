"""The pages for people: what the first one names, in which kind, and who may see it."""

import re

import pytest
from starlette.testclient import TestClient

from handler.web.pages import shown_paths
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
    for target in re.findall('href="([^"]+)"', app.get("/").text):
        if not target.startswith("/feeds/"):
            assert app.get(target).status_code == 200, target


def test_the_first_page_is_there_where_the_documentation_is(client: Client) -> None:
    assert client(docs=False).get("/").status_code == 404
    refused: TestClient = client(unsigned=frozenset())
    assert refused.get("/").status_code == 403
    assert client(unsigned=frozenset({"widths"})).get("/").status_code == 200


def test_the_catalogue_of_errors_shows_names_as_code(client: Client) -> None:
    page = client().get("/errors").text
    assert "<code>nearest</code>" in page
    assert "`" not in page
