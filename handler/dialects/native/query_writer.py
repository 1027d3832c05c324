"""Query writer: from a recipe to the query that says it, in the names of `query_form`.

`parse(write(recipe)) == recipe`, or `write` raises Inexpressible; `write(parse(text))` is a fixed point.
"""

from collections.abc import Iterator
from urllib.parse import quote

from handler.core.delivery import Delivery
from handler.core.output import Output
from handler.core.params import Declared
from handler.core.query_string import pairs
from handler.core.source import Fetched, Posted
from handler.dialects.interface import PictureReply
from handler.dialects.native import ground, layers
from handler.dialects.native.query import Given
from handler.dialects.native.query_form import PERMISSION, parse, parse_made
from handler.dialects.native.vocabulary import Word
from handler.errors import Inexpressible, InvalidParameter
from handler.ops.resize import Resize
from handler.recipe import Made, Recipe

SAFE = "-._~,:/"
"""Characters that a written value need not escape."""


def write(recipe: Recipe, delivery: Delivery = Delivery(), *, facts: bool = False) -> str:  # noqa: B008 - frozen
    """Return the query that says this recipe; Inexpressible where a query cannot, naming the operation.

    facts: whether facts of the result are asked for in place of it.
    """
    if isinstance(recipe.source, Posted | Fetched):
        raise Inexpressible("a query is of a key or a made picture, of no upload and no other host's picture")
    given: Given = {}
    maker = (recipe.source.made,) if isinstance(recipe.source, Made) else ()
    plain = delivery.model_copy(update={"preset": None})  # which the recipe says already
    ops = layers.written(ground.told_grounds(recipe.ops))
    for part in (*maker, recipe.source, *ops, recipe.output, plain):
        for name, text in said_of(part):
            if given.setdefault(name, text) != text:
                raise _inexpressible(part)
    if "ar" in given:  # alone it would imply a crop
        given.setdefault("fit", Resize.model_fields["fit"].default)
    if facts:
        given["fm"] = "json"
    query = "&".join(f"{quote(name, safe='')}={quote(text, safe=SAFE)}" for name, text in given.items())
    _confirm(query, recipe, delivery)
    return query


def write_picture(picture: PictureReply) -> str:
    """Return the query that says a picture and who chooses its format: Accept, or nobody.

    Without a word of it a stored picture is sent as it is, one with operations in the format that Accept prefers.
    """
    recipe, delivery = picture.recipe, picture.delivery
    query = write(recipe, delivery)
    plain = recipe.output.formats == Output().formats
    if plain and not delivery.negotiable and not delivery.original:
        return f"{query}&fm={Output().formats[0]}".removeprefix("&")
    unsaid = plain and delivery.negotiable and not {name for name, _ in pairs(query)} - PERMISSION
    return f"{query}&auto=format".removeprefix("&") if unsaid else query


def said_of(part: Declared) -> Iterator[tuple[str, str]]:
    """Return the parameters that say this part: those that differ from the default."""
    for field, (mark, info) in part.params().items():
        value = getattr(part, field)
        if value is not None and (info.is_required() or value != info.default):
            yield mark.name, Word(type(part), field, mark, info).write(value)


def _confirm(query: str, recipe: Recipe, delivery: Delivery) -> None:
    """Read the query back, which is the only proof that it says the recipe."""
    try:
        if isinstance(recipe.source, Made):
            again = parse_made(query, type(recipe.source.made))
        else:
            again = parse(query, getattr(recipe.source, "key", ""))
    except InvalidParameter as error:
        raise Inexpressible(f"a query cannot say this recipe: {error.detail}") from error
    for ours, theirs in zip(recipe.ops, again.recipe.ops, strict=False):
        if ours != theirs:
            raise _inexpressible(ours)
    unsaid = {
        "original": delivery.original,
        "negotiable": delivery.negotiable,
        "hinted": delivery.hinted,
        "alone": delivery.alone,
        "preset": delivery.preset,
    }
    if again.recipe != recipe or again.delivery.model_copy(update=unsaid) != delivery:
        raise _inexpressible(recipe.ops[-1] if len(recipe.ops) > len(again.recipe.ops) else recipe.source)


def _inexpressible(part: Declared) -> Inexpressible:
    name = getattr(part, "op", type(part).__name__.lower())
    return Inexpressible(f"a query cannot say this {name}: another order, a repetition, or no parameter for it")
