"""Location: which URLs name a picture of this service, which one at another host, and which none."""

import pytest

from handler.core.source import Fetched, Stored
from handler.dialects.located.location import path_here, source_at, url_of
from handler.errors import ImageError, Inexpressible, InvalidKey, InvalidParameter
from handler.generators.made import Made
from handler.generators.placeholder import Placeholder
from handler.recipe import Source

BASE = "https://img.example.com"
KEYS = {
    "/cat.jpg": "cat.jpg",
    "cat.jpg": "cat.jpg",
    "_astro/cat.x1.png": "_astro/cat.x1.png",
    "/a b/caf%C3%A9.jpg": "a b/café.jpg",
    "/a%20b/café.jpg": "a b/café.jpg",
    "/100%25.jpg": "100%.jpg",
    "/a%3Fb%23c.jpg": "a?b#c.jpg",
    "https://img.example.com/cat.jpg": "cat.jpg",
    "HTTPS://IMG.Example.COM:443/Cat.jpg": "Cat.jpg",
    "http://img.example.com:80/a%20b.jpg": "a b.jpg",
}
URLS = {
    "https://pics.example.net/cat.jpg": "https://pics.example.net/cat.jpg",
    "http://pics.example.net/cat.jpg?v=2&w=3": "https://pics.example.net/cat.jpg?v=2&w=3",
    "HTTP://Pics.example.net:80/cat.jpg": "https://pics.example.net/cat.jpg",
    "https://pics.example.net:8443/a%2fb.jpg": "https://pics.example.net:8443/a%2Fb.jpg",
    "https://img.example.com.evil.example/cat.jpg": "https://img.example.com.evil.example/cat.jpg",
    "https://img.example.com:8443/cat.jpg": "https://img.example.com:8443/cat.jpg",
}
BARE = {
    "pics.example.net/cat.jpg": "https://pics.example.net/cat.jpg",
    "//pics.example.net/cat.jpg": "https://pics.example.net/cat.jpg",
    "/cat.jpg": "cat.jpg",
    "cat.jpg": "cat.jpg",
    "pics/cat.jpg": "pics/cat.jpg",
    "img.example.com/cat.jpg": "cat.jpg",
    "//IMG.example.com/cat.jpg": "cat.jpg",
}
NONE = {
    "//pics.example.net/cat.jpg": InvalidParameter,
    "ftp://pics.example.net/cat.jpg": InvalidParameter,
    "data:image/png;base64,AAAA": InvalidParameter,
    "javascript:alert(1)": InvalidParameter,
    "https://127.0.0.1/cat.jpg": InvalidParameter,
    "https://u:p@pics.example.net/cat.jpg": InvalidParameter,
    "https://img.example.com@evil.example/cat.jpg": InvalidParameter,
    "https://img.example.com\\@evil.example/cat.jpg": InvalidParameter,
    "https://": InvalidParameter,
    "/cat.jpg?v=2": InvalidParameter,
    "/cat.jpg#top": InvalidParameter,
    "https://img.example.com/cat.jpg?w=3": InvalidParameter,
    "https://img.example.com": InvalidKey,
    "/": InvalidKey,
    "/../cat.jpg": InvalidKey,
    "/%2e%2e/cat.jpg": InvalidKey,
    "/a//b.jpg": InvalidKey,
    "/100%.jpg": InvalidKey,
    "/%ff.jpg": InvalidKey,
    "/a\\b.jpg": InvalidKey,
}


def named(text: str, base: str = BASE, *, bare: bool = False) -> str:
    source = source_at("url", text, base, bare=bare)
    assert source_at("url", url_of(source), base, bare=bare) == source
    return source.key if isinstance(source, Stored) else source.url


def test_a_path_is_a_key_and_so_is_the_address_of_this_service() -> None:
    assert {text: named(text) for text in KEYS} == KEYS


def test_another_host_is_asked_by_https_whatever_the_scheme() -> None:
    assert {text: named(text) for text in URLS} == URLS


def test_a_host_needs_no_scheme_where_one_can_be_meant() -> None:
    assert {text: named(text, bare=True) for text in BARE} == BARE


def test_what_names_no_picture_is_an_error_of_whoever_asks() -> None:
    for text, kind in NONE.items():
        with pytest.raises(ImageError) as caught:
            source_at("url", text, BASE)
        assert isinstance(caught.value, kind), text
        assert caught.value.status == 400


def test_the_base_path_belongs_to_the_address_of_this_service() -> None:
    base = "http://127.0.0.1:8000/img"
    assert named("http://127.0.0.1:8000/img/a.jpg", base) == "a.jpg"
    for beside in ("http://127.0.0.1:8000/a.jpg", "http://127.0.0.1:8000/img", "http://127.0.0.1:8000/imga.jpg"):
        with pytest.raises(InvalidParameter):
            source_at("url", beside, base)
    assert named("/img/a.jpg", "/img") == "img/a.jpg"


def test_the_path_behind_this_services_address_is_told_to_other_dialects_too() -> None:
    assert path_here("https://img.example.com/a%20b.jpg?x", BASE) == "a%20b.jpg?x"
    assert path_here("img.example.com/a.jpg", BASE, bare=True) == "a.jpg"
    assert [path_here(text, BASE) for text in ("/a.jpg", "img.example.com/a.jpg", "https://a.example/b")] == [None] * 3
    assert path_here("https://img.example.com/a.jpg", "") is None


def test_what_is_drawn_or_sent_along_has_no_url() -> None:
    drawn: Source = Made(made=Placeholder(dimensions=(30, 20)))
    with pytest.raises(Inexpressible):
        url_of(drawn)
    assert url_of(Fetched(url="https://a.example/b.jpg")) == "https://a.example/b.jpg"
