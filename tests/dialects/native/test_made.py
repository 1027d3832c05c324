"""The door of made pictures: a generator's name, and an operation in the documentation for each."""

import pytest

from handler.core.source import Stored
from handler.dialects.interface import DialectRequest, PictureReply
from handler.dialects.native import made, stored
from handler.errors import Inexpressible, InvalidParameter, NotFound
from handler.generators import GENERATORS, NAMES
from handler.recipe import Made
from tests.support.requests.needed_parameters import NEEDED


@pytest.mark.parametrize("name", NAMES)
def test_a_name_leads_to_its_generator(name: str) -> None:
    said = made.parse(DialectRequest(name.encode(), NEEDED.get(name, "")))
    assert isinstance(said, PictureReply)
    assert isinstance(said.recipe.source, Made)
    assert said.recipe.source.made.generate == name


def test_an_unknown_name_proposes_the_nearest_and_lists_all() -> None:
    with pytest.raises(NotFound, match="there is no generator 'avatr'; did you mean avatar") as caught:
        made.parse(DialectRequest(b"avatr", ""))
    assert caught.value.facts["nearest"] == "avatar"
    assert all(name in caught.value.detail for name in NAMES)


@pytest.mark.parametrize("path", [b"", b"%ff", b"\xff", b"q%72%20", b"a" * 4000])
def test_what_is_no_name_is_not_found(path: bytes) -> None:
    with pytest.raises(NotFound):
        made.parse(DialectRequest(path, ""))


def test_what_a_generator_needs_is_named() -> None:
    with pytest.raises(InvalidParameter, match="text is missing"):
        made.parse(DialectRequest(b"qr", ""))


def test_each_generator_is_an_operation_with_its_own_parameters() -> None:
    told = made.operations()
    assert [each.below for each in told] == list(NAMES)
    assert [each.query[0] for each in told] == list(GENERATORS)
    assert all(each.fetches for each in told)  # a stored picture may be laid over what is drawn


def test_a_made_picture_is_written_by_its_generator_and_no_other_is() -> None:
    reply = made.parse(DialectRequest(b"qr", "text=hello&w=90"))
    assert isinstance(reply, PictureReply)
    assert made.parse(DialectRequest(*_parted(made.write(reply)))) == reply
    plain = made.parse(DialectRequest(b"placeholder", "auto=format"))
    assert isinstance(plain, PictureReply)
    assert made.write(plain).startswith("placeholder")
    with pytest.raises(Inexpressible, match="a generator, which this picture has not"):
        made.write(plain._replace(recipe=plain.recipe.model_copy(update={"source": Stored(key="a.jpg")})))


def test_a_stored_picture_is_written_by_its_key_and_no_other_is() -> None:
    drawn = made.parse(DialectRequest(b"placeholder", "w=30"))
    assert isinstance(drawn, PictureReply)
    with pytest.raises(Inexpressible, match="a key, which this picture has not"):
        stored.write(drawn)


def _parted(address: str) -> tuple[bytes, str]:
    path, _, query = address.partition("?")
    return path.encode(), query
