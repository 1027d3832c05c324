"""Address: read from the right, so that an identifier may have slashes wherever a front has decoded them."""

import pytest

from handler.dialects.iiif.address import IiifPath, identifier, read_path
from handler.errors import InvalidKey

TAIL = ("full", "max", "0", "default.jpg")


@pytest.mark.parametrize(
    ("path", "kind", "key"),
    [
        ("a.jpg/full/max/0/default.jpg", "picture", "a.jpg"),
        ("a%2Fb.jpg/full/max/0/default.jpg", "picture", "a/b.jpg"),
        ("a/b.jpg/full/max/0/default.jpg", "picture", "a/b.jpg"),
        ("2024/full/max/0/b.jpg/full/max/0/default.jpg", "picture", "2024/full/max/0/b.jpg"),
        ("ark:%2F12025%2F654xz321/full/max/0/default.jpg", "picture", "ark:/12025/654xz321"),
        ("a%2525.jpg/full/max/0/default.jpg", "picture", "a%25.jpg"),
        ("%61.jpg/%66ull/max/0/default%2Ejpg", "picture", "a.jpg"),
        ("caf%C3%A9/full/max/0/default.jpg", "picture", "café"),
        ("a.jpg/info.json", "info", "a.jpg"),
        ("a/b/info.json", "info", "a/b"),
        ("a/%69nfo%2Ejson", "info", "a"),
        ("info.json/info.json", "info", "info.json"),
        ("a.jpg", "base", "a.jpg"),
        ("info.json", "base", "info.json"),
        ("2024/05/01/a.jpg", "base", "2024/05/01/a.jpg"),
        ("x/2024/05/01/a.jpg", "base", "x/2024/05/01/a.jpg"),
        ("a.jpg%2Ffull%2Fmax%2F0%2Fdefault.jpg", "base", "a.jpg/full/max/0/default.jpg"),
    ],
)
def test_a_path_is_told_by_its_end(path: str, kind: str, key: str) -> None:
    found = read_path(path.encode())
    assert (found.kind, found.key) == (kind, key)
    if kind == "picture":
        assert found == IiifPath("picture", key, TAIL)


@pytest.mark.parametrize(
    "tail",
    ["x/max/0/default.jpg", "full/x/0/default.jpg", "full/max/x/default.jpg", "full/max/0/x.jpg", "full/max/0/x"],
)
def test_with_one_wrong_parameter_it_is_still_the_address_of_a_picture(tail: str) -> None:
    assert read_path(f"a.jpg/{tail}".encode()).parameters == tuple(tail.split("/"))


@pytest.mark.parametrize(
    "path", ["", "/info.json", "a//b/info.json", "../a/info.json", "a%5Cb", "%ff/info.json", "%/info.json"]
)
def test_what_can_be_no_key_is_refused(path: str) -> None:
    with pytest.raises(InvalidKey):
        read_path(path.encode())


def test_an_identifier_is_one_segment_with_the_escapes_that_the_text_asks_for() -> None:
    assert identifier("ark:/12025/654xz321") == "ark:%2F12025%2F654xz321"
    assert identifier("urn:sici:1046-8188(199501)13:1%3C69") == "urn:sici:1046-8188(199501)13:1%253C69"
    assert identifier("a?b#c[d]@é <") == "a%3Fb%23c%5Bd%5D%40%C3%A9%20%3C"
