"""Signatures: those that imgproxy's own clients made are right, and no other text is, whatever a proxy did to it."""

import pytest

from handler.core.signing import Address
from handler.dialects.imgproxy.signatures import UNSIGNED, signature_over, signed, verify

DOCUMENTED = "736563726574:68656C6C6F"
"""The pair of imgproxy's documentation: `secret` and `hello`."""

NODE = (
    "943b421c9eb07c830af81030552c86009268de4e532ba2ee2eab8247c6da0881"
    ":520f986b998545b4785e0defbc4f3c1203f22de2374a3d53cb7a7fe9fea309c5"
)
LINKS = {
    # imgproxy's documentation; @imgproxy/imgproxy-node 1; @nuxt/image 2
    "/oKfUtW34Dvo2BGQehJFR4Nr0_rIjOtdtzJ3QFsUcXH8/rs:fill:300:400:0/g:sm"
    "/aHR0cDovL2V4YW1w/bGUuY29tL2ltYWdl/cy9jdXJpb3NpdHku/anBn.png": DOCUMENTED,
    "/ASeXcexR7R3fog-OLda82f0BhjZdVZmXLbiUu_Ojdec/el:t/g:no/rt:fit/w:300/YmVlLmpwZw": NODE,
    "/F911bM2tsTbwYCe_7ouvssSeobjvOdujwpzhNhxAu6Q/w:300/h:200/f:webp/q:80/rt:fill/L2NhdC5qcGc": NODE,
    "/eTANK2TaRSQlgu3aYU8MeyQMlH8pXh3qfvgGV9KIdCc/w:300/rt:fit/L2NhdC5qcGc": NODE,
}


def right(path: str, *keys: str) -> bool:
    return verify(Address(path.encode(), ""), keys)


def link(path: str) -> str:
    return f"/{signature_over(path.encode(), NODE)}{path}"


def test_links_of_its_clients_are_right_by_their_key_alone() -> None:
    for path, key in LINKS.items():
        assert signed(Address(path.encode(), ""))
        assert right(path, DOCUMENTED, NODE)
        assert not right(path, NODE if key == DOCUMENTED else DOCUMENTED)
        assert not right(path)


def test_a_changed_link_is_wrong() -> None:
    for path, key in LINKS.items():
        given, rest = path[1:44], path[44:]
        for wrong in (f"/{given}{rest}x", f"/{given[:-1]}{rest}", f"/{given}={rest}", f"/{given[:22]}{rest}"):
            assert not right(wrong, key)
        assert not right(f"/{given}/{given}{rest}", key)
        assert not right(f"/{given.swapcase()}{rest}", key)


def test_a_signature_is_cut_off_by_position() -> None:
    twice = link("/w:3/plain/a.jpg")
    assert right(link(twice), NODE)
    assert not right(f"/w:3{twice}", NODE)


def test_what_a_proxy_or_a_front_did_to_a_path_is_undone() -> None:
    for asked, came in (
        ("/w:3/plain/a.jpg", "/w%3A3/plain/a.jpg"),
        ("/w:3/plain/https://a.b/c.jpg@png", "/w:3/plain/https:/a.b/c.jpg@png"),
        ("/w:3/plain/local:///c.jpg", "/w:3/plain/local:/c.jpg"),
        ("/w:3/plain/a%20b/%C3%BC.jpg@png", "/w:3/plain/a b/ü.jpg@png"),
        ("/w:3/plain/a%2Fb.jpg", "/w:3/plain/a/b.jpg"),
        ("/w:3/plain/s3://a/b%3Fc.jpg", "/w:3/plain/s3://a/b?c.jpg"),
    ):
        given = signature_over(asked.encode(), NODE)
        assert right(f"/{given}{asked}", NODE)
        assert right(f"/{given}{came}", NODE), came
        assert not right(f"/{given}{came.replace('w', 'h', 1)}", NODE)


@pytest.mark.parametrize("came", ["a%20b.jpg", "a%2Fb.jpg", "a%40b.jpg@png"])
def test_a_signature_opens_nothing_that_is_decoded_once_more(came: str) -> None:
    given = signature_over(f"/w:3/plain/{came.replace('%', '%25')}".encode(), NODE)
    assert right(f"/{given}/w:3/plain/{came.replace('%', '%25')}", NODE)
    assert not right(f"/{given}/w:3/plain/{came}", NODE)


@pytest.mark.parametrize("word", [*sorted(UNSIGNED), b"unsafe"])
def test_words_for_no_signature_are_none(word: bytes) -> None:
    assert not signed(Address(b"/" + word + b"/w:3/plain/a.jpg", ""))


def test_needless_encoding_changes_no_signature() -> None:
    assert not signed(Address(b"/un%73afe/w:3/plain/a.jpg", ""))
    path = link("/w:3/plain/a.jpg")
    assert right(f"/%{ord(path[1]):02X}{path[2:]}", NODE)


def test_no_bytes_crash_it() -> None:
    for path in (b"", b"/", b"/\xff/\xfe/plain/\xff", b"//", b"/%ff/plain/%", b"/x/plain/:/", b"/x/plain/@"):
        assert not verify(Address(path, ""), [NODE])
