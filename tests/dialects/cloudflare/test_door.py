"""The door: pictures through the real application, signed links, and text of which nothing is above 499."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from handler.core.signing import sign
from handler.dialects.cloudflare import door
from tests.conftest import Client
from tests.support.requests.foreign_addresses import survives
from tests.support.requests.signed_links import GUARDED, KEY, OTHER, refused

PREFIX = "/cdn-cgi/image/"
OPEN = {"dialects": frozenset({"native", "cloudflare"})}
PIECES = st.sampled_from(
    [
        *("w=3", "h=", "width", "fit=cover", "fit=crop", "gravity=0.3x", "gravity=face", "zoom=1", "trim=1;2;3;4"),
        *("f=auto", "f=json", "q=low", "background=rgb(1,2", "background=%23ff0000", "dpr=2", ",", "/", "a.jpg", "%"),
        *("%ff", "?", "v=1", "s=", "&", "https://a.b/c", "..", "٣", "\ud800", "=", ";", "blur=1e3", "anim=false"),
    ]
)
ANSWERS = {
    # Address, then size, media type, and Vary.
    "width=300,format=auto/bee.jpg": ((300, 375), "image/webp", "Accept"),
    "width=300/bee.jpg": ((300, 375), "image/jpeg", None),
    "w=2000,h=500,fit=crop,f=baseline-jpeg/bee.jpg": ((1024, 500), "image/jpeg", None),
    "trim=20;30;40;50/bee.jpg": ((944, 1220), "image/jpeg", None),
    "w=100,h=100,fit=pad,background=red,f=webp/owl.png": ((100, 100), "image/webp", None),
    "w=auto/bee.jpg": ((1024, 1280), "image/jpeg", "Sec-CH-Width, Width"),
    "anim=false,w=48/lighthouse.gif": ((48, 32), "image/gif", None),
}


def test_pictures_come_in_the_size_and_format_that_is_asked_for(client: Client) -> None:
    app = client(**OPEN)
    for address, (size, media_type, vary) in ANSWERS.items():
        answer = app.get(PREFIX + address, headers={"accept": "image/webp,*/*"})
        assert (answer.status_code, answer.headers["content-type"]) == (200, media_type), answer.text
        assert answer.headers.get("vary") == vary
        with Image.open(io.BytesIO(answer.content)) as image:
            assert image.size == size, address
    same = app.get("/images/bee.jpg?w=300&fm=source")
    assert same.headers["etag"] == app.get(f"{PREFIX}width=300/bee.jpg").headers["etag"]


def test_hints_and_facts_come_through_the_door(client: Client) -> None:
    app = client(**OPEN)
    hinted = app.get(f"{PREFIX}w=auto/bee.jpg", headers={"sec-ch-width": "300"})
    with Image.open(io.BytesIO(hinted.content)) as image:
        assert image.width < 400
    facts = app.get(f"{PREFIX}w=300,f=json/bee.jpg").json()
    original = facts.pop("original")
    assert facts == {"width": 300, "height": 375}
    assert (original["width"], original["height"], original["format"]) == (1024, 1280, "image/jpeg")
    assert original["file_size"] > 1000


def test_it_stands_at_the_root_too_and_nowhere_where_it_is_closed(client: Client) -> None:
    assert client(root="cloudflare").get("/width=30/bee.jpg").status_code == 200
    assert client().get(f"{PREFIX}width=30/bee.jpg").status_code == 404
    assert client(**OPEN).get(f"{PREFIX}widht=30/bee.jpg").json()["nearest"] == "width"


def test_a_link_is_signed_as_ours_are(client: Client) -> None:
    app = client(**GUARDED, **OPEN)
    link = sign(f"{PREFIX}width=30,format=auto/bee.jpg?v=2", KEY)
    assert app.get(link).status_code == 200
    assert app.get(link.replace("width=30,", "width=30%2C")).status_code == 200
    for wrong in (
        link.replace("width=30", "width=31"),
        sign(f"{PREFIX}width=30/bee.jpg", OTHER),
        f"/images/bee.jpg?w=30&s={link[-22:]}",
    ):
        assert app.get(wrong).status_code == 403, wrong
    assert app.get(f"{link}&s={link[-22:]}").status_code == 400
    assert refused(app.get(f"{PREFIX}width=30/bee.jpg"))
    assert app.get(sign(f"{PREFIX}width=30/bee.jpg", KEY, expires=1)).status_code == 410


@given(st.lists(PIECES, max_size=9), st.sampled_from([",", ""]))
def test_no_text_crashes_it(pieces: list[str], between: str) -> None:
    survives(door, between.join(pieces))


@given(st.text(max_size=40))
def test_no_text_at_all_crashes_it(text: str) -> None:
    survives(door, text)


def test_what_can_be_asked_is_documented() -> None:
    (operation,) = door.operations()
    with pytest.raises(StopIteration):
        next(field for field in operation.fields if f"{{{field.name}}}" not in operation.below)
