"""Seal check: the client's own signatures, which end when they say and not later."""

from handler.core.signing import Address
from handler.dialects.imagekit.seal_check import hmac_of, is_moment, signed, verify

KEYS = ["other", "private_key_test"]


def good(path: str, query: str) -> bool:
    return verify(Address(path.encode(), query), KEYS)


def seal(text: str) -> str:
    return hmac_of(text, KEYS[1])


def test_path_query_and_end_are_signed() -> None:
    own = seal("a/b%20c.jpg?tr=w-3001893456000")
    assert good("/a/b%20c.jpg", f"tr=w-300&ik-t=1893456000&ik-s={own}")
    assert good("/a/b%20c.jpg", f"ik-s={own}&tr=w-300&ik-t=1893456000")
    assert good("/tr:w-3/a.jpg", f"ik-s={seal('tr:w-3/a.jpg9999999999')}")
    assert signed(Address(b"/a", "ik-s=0"))
    assert not signed(Address(b"/a", "tr=w-3"))


def test_it_is_good_for_its_address_alone() -> None:
    own = seal("a.jpg?tr=w-3051893456000")
    assert good("/a.jpg", f"tr=w-305&ik-t=1893456000&ik-s={own}")
    for query in (
        f"tr=w-30&ik-t=51893456000&ik-s={own}",
        f"tr=w-3051&ik-t=893456000&ik-s={own}",
        f"tr=w-305&ik-t=1893456001&ik-s={own}",
        f"tr=w-305&ik-t=1893456000&ik-t=1893456000&ik-s={own}",
        f"tr=w-305&ik-t=1893456000&ik-s={own}&ik-s={own}",
        f"tr=w-305&ik-t=1893456000&ik-s={own.upper()}",
        "tr=w-305&ik-t=1893456000&ik-s=%C3%BC",
        "tr=w-305&ik-t=1893456000",
    ):
        assert not good("/a.jpg", query), query
    assert not good("/tr:w-30/a.jpg", f"ik-t=0999999999&ik-s={seal('tr:w-30/a.jpg0999999999')}")
    assert [is_moment(text) for text in ("1893456000", "0893456000", "18934560000", "189345600x", "١٨٩٣٤٥٦٠٠٠")] == [
        True,
        *[False] * 4,
    ]
