"""The door of stored pictures: a key that is decoded once, a query, and nothing else."""

import pytest

from handler.core.source import Stored
from handler.dialects.interface import DialectRequest, FactsReply, PictureReply
from handler.dialects.native import stored
from handler.errors import InvalidKey, InvalidParameter
from handler.ops.resize import Resize


def test_a_key_is_decoded_once() -> None:
    said = stored.parse(DialectRequest(b"a%2520b/%C3%A9.jpg", "w=3"))
    assert isinstance(said, PictureReply)
    assert (said.recipe.source, said.recipe.ops) == (Stored(key="a%20b/é.jpg"), (Resize(w=3),))


@pytest.mark.parametrize("path", [b"", b"/", b"a//b", b"a/", b"../a", b"%ff", b"%zz", b"a%00"])
def test_what_is_no_key_is_refused(path: bytes) -> None:
    with pytest.raises(InvalidKey):
        stored.parse(DialectRequest(path, ""))


def test_the_delivery_tells_an_original_and_fm_json_facts() -> None:
    bare, told = (stored.parse(DialectRequest(b"a.jpg", query)) for query in ("", "fm=json"))
    assert isinstance(bare, PictureReply)
    assert bare.delivery.original
    assert isinstance(told, FactsReply)
    assert told.bare


def test_a_preset_is_one_of_those_that_the_request_brings() -> None:
    said = stored.parse(DialectRequest(b"a.jpg", "preset=small", {"small": "w=9"}))
    assert isinstance(said, PictureReply)
    assert (said.recipe.ops, said.delivery.alone) == ((Resize(w=9),), True)
    with pytest.raises(InvalidParameter, match="there is no such preset"):
        stored.parse(DialectRequest(b"a.jpg", "preset=small"))
