"""GET /translate: an address in other dialects, through the gate, without a look at any picture."""

import pytest

from handler.dialects.table import families
from handler.storage.sources import Sources
from tests.conftest import Client


def test_an_address_is_said_in_every_dialect_and_none_is_fetched(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sources, "at", lambda *_: 1 / 0)
    answer = client(public_url="https://img.example.com", root="native").get(
        "/translate", params={"url": "/images/nowhere.jpg?w=300"}
    )
    told = answer.json()
    assert (answer.status_code, told["from"]) == (200, "native")
    assert set(told["to"]) == set(families())
    assert told["to"]["native"] == {"url": "https://img.example.com/nowhere.jpg?w=300"}
    assert all(set(each) <= {"url", "why"} and len(each) == 1 for each in told["to"].values())
    assert "etag" in answer.headers


def test_what_is_wrong_is_named(client: Client) -> None:
    app = client()
    for query, parameter in (
        ("", "url"),
        ("url=/images/a.jpg%3Fw=0", "w"),
        ("url=/images/a.jpg%3Fw=3&to=nativ", "to"),
        ("url=/a.jpg%3Fw=3", "from"),
        ("url=/a.jpg%3Fw=3&from=x", "from"),
        ("url=/images/a.jpg&uri=3", "uri"),
    ):
        answer = app.get(f"/translate?{query}")
        assert (answer.status_code, answer.json()["parameter"]) == (400, parameter), query
    assert app.get("/translate?from=native&to=native&url=/a.jpg%3Fw=3").json()["to"] == {
        "native": {"url": "/images/a.jpg?w=3"}
    }


def test_where_nothing_is_allowed_nothing_is_translated(client: Client) -> None:
    assert client(unsigned=frozenset()).get("/translate?url=/images/a.jpg").status_code == 403
