"""Pictures asked for in other services' words: what they read as, beside what the native dialect says of the same."""

from collections.abc import Callable

import pytest

from handler.core.source import Stored
from handler.dialects import native
from handler.dialects.interface import DialectRequest, PictureReply, Reply
from handler.errors import ImageError, Inexpressible
from handler.ops.op import Op
from handler.recipe import Recipe

Read = Callable[[DialectRequest], Reply]
Write = Callable[[PictureReply], str]


def requested(target: str) -> DialectRequest:
    """Return the request for what follows a door's prefix."""
    path, _, query = target.partition("?")
    return DialectRequest(path.encode(), query)


def picture(read: Read, target: str) -> PictureReply:
    """Return the picture that a target asks for."""
    reply = read(requested(target))
    assert isinstance(reply, PictureReply)
    return reply


def same(query: str, key: str = "a.jpg") -> Recipe:
    """Return the recipe of a native query; of an empty one that of the picture as it is."""
    return native.parse(query, key).recipe if query else Recipe(source=Stored(key=key))


def ops(query: str) -> tuple[Op, ...]:
    """Return the operations of native queries, each of whose own follow those before it: `w=300;rot=45`."""
    return tuple(op for part in query.split(";") for op in same(part).ops)


def refused(read: Read, target: str, word: str) -> None:
    """Hold that a target is a fault of who asks, and that the error names a word."""
    with pytest.raises(ImageError) as caught:
        read(requested(target))
    assert 400 <= caught.value.status < 500, target
    assert word in f"{caught.value.detail} {caught.value.facts.get('parameter')}", (target, caught.value.detail)


def holds(read: Read, write: Write, asked: PictureReply) -> bool:
    """Return whether a dialect can say a picture; where it can, what it writes reads back as the same, and stays."""
    try:
        written = write(asked)
    except Inexpressible:
        return False
    again = picture(read, written)
    assert again.recipe == asked.recipe
    assert again.delivery == asked.delivery
    assert write(again) == written
    return True


def harmless(read: Read, target: str) -> None:
    """Hold that a text is read, or is a fault of who asks."""
    try:
        read(requested(target))
    except ImageError as error:
        assert 400 <= error.status < 500, target
