"""Doors that take a URL: through the application, with signatures, hostile queries, and round trips of any picture."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from handler.core.delivery import Delivery
from handler.core.signing import Address, sign
from handler.core.source import Stored
from handler.dialects.interface import DialectModule, DialectRequest, PictureReply
from handler.dialects.located import amplify, astro, fetch, netlify, vercel
from handler.dialects.located import next as next_dialect
from handler.dialects.located.wsrv import address as wsrv
from handler.dialects.table import DIALECTS
from handler.errors import Inexpressible, NotFound, RepeatedParameter
from handler.ops import CATALOGUE
from handler.ops.op import Op
from handler.recipe import Recipe
from tests.conftest import Client
from tests.support.requests.located_urls import check_hostile, read
from tests.support.requests.signed_links import KEY, OTHER
from tests.support.strategies.operations import operations

MODULES: dict[str, DialectModule] = {
    "fetch": fetch,
    "next": next_dialect,
    "vercel": vercel,
    "netlify": netlify,
    "astro": astro,
    "amplify": amplify,
    "wsrv": wsrv,
}
DOORS = {row.name: row for row in DIALECTS if row.name in MODULES}
OPEN = {"dialects": frozenset(MODULES) | {"native"}, "public_url": "https://img.example.com"}
ACCEPT = {"accept": "image/webp,*/*;q=0.8"}

ANSWERS = {
    "/_next/image?url=%2Fbee.jpg&w=64&q=75": (64, None, "webp", "Accept"),
    "/_vercel/image?w=64&q=75&url=https%3A%2F%2Fimg.example.com%2Fbee.jpg": (64, None, "webp", "Accept"),
    "/.netlify/images?url=bee.jpg&w=64&h=40&fit=cover": (64, 40, "webp", "Accept"),
    "/.netlify/images?url=/bee.jpg&w=64&h=40&fit=fill&fm=png": (64, 40, "png", None),
    "/_image?href=%2Fbee.jpg&w=64&h=40&f=avif&q=low": (64, 40, "avif", None),
    "/_image?href=%2Fbee.jpg&w=64": (64, None, "jpeg", None),
    "/_amplify/image?url=%2Fbee.jpg&w=64&h=40&fit=cover&format=webp&q=75": (64, 40, "webp", None),
    "/wsrv/?url=img.example.com/bee.jpg&w=64&h=40&fit=cover": (64, 40, "jpeg", None),
    "/wsrv/?url=/lighthouse.gif&w=30&output=webp&filt=greyscale": (30, None, "webp", None),
    "/fetch?url=/bee.jpg&w=64&fm=png": (64, None, "png", None),
    "/fetch?url=/bee.jpg&w=64": (64, None, "webp", "Accept"),
}


def test_urls_are_answered_with_the_size_and_format_asked(client: Client) -> None:
    app = client(**OPEN)
    for url, (width, height, kind, vary) in ANSWERS.items():
        answer = app.get(url, headers=ACCEPT)
        assert answer.status_code == 200, (url, answer.text)
        picture = Image.open(io.BytesIO(answer.content))
        assert (picture.width, height or picture.height) == (width, picture.height), url
        assert (answer.headers["content-type"], answer.headers.get("vary")) == (f"image/{kind}", vary), url
        assert app.head(url, headers=ACCEPT).headers["etag"] == answer.headers["etag"]


def test_the_same_picture_has_one_etag_at_every_door(client: Client) -> None:
    app = client(**OPEN)
    urls = (
        *("/images/bee.jpg?w=60&q=75", "/fetch?url=/bee.jpg&w=60&q=75", "/_next/image?url=/bee.jpg&w=60&q=75"),
        *("/_vercel/image?url=/bee.jpg&w=60&q=75", "/.netlify/images?url=/bee.jpg&w=60&q=75"),
    )
    assert len({app.get(url, headers=ACCEPT).headers["etag"] for url in urls}) == 1


def test_errors_name_the_parameter_and_closed_doors_are_none(client: Client) -> None:
    app = client(**OPEN)
    wrong = app.get("/_next/image?url=/bee.jpg&w=64")
    assert (wrong.status_code, wrong.json()["parameter"]) == (400, "q")
    assert app.get("/_next/image?url=/none.jpg&w=64&q=75").status_code == 404
    assert app.get("/_next/image?url=https://pics.example.net/a.jpg&w=64&q=75").status_code == 403
    assert client().get("/_next/image?url=/bee.jpg&w=64&q=75").status_code == 404


def test_only_the_ladder_passes_unsigned_and_a_signature_opens_the_rest(client: Client) -> None:
    app = client(**OPEN, unsigned=frozenset({"widths"}), widths=(64,), signing_keys=KEY)
    assert app.get("/_next/image?url=/bee.jpg&w=64&q=80").status_code == 200
    assert app.get("/_next/image?url=/bee.jpg&w=65&q=80").status_code == 403
    link = sign("/_next/image?url=%2Fbee.jpg&w=65&q=80", KEY)
    assert app.get(link).status_code == 200
    assert app.get(link.replace("w=65", "w=66")).status_code == 403
    assert app.get(link.replace("/_next/", "/_vercel/")).status_code == 403
    assert app.get(f"{link[:-1]}_").status_code == 403
    assert app.get(sign("/_next/image?url=%2Fbee.jpg&w=65&q=80", OTHER)).status_code == 403
    assert app.get(sign("/wsrv/?url=/bee.jpg&w=65&expires=1", KEY)).status_code == 410


def test_a_door_may_stand_at_the_root(client: Client) -> None:
    app = client(**{**OPEN, "docs": False}, root="wsrv")
    assert app.get("/?url=img.example.com%2Fbee.jpg&w=30").status_code == 200
    assert app.get("/bee.jpg?url=img.example.com%2Fbee.jpg&w=30").status_code == 404


def test_a_path_behind_a_door_is_none_and_words_are_said_once() -> None:
    for name, module in MODULES.items():
        with pytest.raises(NotFound):
            module.parse(DialectRequest(b"x", DOORS[name].below.partition("?")[2].replace("{key}", "a.jpg")))
        with pytest.raises(RepeatedParameter):
            module.parse(DialectRequest(b"", "url=/a.jpg&url=/a.jpg" if name != "astro" else "href=/a&href=/b"))
        assert not module.signed(Address(b"", "w=3"))


WORDS = (
    "url href w h width height q f fm format output fit position a dpr we flip flop ro rotate con gam sharp blur tint",
    "bg mask mbg n page trim cx cw precrop sat hue mod filt start il ll s expires dpl utm_x ch or txt default zz",
)
VALUES = (
    "/a.jpg a.example/b.jpg https://a.example/b.jpg 300 50% 0 -1 2.2 1e2 ٣ cover contain inside outside top focal",
    "focal-1-2 webp jpg png red 80ff0000 circle triangle greyscale true 1,0.5,90 %zz %ff + auto",
)
NAMES = st.sampled_from(" ".join(WORDS).split())
TEXTS = st.one_of(st.sampled_from(" ".join(VALUES).split()), st.text(max_size=6))


@given(st.lists(st.tuples(NAMES, TEXTS), max_size=6), st.booleans())
def test_no_query_is_more_than_an_error_of_whoever_asks(words: list[tuple[str, str]], named: bool) -> None:
    query = "&".join(f"{word}={value}" for word, value in words)
    for name, module in MODULES.items():
        where = "href" if name == "astro" else "url"
        check_hostile(module, f"{where}=/a.jpg&{query}" if named else query)


@given(st.lists(st.sampled_from(CATALOGUE).flatmap(operations), max_size=2))
def test_what_is_written_of_any_picture_reads_back_as_it(ops: list[Op]) -> None:
    for module in MODULES.values():
        for negotiable in (False, True):
            picture = PictureReply(Recipe.of(Stored(key="a b.jpg"), tuple(ops)), Delivery(negotiable=negotiable))
            try:
                written = module.write(picture)
            except Inexpressible:
                continue
            assert read(module, written.removeprefix("?")) == picture
