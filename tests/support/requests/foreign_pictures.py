"""Pictures asked for in other services' words: what they read as, beside what the native dialect says of the same."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import strategies as st

from handler.core.delivery import Delivery
from handler.core.output import Output
from handler.core.source import Stored
from handler.dialects import native
from handler.dialects.interface import DialectModule, DialectRequest, PictureReply, Reply
from handler.errors import ImageError, Inexpressible
from handler.ops import CATALOGUE
from handler.ops.op import Op
from handler.recipe import Recipe
from tests.support.strategies.operations import operations

Read = Callable[[DialectRequest], Reply]
Write = Callable[[PictureReply], str]


OUTPUTS = ("", "fm=webp&q=9", "fm=pjpg", "q=7", "metadata=keep", "metadata=strip", "colors=3")
FREE, KEPT = Delivery(negotiable=True), Delivery()
"""Accept chooses the format, or that of the stored picture is kept."""


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


def output(query: str) -> Output:
    """Return what native queries, one after the other, say of the file: the one of them that says something."""
    said = [same(part).output for part in query.split(";")]
    return next((each for each in said if each != Output()), Output())


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


def speaks(
    dialect: DialectModule, same_as: Iterable[tuple[str, str, Delivery]], wrong: Iterable[tuple[str, str]]
) -> None:
    """Hold what a dialect's addresses mean, as native queries say it, that it writes them, and what it refuses."""
    for target, query, delivery in same_as:
        asked = picture(dialect.parse, target)
        assert asked.recipe.ops == ops(query), target
        assert asked.recipe.output == output(query), target
        assert asked.delivery == delivery, target
        assert holds(dialect.parse, dialect.write, asked), target
    for target, word in wrong:
        refused(dialect.parse, target, word)


def survives(dialect: DialectModule, data: st.DataObject) -> None:
    """Hold for some picture that the dialect says it so that it reads the same, or says that it cannot."""
    kinds = data.draw(st.lists(st.sampled_from(CATALOGUE), max_size=3))
    steps = tuple(data.draw(operations(kind)) for kind in kinds)
    file = same(data.draw(st.sampled_from(OUTPUTS))).output
    delivery = Delivery(negotiable=data.draw(st.booleans()), expires=data.draw(st.sampled_from([None, 1893456000])))
    holds(dialect.parse, dialect.write, PictureReply(Recipe.of(Stored(key="a b/ü.jpg"), steps, file), delivery))


def harmless(read: Read, target: str) -> None:
    """Hold that a text is read, or is a fault of who asks."""
    try:
        read(requested(target))
    except ImageError as error:
        assert 400 <= error.status < 500, target
