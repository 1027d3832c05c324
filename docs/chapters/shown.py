"""Shown: every picture of the reference, in one list, for whoever makes or checks them."""

from collections.abc import Iterator

from docs.chapters.examples import Example, Row, recipe_row, rows, told
from handler.dialects.native.layers import Mark2
from handler.dialects.native.vocabulary import Word, alone, vocabulary
from handler.generators import GENERATORS
from handler.generators.generator import Generator


def query_words() -> list[Word]:
    """Return the parameters of every query; of mark2 to mark4, which repeat mark's, the first of the first alone."""
    words = [shared[-1] for shared in vocabulary().values()]
    return [word for word in words if not issubclass(word.owner, Mark2) or word.name == "mark2"]


def generator_words(kind: type[Generator]) -> list[Word]:
    """Return a generator's own parameters."""
    return [shared[0] for shared in alone(kind).values()]


def address(kind: type[Generator]) -> str:
    """Return the address over which the pictures of a generator's parameters are laid."""
    on: str = told()["generators"][kind.model_fields["generate"].default]
    return on


def every_row() -> Iterator[Row]:
    """Give all rows."""
    for word in query_words():
        yield from rows(word)
    for kind in GENERATORS:
        yield Row((Example(address(kind), str(kind.model_fields["generate"].default)),))
        for word in generator_words(kind):
            yield from rows(word, address(kind))
    for op, body in told()["recipes"].items():
        yield recipe_row(op, body)


def every() -> Iterator[Example]:
    """Give all pictures."""
    for row in every_row():
        yield from row.examples
