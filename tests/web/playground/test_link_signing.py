"""Link signing: who is answered: the page that `tintype serve` has printed the address of, and nobody else."""

from collections.abc import Callable
from typing import cast

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from handler.commands.serve import OPEN
from handler.core.signing import Address, verify
from handler.web.playground.link_signing import PATH, WORD, open_signing
from tests.conftest import Client

KEY = "a-key-of-the-tests-no-other"
HOST = "127.0.0.1:8000"
ASKED = {"url": "/images/bee.jpg?w=301&blur=2"}
Asking = Callable[..., TestClient]


def opened(client: Client, **settings: object) -> tuple[TestClient, dict[str, str]]:
    """Return a client of an application that signs, and the headers of its own page."""
    asking = client(**{"signing_keys": KEY, "unsigned": frozenset(), **settings})
    word = open_signing(cast("FastAPI", asking.app))
    return asking, {"host": HOST, "origin": f"http://{HOST}", "sec-fetch-site": "same-origin", WORD: word}


def test_the_own_page_gets_an_address_signed_and_it_is_answered(client: Client) -> None:
    asking, own = opened(client)
    answer = asking.post(PATH, params=ASKED, headers=own)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    path, _, query = answer.json()["url"].partition("?")
    assert verify(Address(path.encode(), query), [KEY])
    assert asking.get(ASKED["url"]).status_code == 403
    assert asking.get(answer.json()["url"]).status_code == 200


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "127.8.9.1:80", "[::1]:8000"])
def test_every_name_of_the_loopback_is_good(client: Client, host: str) -> None:
    asking, own = opened(client)
    assert asking.post(PATH, params=ASKED, headers=own | {"host": host, "origin": f"http://{host}"}).status_code == 200


STRANGERS = {
    "another site": {"origin": "https://example.com", "sec-fetch-site": "cross-site"},
    "another site, in a browser that tells no site": {"origin": "https://example.com", "sec-fetch-site": ""},
    "another server of this machine": {"origin": "http://127.0.0.1:3000", "sec-fetch-site": "same-site"},
    "the same port, by TLS": {"origin": f"https://{HOST}"},
    "a page of no origin": {"origin": "null"},
    "no page": {"origin": ""},
    "a frame of another site": {"sec-fetch-site": "cross-site"},
    "an address that was typed": {"sec-fetch-site": "none"},
    "a name that was made to mean this machine": {"host": "example.com:8000", "origin": "http://example.com:8000"},
    "a name that looks like it": {"host": "127.0.0.1.example.com", "origin": "http://127.0.0.1.example.com"},
    "another machine": {"host": "192.168.0.2:8000", "origin": "http://192.168.0.2:8000"},
    "no host": {"host": "", "origin": "http://"},
    "who does not know the word": {WORD: ""},
    "who guesses the word": {WORD: "AAAAAAAAAAAAAAAAAAAAAA"},
}


@pytest.mark.parametrize("stranger", STRANGERS)
def test_nobody_else_gets_one_or_may_read_why(client: Client, stranger: str) -> None:
    asking, own = opened(client, allow_origins=frozenset({"*"}))
    headers = {name: text for name, text in {**own, **STRANGERS[stranger]}.items() if text or name == "host"}
    answer = asking.post(PATH, params=ASKED, headers=headers)
    assert (answer.status_code, "s=" in answer.text) == (403, False)
    assert not [name for name in answer.headers if name.startswith("access-control-")]
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_a_browser_lets_no_other_page_send_the_word(client: Client) -> None:
    asking, _ = opened(client, allow_origins=frozenset({"*"}))
    wish = {"origin": "https://example.com", "access-control-request-method": "POST"}
    answer = asking.options(PATH, headers=wish | {"access-control-request-headers": WORD})
    assert WORD not in answer.headers["access-control-allow-headers"].lower()


@pytest.mark.parametrize("settings", [{"signing_keys": ""}, {"docs": False}], ids=["no keys", "no page"])
def test_without_keys_or_page_there_is_nothing_to_open(client: Client, settings: dict[str, object]) -> None:
    asking, own = opened(client, unsigned=frozenset({"any"}), **settings)
    assert own[WORD] == ""
    assert asking.post(PATH, params=ASKED, headers=own).status_code in {404, 405}


@pytest.mark.parametrize("root", ["", "native"])
def test_an_application_that_nobody_has_opened_signs_nothing(client: Client, root: str) -> None:
    """Whatever its settings are, those of `serve` among them."""
    asking = client(
        signing_keys=KEY, root=root, **{name.lower(): text for name, text in OPEN.items() if name != "ROOT"}
    )
    _, own = opened(client)
    refusals = {404} if not root else {404, 405, 400}  # at the root every path may be a picture's
    for word in ("", own[WORD]):
        for method in ("GET", "POST"):
            answer = asking.request(method, PATH, params=ASKED, headers=own | {WORD: word})
            assert (answer.status_code in refusals, "s=" in answer.text) == (True, False)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "url"),
        ({"url": "images/bee.jpg"}, "no address with a path"),
        ({"url": "/images/bee.jpg?w=3&s=abc"}, "has s or expires already"),
        ({"url": "/images/bee.jpg?w=%zz"}, "/images/bee.jpg"),
        ({**ASKED, "key": "x"}, "key"),
    ],
)
def test_what_cannot_be_signed_is_named(client: Client, asked: dict[str, str], said: str) -> None:
    asking, own = opened(client)
    answer = asking.post(PATH, params=asked, headers=own)
    assert answer.status_code == 400
    assert said in answer.json()["detail"]


def test_what_viewers_have_before_the_path_is_not_signed(client: Client) -> None:
    asking, own = opened(client, base_path="/img")
    signed = [
        asking.post(PATH, params={"url": f"{base}{ASKED['url']}"}, headers=own).json()["url"] for base in ("", "/img")
    ]
    assert signed[1] == f"/img{signed[0]}"


def test_the_page_says_whether_links_are_signed_and_never_the_word(client: Client) -> None:
    asking, own = opened(client)
    app = cast("FastAPI", asking.app)
    assert " data-signing=" not in asking.get("/", headers={"accept": "text/html"}).text
    app.state.signing_word = own[WORD]
    page = asking.get("/", headers={"accept": "text/html"}).text
    assert ' data-signing="on"' in page
    assert own[WORD] not in page
