"""Signatures of thumbor's paths: what its clients sign passes, what anybody changed does not, and they open no more."""

from urllib.parse import quote, unquote

import pytest

from handler.core.signing import Address
from handler.dialects.thumbor.signature import is_signature, path_signature, signature_and_rest, signed, verify

KEY, OTHER = "my-security-key", "another"
PATH = "300x200/smart/filters:blur(3)/a/b.jpg"
KNOWN = "cST4Ko5_FqwT3BDn-Wf4gO3RFSk="
KNOWN_PATH = "500x500/top/raw.githubusercontent.com/cshum/imagor/master/testdata/gopher.png"
"""What imagor's own page of signatures says of the key `mysecret`."""


def address(path: str, query: str = "") -> Address:
    return Address(f"/{path}".encode(), query)


def good(path: str, *keys: str) -> bool:
    return verify(address(path), keys or (KEY,))


def test_a_signature_is_that_of_thumbors_and_imagors_clients() -> None:
    assert path_signature(KNOWN_PATH, "mysecret") == KNOWN
    assert good(f"{KNOWN}/{KNOWN_PATH}", "mysecret")
    assert good(f"{path_signature(PATH, KEY)}/{PATH}", OTHER, KEY)


def test_sha256_is_said_by_a_prefix_or_by_the_length() -> None:
    mark = path_signature(PATH, KEY, sha256=True)
    assert mark.startswith("sha256:")
    assert good(f"{mark}/{PATH}")
    assert good(f"{mark.removeprefix('sha256:')}/{PATH}")
    assert not good(f"sha256:{path_signature(PATH, KEY)}/{PATH}")


@pytest.mark.parametrize(
    "path",
    [
        PATH,
        f"unsafe/{PATH}",
        f"{path_signature(PATH, OTHER)}/{PATH}",
        f"{path_signature(PATH, KEY)}/{PATH}x",
        f"{path_signature(PATH, KEY)}/unsafe/{PATH}",
        f"{path_signature(PATH, KEY)}/{path_signature(PATH, KEY)}/{PATH}",
        f"{path_signature(PATH, KEY)[:-1]}/{PATH}",
        f"{path_signature(PATH, KEY)}=/{PATH}",
        f"{path_signature(PATH, KEY).lower()}/{PATH}",
        f"{path_signature('', KEY)}/{PATH}",
        f"{path_signature(PATH, KEY)}//{PATH}",
        f"/{path_signature(PATH, KEY)}/{PATH}",
        f"%ff/{PATH}",
        "",
    ],
)
def test_what_was_forged_signed_twice_or_moved_is_not_verified(path: str) -> None:
    assert not good(path)


def test_a_signature_within_the_path_is_only_text() -> None:
    """thumbor took the text of a signature off wherever it stood, so that a signed link opened others (e3ae3e25)."""
    mark = path_signature(PATH, KEY)
    inside = PATH.replace("/a/", f"/{mark}/a/")
    assert not good(f"{mark}/{inside}")
    assert good(f"{path_signature(inside, KEY)}/{inside}")


def test_nothing_is_verified_without_a_key_and_ours_opens_nothing() -> None:
    mark = path_signature(PATH, KEY)
    assert not verify(address(f"{mark}/{PATH}"), ())
    assert not verify(address(f"unsafe/{PATH}", "s=AbCdEfGhIjKlMnOpQrStUv"), (KEY,))


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("300x200/a b.jpg", "300x200/a%20b.jpg"),
        ("300x200/é.jpg", "300x200/%C3%A9.jpg"),
        ("300x200/a%20b.jpg", "300x200/a b.jpg"),
        ("300x200/filters:blur(3)/a%20b.jpg", "300x200/filters%3Ablur%283%29/a%20b.jpg"),
        ("300x200/filters:blur(3)/a%2Fb%20c.jpg", "300x200/filters:blur(3)/a/b c.jpg"),
        ("300x200/filters:blur(3)/http%3A//h/a.jpg", "300x200/filters:blur(3)/http://h/a.jpg"),
        ("300x200/a.jpg", "300x200%2Fa.jpg"),
    ],
)
def test_a_front_that_decodes_or_encodes_breaks_no_signature(said: str, asked: str) -> None:
    made = path_signature(quote(said, safe="/:()%é ").replace("%C3%A9", "é").replace("%20", "%20"), KEY)
    assert unquote(said) == unquote(asked)
    assert good(f"{made if 'é' not in said and ' ' not in said else path_signature(quote(said), KEY)}/{asked}")
    assert good(f"{quote(path_signature(asked, KEY))}/{asked}")


def test_a_spelling_that_says_another_key_is_not_tried() -> None:
    assert not good(f"{path_signature('a%20b.jpg', KEY)}/a%2520b.jpg")
    assert not good(f"{path_signature('a b.jpg', KEY)}/a%2520b.jpg")


def test_all_that_is_not_unsafe_carries_a_signature() -> None:
    assert [signed(address(path)) for path in (f"unsafe/{PATH}", f"un%73afe/{PATH}", PATH, "", "%ff/a.jpg")] == [
        *(False, False, True, True, True)
    ]
    assert signature_and_rest(b"uns%61fe/a%2Fb") == ("unsafe", b"a%2Fb")
    assert [
        is_signature(text) for text in (KNOWN, f"{KNOWN}=", KNOWN[1:], "sha256:" + 43 * "a" + "=", 27 * "+" + "=")
    ] == [*(True, False, False, True, False)]
