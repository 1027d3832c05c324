"""Signature of the solution: made as its own tests make it, and good for one address alone."""

from handler.core.signing import Address
from handler.dialects.aws.signature import signature_of, signed, verify

KEYS = ["other", "secret"]
PATH = "/eyJidWNrZXQiOiJ2YWxpZEJ1Y2tldCIsImtleSI6InZhbGlkS2V5IiwiZWRpdHMiOnsidG9Gb3JtYXQiOiJwbmcifX0="
KNOWN = "4d41311006641a56de7bca8abdbda91af254506107a2c7b338a13ca2fa95eac3"
"""A path, and its signature with the key `secret`, of the solution's own tests."""


def good(path: str, query: str) -> bool:
    return verify(Address(path.encode(), query), KEYS)


def test_it_is_the_solutions() -> None:
    assert signature_of(PATH, "secret") == KNOWN
    assert good(PATH, f"signature={KNOWN}")
    assert good(PATH.replace("=", "%3D"), f"signature={KNOWN}")
    assert signed(Address(PATH.encode(), f"signature={KNOWN}"))
    assert not signed(Address(PATH.encode(), "width=3"))


def test_the_query_is_signed_sorted_and_decoded() -> None:
    own = signature_of("/a b.jpg?height=2&width=1", "secret")
    assert good("/a%20b.jpg", f"width=1&signature={own}&height=%32")
    for path, query in (
        ("/a%20b.jpg", f"width=1&height=3&signature={own}"),
        ("/a%20b.jpg", f"width=1&height=2&signature={own}&signature={own}"),
        ("/a%20b.jpg", f"width=1&height=2&signature={own.upper()}"),
        ("/a%20b.jpg", "width=1&height=2&signature="),
        ("/a%20b.jpg", "width=1&height=2&signature=%C3%BC"),
        ("/a%20b.jpg", f"height=2%26width=1&signature={own}"),
        ("/a%20b.jpg%3Fheight=2&width=1", f"signature={own}"),
    ):
        assert not good(path, query), (path, query)


def test_no_signed_text_has_two_meanings() -> None:
    own = signature_of("/a%62.jpg", "secret")
    assert good("/a%62.jpg", f"signature={own}")
    assert not good("/a%2562.jpg", f"signature={own}")
