"""Allowed origin: a URL lies in one or it does not: same host, same port, below the path."""

import pytest

from handler.core.origins.allowed_origin import allowed_origin, origin_of
from handler.core.origins.https_url import read_url

ORIGINS = tuple(
    map(
        allowed_origin, ("https://Images.example.com/", "https://cdn.example.com:8443/pics/", "https://c.example/a%20b")
    )
)


def test_an_origin_is_kept_in_one_form() -> None:
    assert [each.text for each in ORIGINS] == [
        "https://images.example.com",
        "https://cdn.example.com:8443/pics",
        "https://c.example/a%20b",
    ]
    assert tuple(allowed_origin(each.text) for each in ORIGINS) == ORIGINS


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://images.example.com/", "images.example.com"),
        ("https://IMAGES.example.com./a/b.jpg?c", "images.example.com"),
        ("https://cdn.example.com:8443/pics/a.jpg", "cdn.example.com"),
        ("https://cdn.example.com:8443/%70ics/a.jpg", "cdn.example.com"),
        ("https://c.example/a b/c.jpg", "c.example"),
        ("https://images.example.com:8443/a.jpg", None),
        ("https://cdn.example.com/pics/a.jpg", None),
        ("https://cdn.example.com:8443/pics", None),
        ("https://cdn.example.com:8443/picsa/a.jpg", None),
        ("https://cdn.example.com:8443/pics%2Fa.jpg", None),
        ("https://cdn.example.com:8443/?/pics/a.jpg", None),
        ("https://a.images.example.com/a.jpg", None),
        ("https://images.example.com.evil.example/a.jpg", None),
    ],
)
def test_a_url_lies_below_an_origin_or_nowhere(url: str, host: str | None) -> None:
    found = origin_of(read_url(url), ORIGINS)
    assert (found.host if found else None) == host


@pytest.mark.parametrize(
    "text",
    [
        "http://a.example",
        "a.example",
        "https://10.0.0.1",
        "https://*.example.com",
        "https://a.example?b",
        "https://a.example/#",
    ],
)
def test_what_is_no_origin_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="is no origin: "):
        allowed_origin(text)
