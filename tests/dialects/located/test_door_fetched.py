"""Doors that take a URL, of a picture at another host: fetched as it is everywhere else, and by the same rules."""

import io
import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from PIL import Image

from handler.core.signing import sign
from handler.storage import https_origin
from tests.conftest import SAMPLES, Client
from tests.support.origins.origin_server import OriginServer, Reply
from tests.support.requests.signed_links import KEY

if TYPE_CHECKING:
    from starlette.testclient import TestClient

OWL = (SAMPLES / "owl.png").read_bytes()
DOORS = ("fetch", "next", "vercel", "netlify", "astro", "amplify", "wsrv")
ASKED = {
    "/fetch?url={}&w=8": "webp",
    "/_next/image?url={}&w=8&q=75": "webp",
    "/_vercel/image?w=8&q=75&url={}": "webp",
    "/.netlify/images?url={}&w=8&fm=avif": "avif",
    "/_image?href={}&w=8&f=jpeg": "jpeg",
    "/_amplify/image?url={}&width=8": "webp",
    "/wsrv/?url={}&w=8": "png",
}


@pytest.fixture
def elsewhere(origin: OriginServer, monkeypatch: pytest.MonkeyPatch) -> OriginServer:
    """Another host, which is all of the internet, and has one picture at every path."""
    monkeypatch.setattr(https_origin, "INTERNET", origin.network())
    origin.answering = lambda _: Reply(OWL, headers={"ETag": '"one"'})
    return origin


def app_of(client: Client, elsewhere: OriginServer, **settings: object) -> "TestClient":
    return client(**{"origins": (f"{elsewhere.origin}/pics",), "dialects": frozenset(DOORS), **settings})


def test_every_door_fetches_by_https_what_an_origin_has(client: Client, elsewhere: OriginServer) -> None:
    app, url = app_of(client, elsewhere), f"{elsewhere.origin}/pics/owl.png?v=2"
    for asked, kind in ASKED.items():
        answer = app.get(asked.format(quote(url, safe="")), headers={"accept": "image/webp,*/*;q=0.8"})
        assert (answer.status_code, answer.headers["content-type"]) == (200, f"image/{kind}"), (asked, answer.text)
        assert Image.open(io.BytesIO(answer.content)).width == 8
    assert {each.target for each in elsewhere.asked} == {"/pics/owl.png?v=2"}
    bare = f"/wsrv/?url={url.removeprefix('https://')}&w=8"
    plain = f"/_next/image?url={quote(url.replace('https:', 'http:'), safe='')}&w=8&q=75"
    assert [app.get(each).status_code for each in (bare.replace("?v", "%3Fv"), plain)] == [200, 200]


def test_what_lies_in_no_origin_is_refused_and_nothing_is_looked_up(client: Client, elsewhere: OriginServer) -> None:
    app = app_of(client, elsewhere)
    for asked in ASKED:
        for url in ("https://evil.example/a.png", f"{elsewhere.origin}/owl.png"):
            assert app.get(asked.format(quote(url, safe=""))).status_code == 403
        assert app.get(asked.format("https%3A%2F%2F169.254.169.254%2Flatest%2F")).status_code == 400
    assert (elsewhere.connected, elsewhere.lookups) == (0, [])


def test_the_ladder_is_for_pictures_of_other_hosts_too_but_for_urls_with_a_query(
    client: Client, elsewhere: OriginServer
) -> None:
    app = app_of(client, elsewhere, unsigned=frozenset({"widths"}), widths=(8,), signing_keys=KEY)
    plain = f"/_next/image?url={quote(f'{elsewhere.origin}/pics/owl.png', safe='')}&w=8&q=80"
    assert app.get(plain).status_code == 200
    assert app.get(plain.replace("w=8", "w=9")).status_code == 403
    many = plain.replace("owl.png", "owl.png%3Fv%3D2")
    assert app.get(many).status_code == 403
    assert app.get(sign(many, KEY)).status_code == 200


def test_the_log_has_the_host_alone(
    client: Client, elsewhere: OriginServer, capsys: pytest.CaptureFixture[str]
) -> None:
    url = quote(f"{elsewhere.origin}/pics/private-name.png?token=secret", safe="")
    assert app_of(client, elsewhere).get(f"/fetch?url={url}&w=8").status_code == 200
    line = capsys.readouterr().out
    assert json.loads(line)["key"] == f"images.example.com:{elsewhere.port}"
    assert "private-name" not in line
    assert "secret" not in line
