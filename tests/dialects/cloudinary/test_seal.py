"""Seal: signatures that Cloudinary's own client has made are good, for their address alone."""

from handler.core.signing import Address
from handler.dialects.cloudinary.seal import seals, signed, verify

KEYS = ["other", "abcd"]
MADE = (
    "/image/upload/s--5ewd_quB--/c_fill,h_100,w_100/v1/folder/test.jpg",
    "/demo/image/upload/s--WqGxNgBq--/c_scale,w_100/v1234/folder/test.jpg",
    "/image/upload/s--6nRkqZck--/c_scale,f_auto,q_auto,w_100/test",
    "/image/upload/s--NbDgs9IJ8iCf9irQx0chHoQDySsBvGyF--/c_scale,w_100/e_sepia:50/test.jpg",
    "/s--1TMilNWq--/test.jpg",
    "/image/upload/s--r4eS_m7t--/c_fill,h_100,w_100/v1/folder/test.jpg",
    "/image/upload/s--LRYvEh9Z--/c_fill,w_100/v1/folder/my%20pic%20%C3%BC.jpg",
    "/image/upload/s--LRYvEh9Z--/c_fill,w_100/v1/folder/my pic ü.jpg",
    "/image/upload/s--LRYvEh9Z--/c_fill,w_100/v1/folder/my%20pic%20%c3%bc.jpg",
)
"""Paths of the npm package cloudinary 2, with the secret abcd; the last two as fronts and clients escape them too."""


def good(path: str) -> bool:
    return verify(Address(path.encode(), ""), KEYS)


def test_what_cloudinarys_client_signs_is_good() -> None:
    for path in MADE:
        assert signed(Address(path.encode(), "")), path
        assert good(path), path
        assert not verify(Address(path.encode(), ""), ["other"]), path


def test_it_is_good_for_its_address_alone() -> None:
    for path in (
        "/s--1TMilNWq--/other.jpg",
        "/s--1TMilNWq--/w_3/test.jpg",
        "/s--1TMilNWq--/s--1TMilNWq--/test.jpg",
        "/s--1TMilNW--/test.jpg",
        "/s--1TMilNWqq--/test.jpg",
        "/s--1TMilNWü--/test.jpg",
        "/test.jpg",
    ):
        assert not good(path), path
    assert not signed(Address(b"/test.jpg", ""))
    assert not signed(Address(b"/w_3/s--1TMilNWq--/test.jpg", ""))


def test_no_signed_text_has_two_meanings() -> None:
    seal = seals("w_300/a.jpg", "abcd")[0]
    assert good(f"/s--{seal}--/w_300/a.jpg")
    assert not good(f"/s--{seal}--/v1/w_300/a.jpg")
    seal = seals("a%2562.jpg", "abcd")[0]
    assert good(f"/s--{seal}--/a%2562.jpg")
    assert not good(f"/s--{seals('a%62.jpg', 'abcd')[0]}--/a%2562.jpg")
