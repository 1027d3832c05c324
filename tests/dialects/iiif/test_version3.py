"""Version 3: the module of its row, and its door through the real application."""

import io

import pytest
from PIL import Image
from starlette.testclient import TestClient

from handler.app import create_app
from handler.config.settings import Settings
from handler.core.signing import sign
from handler.dialects.iiif import version3
from tests.conftest import SAMPLES
from tests.support.requests.signed_links import KEY

OPEN = {"source": SAMPLES.as_uri(), "dialects": frozenset({"iiif"}), "unsigned": frozenset({"iiif"}), "log": "off"}


def client(**settings: object) -> TestClient:
    return TestClient(create_app(Settings(**{**OPEN, **settings})), raise_server_exceptions=False)


def test_pictures_come_in_the_size_and_format_that_are_asked_for() -> None:
    app = client()
    for tail, kind, size in (
        ("full/200,/0/default.jpg", "jpeg", (200, 250)),
        ("square/90,/0/gray.png", "png", (90, 90)),
        ("0,0,512,512/pct:25/90/default.webp", "webp", (128, 128)),
        ("full/!80,80/!270/bitonal.gif", "gif", (80, 64)),
        ("full/64,/0/default.avif", "avif", (64, 80)),
        ("full/64,/0/default.jp2", "jp2", (64, 80)),
        ("full/64,/0/default.tif", "tiff", (64, 80)),
    ):
        answer = app.get(f"/iiif/3/bee.jpg/{tail}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, f"image/{kind}")
        assert Image.open(io.BytesIO(answer.content)).size == size
        assert "vary" not in answer.headers
        assert app.head(f"/iiif/3/bee.jpg/{tail}").headers["link"] == answer.headers["link"]


def test_a_pdf_is_a_page() -> None:
    answer = client().get("/iiif/3/bee.jpg/full/64,/0/default.pdf")
    assert (answer.headers["content-type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_at_the_root_it_has_no_prefix() -> None:
    app = client(root="iiif", dialects=frozenset({"native"}), public_url="https://img.example.com")
    if version3.__name__.endswith("3"):
        assert app.get("/bee.jpg/full/60,/0/default.jpg").status_code == 200
        assert app.get("/bee.jpg/info.json").json()["id"] == "https://img.example.com/bee.jpg"
        assert (
            app.get("/bee.jpg", follow_redirects=False).headers["location"]
            == "https://img.example.com/bee.jpg/info.json"
        )
    assert app.get("/iiif/3/bee.jpg/full/60,/0/default.jpg").status_code == 404


def test_a_signature_opens_its_own_address_and_no_other() -> None:
    app = client(unsigned=frozenset(), signing_keys=KEY)
    path = "/iiif/3/bee.jpg/full/60,/0/default.jpg"
    good = sign(path, KEY)
    assert app.get(good).status_code == 200
    assert app.get(sign("/iiif/3/bee.jpg/info.json", KEY)).status_code == 200
    query = good.partition("?")[2]
    others = (f"{path.replace('60', '61')}?{query}", f"/iiif/2/bee.jpg/full/60,/0/default.jpg?{query}")
    for wrong in (path, good[:-1], *others):
        assert app.get(wrong).status_code == 403, wrong
    assert app.get(f"{good}&{query}").status_code == 400
    assert app.get(sign(path, KEY, expires=9)).status_code == 410


def test_what_it_offers_is_told() -> None:
    picture, information = version3.operations()
    assert (picture.name, information.name) == ("iiif3", "iiif3-info")
    assert information.answers == "document"


@pytest.mark.parametrize("host", ["evil.example/x", "a b", 'a"b', "a<b"])
def test_a_host_that_is_none_is_not_told_back(host: str) -> None:
    answer = client().get("/iiif/3/bee.jpg/info.json", headers={"host": host.encode("latin-1").decode("latin-1")})
    assert host not in answer.text
