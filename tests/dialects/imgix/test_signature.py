"""imgix's signature: links of its clients hold as they are, also where a front has decoded them; nothing else does."""

import hashlib
import struct
from itertools import product
from math import floor, sin
from urllib.parse import parse_qsl, quote, unquote, urlencode

import pytest

from handler.core.signing import Address
from handler.dialects.imgix.signature import md5_of, verify

TOKEN, OTHER = "FOO123bar", "another"

RECORDED = (
    "/users/1.png?s=6797c24146142d5b40bde3141fd3600c",
    "/users/1.png?w=400&h=300&s=1a4e48641614d1109c6a7af51be23d18",
    "/http%3A%2F%2Favatars.com%2Fjohn-smith.png?s=493a52f008c91416351f8b33d4883135",
    "/http%3A%2F%2Favatars.com%2Fjohn-smith.png?w=400&h=300&s=61ea1cc7add87653bb0695fe25f2b534",
)
"""Links that imgix's own documentation of its clients has, for the token FOO123bar."""

MADE = (
    "/bridge.png?ixlib=js-3.8.0&w=400&h=300&s=3b2cfeffc9adede5243ae222458799c0",
    (
        "/users/a%20b/%C3%B6%20(1)%2Bx%3Ay.png?ixlib=js-3.8.0&txt64=SGVsbG8sIFfDtnJsZCE&w=300"
        "&s=d8215281e9ba72917f6c619c906d4aaf"
    ),
    (
        "/bee.jpg?ixlib=js-3.8.0&txt=it's%2050%25%20%26%20more&txt-size=24&crop=top%2Cleft&fit=crop&h=40&w=60"
        "&s=1f73fb569418e19e196bca03ff89a0fd"
    ),
    "/bee.jpg?ixlib=js-3.8.0&s=09f51baa8bf9b645a1f42ab45f9492fd",
    "/bee.jpg?s=e9b3680886aaff0781313f489eb7478e",
    "/bee.jpg?w=60&ar=3%3A2&fit=crop&dpr=2&q=50&s=f3ff29c8a08c49b32fcc7b92b299d4b7",
    "/bridge.png?h=300&ixlib=python-4.0.0&w=400&s=13d089beea61545d9867664ea09e60e6",
    "/users/a%20b/%C3%B6.png?ixlib=python-4.0.0&txt64=SGVsbG8sIFfDtnJsZCE&w=300&s=26855cab27edf3cd631a21d9b17dd302",
    (
        "/bee.jpg?crop=top%2Cleft&ixlib=python-4.0.0&txt=it%27s%2050%25%20%26%20more&w=60"
        "&s=992562e339c455f95ee9502e35df4c2d"
    ),
    "/bee.jpg?ixlib=python-4.0.0&s=1d329507518ae02a27a5457c1ed01a81",
)
"""Links that @imgix/js-core 3.8.0 and imgix-python 4.0.0 made for that token."""

WRITTEN = (
    "/bridge.png?ixlib=js-3.8.0&txt=Hello%2C%20W%C3%B6rld!&w=300",
    "/bridge.png?ixlib=python-4.0.0&txt=Hello%2C%20W%C3%B6rld%21&w=300",
    "/a%20b/c(1).png?ixlib=js-3.8.0&w=300&crop=top%2Cleft&h=200&fit=crop",
    "/a%20b/c%281%29.png?crop=top%2Cleft&fit=crop&h=200&ixlib=python-4.0.0&w=300",
    "/bee.jpg?ixlib=rb-4.2.0&mark64=b3dsLnBuZw&w=300",
    "/bee.jpg?w=300&crop=top,left&h=200",
    "/bee.jpg?txt=two+words&w=300",
    "/bee.jpg?w=300",
    "/bee.jpg",
)
"""Addresses as clients and people write them."""


def md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def address(target: str) -> Address:
    path, _, query = target.partition("?")
    return Address(path.encode("latin-1"), query)


def signed_with(target: str, token: str = TOKEN) -> str:
    """Return an address with its signature, as imgix-js makes it."""
    return f"{target}{'&' if '?' in target else '?'}s={md5(token.encode() + target.encode())}"


@pytest.mark.parametrize("target", [*RECORDED, *MADE, *map(signed_with, WRITTEN)])
def test_a_link_of_a_client_holds_for_its_token_and_for_no_other(target: str) -> None:
    assert verify(address(target), [OTHER, TOKEN])
    assert not verify(address(target), [OTHER])
    assert not verify(address(target), [])


@pytest.mark.parametrize("target", [*MADE, *map(signed_with, WRITTEN)])
def test_a_link_holds_where_a_front_has_decoded_its_query_and_its_path(target: str) -> None:
    path, query = address(target)
    again = urlencode(parse_qsl(query, keep_blank_values=True))
    assert verify(Address(path, again), [TOKEN])
    assert verify(Address(quote(unquote(path.decode()), safe="!$&'()*+,;=:@/~-._").encode(), query), [TOKEN])


def test_a_link_holds_where_a_browser_has_escaped_an_apostrophe() -> None:
    (link,) = [each for each in MADE if "'" in each]
    assert verify(address(link.replace("'", "%27")), [TOKEN])


