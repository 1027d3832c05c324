"""HTTPS URL: one picture has one URL; what a server, a resolver or a browser could read in two ways has none."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handler.core.origins.https_url import MAX_URL_BYTES, canonical_url, is_url, read_url

ALIKE = {
    "https://images.example.com/a.jpg": [
        "HTTPS://Images.EXAMPLE.com:443/a.jpg",
        "https://images.example.com./a.jpg",
        "https://images.example.com/%61.jpg?",
        "https://images.example.com/%61%2Ejpg",
    ],
    "https://a.example/": ["https://a.example", "https://a.example:443", "https://a.example/?"],
    "https://a.example/?b=1": ["https://a.example?b=1", "https://a.example:0443/?%62=1"],
    "https://a.example:8443/a%20%C3%A9%2Fb?c=%5B%3F+%E2%82%AC": [
        "https://a.example:8443/a é%2fb?c=[%3f+€",
        "https://A.example:8443/a%20é%2Fb?c=%5b%3F+%e2%82%AC",
    ],
    "https://xn--bcher-kva.example/a": [
        "https://bücher.example/a",
        "https://BÜCHER。example/a",
        "https://XN--bcher-KVA.example/a",
    ],
    "https://a.example/%25252525": ["https://a.example/%25252525"],
    "https://a.example/b/": ["https://a.example/b/"],
    "https://a.example/b;c=1/d;e": ["https://a.example/b;c=1/d;e"],
    "https://my_pics.s3-eu.a-b.example/x?y=../..&z=//#".replace("#", ""): [
        "https://my_pics.s3-eu.a-b.example/x?y=../..&z=//"
    ],
}


def test_what_means_the_same_is_one_url() -> None:
    assert {text: canonical_url(text) for texts in ALIKE.values() for text in texts} == {
        text: one for one, texts in ALIKE.items() for text in texts
    }
    assert {canonical_url(one) for one in ALIKE} == set(ALIKE)


WRONG = {
    "begins with https": [
        "",
        "http://a.example/b",
        "//a.example/b",
        "a.example/b",
        "https:/a.example",
        " https://a.example",
        "ftp://a.example",
    ],
    "no #": ["https://a.example/b#c", "https://a.example#c"],
    "names no user": [
        "https://me@a.example/b",
        "https://me:pw@a.example",
        "https://a.example@b.example/",
        "https://@a.example",
    ],
    "no backslash and no control": [
        "https://a.example\\@b.example/",
        "https://a.example/b\n",
        "https://a.exa\tmple/",
        "https://a.example/\x00",
        "https://a.example/\x85",
        "https://a.example/\ud800",
    ],
    "is a name, as": [
        "https://",
        "https:///a",
        "https://localhost/",
        "https://a..example/",
        "https://-a.example",
        "https://a-.example",
        "https://.example",
        "https://[::1]/",
        "https://[::ffff:7f00:1]/",
        "https://a b.example/",
        "https://%61.example/",
        "https://a.example..",
        f"https://{'a' * 64}.example",
        f"https://{'a.' * 130}example",
        "https://℀.example/",
        "https://a,b.example",
        "https://0x7f000001/",
        "https://2130706433/",
    ],
    "not an address": [
        "https://127.0.0.1/",
        "https://0x7f.1/",
        "https://0177.0.0.1",
        "https://1.2.3.0x4",
        "https://127.1",
        "https://①②⑦.0.0.①/",
        "https://a.example.0x10",
        "https://169.254.169.254./",
    ],
    "with xn--": [
        "https://straße.example/",
        "https://a\u200db.example/",
        "https://\u2ff0.example/",
        f"https://{'é' * 254}.example",
        f"https://{'é' * 63}.example",
    ],
    "port": [
        "https://a.example:/",
        "https://a.example:0",
        "https://a.example:65536",
        "https://a.example:+1",
        "https://a.example:٣",
        "https://a.example:4_4",
        "https://a.example:000443",
        "https://a.example:443:443",
    ],
    "two hexadecimal": [
        "https://a.example/%",
        "https://a.example/%4",
        "https://a.example/%zz",
        "https://a.example/b?c=%",
        "https://a.example/%+1",
        "https://a.example/% 1",
    ],
    "encoded or not": [
        "https://a.example/%00",
        "https://a.example/%0a",
        "https://a.example/%250D",
        "https://a.example/%5c..%5cb",
        "https://a.example/%7f",
    ],
    "no . or ..": [
        "https://a.example/../b",
        "https://a.example/b/..",
        "https://a.example/./b",
        "https://a.example/%2e%2E/b",
        "https://a.example/.%2e/b",
        "https://a.example/%252e%252e/b",
        "https://a.example/%25252e./b",
        "https://a.example/b%2f..%2fc",
        "https://a.example/..;c/b",
        "https://a.example/b/..%3bc",
        "https://a.example//b",
        "https://a.example/b//",
        "https://a.example/b/%2f",
    ],
    "more than 4 times": [f"https://a.example/%{'25' * each}" for each in (5, 1000)],
    "at most": [f"https://a.example/{'a' * MAX_URL_BYTES}", f"https://a.example/{'é' * 400}"],
}


def test_what_could_be_read_in_two_ways_is_no_url() -> None:
    said = {}
    for text in (each for texts in WRONG.values() for each in texts):
        with pytest.raises(ValueError, match=r"\w") as caught:
            read_url(text)
        said[text] = str(caught.value)
    assert [(text, said[text]) for why, texts in WRONG.items() for text in texts if why not in said[text]] == []


@given(text=st.text(max_size=40).map(lambda text: f"https://a.example/{text}") | st.text(max_size=60))
@example(text="https://a.example/%25")
def test_a_url_as_it_is_kept_is_kept(text: str) -> None:
    try:
        one = canonical_url(text)
    except ValueError:
        return
    assert canonical_url(one) == one
    assert one.isascii()
    assert one.isprintable()
    assert is_url(one)
    assert read_url(one).text == one


def test_a_key_is_no_url() -> None:
    assert not any(map(is_url, ("a.jpg", "https:/a.jpg", "https:", "http/a")))
