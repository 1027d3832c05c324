"""Queries of the dialects that name a picture by a URL, compared with what they mean in the native dialect."""

from collections.abc import Iterable
from contextlib import suppress

import pytest

from handler.core.source import Fetched, Stored
from handler.dialects.interface import DialectModule, DialectRequest, PictureReply
from handler.dialects.native import query_form
from handler.errors import ImageError, Inexpressible, InvalidParameter

BASE = "https://img.example.com"
PLAIN = Stored(key="cat.jpg")
AWAY = Fetched(url="https://pics.example.net/cat.jpg?v=2")


def read(module: DialectModule, query: str, base: str = BASE) -> PictureReply:
    """Return the picture that a query asks for."""
    reply = module.parse(DialectRequest(b"", query, base=base))
    assert isinstance(reply, PictureReply)
    return reply


def check_meaning(module: DialectModule, meant: dict[str, str]) -> None:
    """Hold each query against the native one that means the same, of any picture, and against itself when written."""
    for query, native in meant.items():
        for address, source in (("%2Fcat.jpg", PLAIN), ("https%3A%2F%2Fpics.example.net%2Fcat.jpg%3Fv%3D2", AWAY)):
            found = read(module, query.replace("URL", address))
            theirs = query_form.parse_from(native, source)
            assert isinstance(theirs, PictureReply)
            assert found.recipe == theirs.recipe, query
            assert found.delivery.negotiable == theirs.delivery.negotiable, query
            written = module.write(found)
            assert read(module, written.removeprefix("?")) == found, query
            assert module.write(read(module, written.removeprefix("?"))) == written, query


def check_faults(module: DialectModule, faults: dict[str, str]) -> None:
    """Hold each query against what its error says; an InvalidParameter names the parameter."""
    for query, said in faults.items():
        with pytest.raises(InvalidParameter) as caught:
            read(module, query)
        assert said in caught.value.detail, (query, caught.value.detail)
        assert caught.value.facts["parameter"]


def check_unsaid(module: DialectModule, natives: Iterable[str]) -> None:
    """Hold that a picture, as the native dialect says it, cannot be said, and that it is told so."""
    for native in natives:
        picture = query_form.parse(native, "cat.jpg")
        assert isinstance(picture, PictureReply)
        with pytest.raises(Inexpressible):
            module.write(picture)


def check_hostile(module: DialectModule, query: str) -> None:
    """Hold that a query is a picture that is written and read again, or an error of whoever asks."""
    try:
        found = read(module, query)
    except ImageError as error:
        assert 400 <= error.status < 500, query
        return
    with suppress(Inexpressible):
        assert read(module, module.write(found).removeprefix("?")) == found
