"""The JSON form of a recipe: operations in the order given, repeats allowed. The form that says every recipe.

1. At most 64 KB, nested at most as deep as a recipe is; a repeated member is an error, as in every dialect.
2. Types are strict: 1 is not "1", and 1.0 is a ratio where 1 is a pixel.
3. A fault is an InvalidRecipe whose `parameter` is the path to it: `ops.0.radius`.
"""

from typing import TypeVar

from pydantic import ValidationError

from handler.core.source import Posted
from handler.dialects import json_syntax
from handler.dialects.members import blame_member
from handler.errors import Inexpressible, InvalidRecipe
from handler.recipe import Recipe, Steps

MAX_BODY_BYTES = 65_536
"""The largest JSON recipe, in bytes."""

Form = TypeVar("Form", bound=Steps)


def parse(data: bytes) -> Recipe:
    """Return the recipe that a JSON body says."""
    recipe = _validated(Recipe, data)
    if isinstance(recipe.source, Posted):
        raise InvalidRecipe("a posted picture comes with the request, it cannot be named", parameter="source")
    return recipe


def parse_steps(data: bytes) -> Steps:
    """Return the operations and output that a JSON body says of a picture which comes beside it."""
    return _validated(Steps, data)


def write(recipe: Recipe) -> bytes:
    """Return the JSON that says this recipe; Inexpressible for a posted picture."""
    if isinstance(recipe.source, Posted):
        raise Inexpressible("a posted picture has no name that JSON could say")
    return recipe.text().encode()


def _validated(form: type[Form], data: bytes) -> Form:
    if len(data) > MAX_BODY_BYTES:
        raise InvalidRecipe(f"a recipe has at most {MAX_BODY_BYTES} bytes, this one has {len(data)}")
    try:
        said = json_syntax.parse_json(data)
    except json_syntax.Repeated as error:
        raise InvalidRecipe(str(error), parameter=error.name) from error
    except ValueError as error:
        raise InvalidRecipe(f"the {'body' if form is Recipe and not data.strip() else 'recipe'} {error}") from error
    try:
        return form.model_validate_json(data)
    except ValidationError as error:
        raise blame_member(error, said) from error