@pytest.mark.parametrize("target", [target for target in WRITTEN if "ixlib=python" in target or "&" not in target])
def test_a_link_whose_parameters_are_sorted_holds_where_a_front_has_lost_their_order(target: str) -> None:
    path, query = address(signed_with(target))
    assert verify(Address(path, "&".join(reversed(query.split("&")))), [TOKEN])


def test_the_signature_may_stand_anywhere_in_the_query() -> None:
    said = md5_of("/bee.jpg?w=300&h=200", TOKEN)
    assert verify(address(f"/bee.jpg?s={said}&w=300&h=200"), [TOKEN])
    assert verify(address(f"/bee.jpg?w=300&s={said}&h=200"), [TOKEN])


@pytest.mark.parametrize(
    "target",
    [
        "/bee.jpg?w=301&s=SIGNATURE",
        "/bee.png?w=300&s=SIGNATURE",
        "/bee.jpg?w=300&h=1&s=SIGNATURE",
        "/bee.jpg?s=SIGNATURE",
        "/bee.jpg?w=300",
        "/bee.jpg?w=300&s=",
        "/bee.jpg?w=300&s",
        "/bee.jpg?w=300&s=SIGNATURE&s=SIGNATURE",
        "/bee.jpg?w=300&s=SIGNATURE&%73=SIGNATURE",
        "/bee.jpg?w=300&%73=SIGNATURE",
        "/bee.jpg?w=300&s=SIGNATUR",
        "/bee.jpg?w=300&s=SIGNATURE0",
        "/bee.jpg?w=300&s=%53IGNATURE",
        "/bee.jpg?w=300&s=SIGNATURE\xe4",
        "/bee.jpg?w=300&a=%ff&s=SIGNATURE",
        "/%ff.jpg?w=300&s=SIGNATURE",
    ],
)
def test_nothing_else_holds(target: str) -> None:
    good = md5_of("/bee.jpg?w=300", TOKEN)
    assert verify(address(f"/bee.jpg?w=300&s={good}"), [TOKEN])
    assert not verify(address(target.replace("SIGNATURE", good)), [TOKEN])
    assert not verify(address(f"/bee.jpg?w=300&s={good.upper()}"), [TOKEN])


def test_what_cannot_be_decoded_holds_as_it_is_signed() -> None:
    for target in ("/bee.jpg?w=300&a=%ff", "/%ff.jpg?w=300"):
        assert verify(address(signed_with(target)), [TOKEN]) is not ("a=%ff" in target)


ROUNDS = (7, 12, 17, 22) * 4 + (5, 9, 14, 20) * 4 + (4, 11, 16, 23) * 4 + (6, 10, 15, 21) * 4
SINES = [floor(abs(sin(number + 1)) * 2**32) for number in range(64)]
WHOLE = 0xFFFFFFFF


def padding(length: int) -> bytes:
    """Return what MD5 appends to a message of this length."""
    return b"\x80" + b"\0" * ((55 - length) % 64) + struct.pack("<Q", 8 * length)


def compressed(state: tuple[int, ...], block: bytes) -> tuple[int, ...]:
    """Return the state of MD5 after one more block (RFC 1321)."""
    words = struct.unpack("<16I", block)
    a, b, c, d = state
    for number in range(64):
        mixed, at = (
            ((b & c) | (~b & d), number),
            ((d & b) | (~d & c), 5 * number + 1),
            (b ^ c ^ d, 3 * number + 5),
            (c ^ (b | (~d & WHOLE)), 7 * number),
        )[number // 16]
        total = (a + mixed + SINES[number] + words[at % 16]) & WHOLE
        turned = ((total << ROUNDS[number]) | (total >> (32 - ROUNDS[number]))) & WHOLE
        a, b, c, d = d, (b + turned) & WHOLE, b, c
    return tuple((one + other) & WHOLE for one, other in zip(state, (a, b, c, d), strict=True))


def extended(digest: str, length: int, more: bytes) -> tuple[bytes, str]:
    """Return what is to be appended to a message of which only the digest and the length are known, and the digest."""
    state: tuple[int, ...] = struct.unpack("<4I", bytes.fromhex(digest))
    between = padding(length)
    whole = more + padding(length + len(between) + len(more))
    for start in range(0, len(whole), 64):
        state = compressed(state, whole[start : start + 64])
    return between + more, struct.pack("<4I", *state).hex()


@pytest.mark.parametrize("target", ["/bee.jpg?w=300", "/bee.jpg"])
def test_who_knows_one_link_and_the_length_of_the_token_cannot_extend_it(target: str) -> None:
    """The attack is carried out: the digest is that of token, address and extension, though the token is not used."""
    known = md5_of(target, TOKEN)
    for more in (b"&w=4000", b"?w=4000"):
        added, forged = extended(known, len(TOKEN) + len(target), more)
        assert forged == md5(TOKEN.encode() + target.encode() + added), "the attack itself works"
        raw = target + added.decode("latin-1")
        escaped = target + quote(added, safe="&=?")
        decoded = target + urlencode([("x", added.decode("latin-1"))]).removeprefix("x=")
        mended = target + added.decode("utf-8", "replace")
        for spelled, place in product((raw, escaped, decoded, mended), ("end", "start")):
            path, mark, query = spelled.partition("?")
            query = f"{query}&s={forged}" if place == "end" and mark else f"s={forged}&{query}".rstrip("&")
            assert not verify(Address(path.encode("latin-1", "replace"), query), [TOKEN]), spelled
