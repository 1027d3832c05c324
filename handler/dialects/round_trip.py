"""Round trip: an address that a dialect has written is read again, which is the only proof that it says the picture."""

from collections.abc import Callable

from handler.core.params import Declared
from handler.dialects.interface import DialectRequest, PictureReply, Reply
from handler.errors import ImageError, Inexpressible
from handler.recipe import Recipe

Reader = Callable[[DialectRequest], Reply]


def confirmed(below: str, picture: PictureReply, read: Reader, dialect: str) -> str:
    """Return what follows a dialect's door, as it was written; Inexpressible where it reads as another picture.

    dialect: its name in the error.
    """
    path, _, query = below.partition("?")
    try:
        again = read(DialectRequest(path.encode(), query))
    except ImageError as error:
        raise Inexpressible(f"{dialect} cannot say this picture: {error.detail}") from error
    if not isinstance(again, PictureReply):
        raise Inexpressible(f"{dialect} cannot say this picture")
    if again.recipe != picture.recipe:
        raise Inexpressible(f"{dialect} cannot say this {_named(_unsaid(picture.recipe, again.recipe))}")
    if again.delivery != picture.delivery.model_copy(update={"preset": None, "alone": False}):
        raise Inexpressible(f"{dialect} cannot say this delivery")
    return below


def _unsaid(wanted: Recipe, said: Recipe) -> Declared:
    """Return the first part of a recipe that is not said."""
    for number, op in enumerate(wanted.ops):
        if said.ops[number : number + 1] != (op,):
            return op
    if len(said.ops) > len(wanted.ops):
        return said.ops[len(wanted.ops)]
    return wanted.output if said.source == wanted.source else wanted.source


def _named(part: Declared) -> str:
    return str(getattr(part, "op", type(part).__name__.lower()))
