"""The door at the root: addresses without a prefix, no key that is shadowed silently, no call of the store for junk."""

import pytest

from handler.config.settings import Settings
from handler.core.signing import sign
from handler.dialects.table import DIALECTS, families
from handler.storage.sources import Sources
from tests.conftest import Client
from tests.support.requests.junk_paths import JUNK
from tests.support.requests.signed_links import KEY

CLAIMED = ("images", "info", "generate", "render", "feeds", "health", "docs", "errors", "openapi.json")
LADDER = {"unsigned": frozenset({"widths"}), "widths": (300,), "signing_keys": KEY}


def test_an_address_without_a_prefix_gives_the_same_picture(client: Client) -> None:
    app = client(root="native")
    answer, same = app.get("/bee.jpg?w=60&fm=png"), app.get("/images/bee.jpg?w=60&fm=png")
    assert (answer.status_code, answer.headers["etag"]) == (200, same.headers["etag"])
    assert answer.content == same.content
    assert app.get("/bee.jpg").headers["content-length"] == app.get("/images/bee.jpg").headers["content-length"]
    assert app.head("/bee.jpg?w=60").status_code == 200
    assert (app.get("/bee.jpg?width=60&hight=3").status_code, app.get("/nobee.jpg?w=60").status_code) == (400, 404)


@pytest.mark.parametrize(
    ("address", "family"),
    [
        ("/iiif/3/bee.jpg/square/30,/0/default.jpg", "iiif"),
        ("/_next/image?url=/bee.jpg&w=64&q=75", "next"),
        ("/thumbor/unsafe/30x20/bee.jpg", "thumbor"),
    ],
)
def test_an_address_of_a_language_that_is_closed_is_told_what_opens_it(
    client: Client, address: str, family: str
) -> None:
    app = client(root="native")
    for _ in range(2):  # what is not there is remembered
        detail = app.get(address).json()["detail"]
        assert detail.count(f"is open where TINTYPE_DIALECTS names {family}") == 1
    assert "TINTYPE" not in app.get("/bee.jpg?w=nine").json()["detail"]


def test_the_root_is_closed_unless_a_setting_opens_it(client: Client) -> None:
    assert client().get("/bee.jpg?w=60").status_code == 404
    assert Settings().root == ""


def test_a_name_that_another_door_has_is_not_for_the_root(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Sources, "at", lambda _, key: asked.append(key))
    for docs in (True, False):
        app = client(root="native", docs=docs)
        for name in CLAIMED:
            path = f"/{name}" if name in {"images", "info", "feeds"} else f"/{name}/x/bee.jpg"
            answer = app.get(f"{path}?w=60")
            assert (answer.status_code, answer.json()["type"]) == (404, "/errors#not-found"), path
    kept = client(root="native", results_url="/results")
    assert kept.get("/results/bee.jpg?w=60").status_code == 404
    assert asked == []
    refused = client(root="native").put("/render")
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")


def test_what_scanners_ask_for_never_reaches_the_store(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Sources, "at", lambda _, key: asked.append(key))
    app = client(root="native")
    assert {app.get(f"/{path}").status_code for path in JUNK} == {404, 400}
    assert asked == []


@pytest.mark.parametrize("family", sorted(families() - {"native"}))
def test_a_language_with_a_grammar_asks_the_store_for_no_file_of_another_kind(
    client: Client, monkeypatch: pytest.MonkeyPatch, family: str
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Sources, "at", lambda _, key: asked.append(key))
    app = client(root=family)
    for path in ("wp-login.php", "favicon.ico", "robots.txt", "wp-admin/setup-config.php", "sitemap.xml"):
        assert app.get(f"/{path}", follow_redirects=False).status_code in {400, 404}, path
    assert asked == []


def test_the_gate_stands_before_the_root_as_before_every_door(client: Client) -> None:
    closed, ladder = client(root="native", unsigned=frozenset()), client(root="native", **LADDER)
    assert closed.get("/bee.jpg?w=300").status_code == 403
    assert ladder.get("/bee.jpg?w=300").status_code == 200
    assert ladder.get("/bee.jpg?w=301").status_code == 403
    signed = sign("/bee.jpg?w=301", KEY)
    assert ladder.get(signed).status_code == 200
    assert ladder.get(f"/images{signed}").status_code == 403, "a signature is for one path"


def test_the_name_of_a_dialect_lets_all_of_its_doors_pass(client: Client) -> None:
    app = client(unsigned=frozenset({"native"}))
    assert app.get("/images/bee.jpg?w=61&blur=3").status_code == 200
    assert app.post("/render", json={"source": {"key": "bee.jpg"}}).status_code == 403, "which no dialect is"


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_door_that_is_not_open_answers_nothing(client: Client, dialect: object) -> None:
    row = next(each for each in DIALECTS if each is dialect)
    others = frozenset({each.family for each in DIALECTS} - {row.family})
    app = client(dialects=others)
    answer = app.get(row.example.replace("{key}", "bee.jpg"))
    assert answer.status_code == 404
    assert answer.json()["type"].endswith("#not-found")


def test_with_every_door_open_and_nothing_allowed_only_health_answers(client: Client) -> None:
    families = frozenset(each.family for each in DIALECTS)
    app = client(dialects=families, root="native", unsigned=frozenset())
    for row in DIALECTS:
        assert app.get(row.example.replace("{key}", "bee.jpg")).status_code == 403, row.name
    assert app.get("/bee.jpg?w=60").status_code == 403
    assert app.get("/health").status_code == 200
