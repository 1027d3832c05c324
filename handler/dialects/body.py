"""The JSON form of a recipe: operations in the order given, repeats allowed. The form that says every recipe.

1. At most 64 KB, nested at most as deep as a recipe is; a repeated member is an error, as in every dialect.
2. Types are strict: 1 is not "1", and 1.0 is a ratio where 1 is a pixel.
3. A fault is an InvalidRecipe whose `parameter` is the path to it: `ops.0.radius`.
"""

import json
from typing import Any, TypeVar

from pydantic import ValidationError

from handler.dialects.faults import sentence
from handler.dialects.text import nearest
from handler.errors import Inexpressible, InvalidRecipe
from handler.recipe import Posted, Recipe, Steps

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
        said = json.loads(data, object_pairs_hook=_once)
    except RecursionError as error:
        raise InvalidRecipe("the recipe is nested too deeply") from error
    except ValueError as error:
        raise InvalidRecipe(f"the recipe is not JSON: {error}") from error
    try:
        return form.model_validate_json(data)
    except ValidationError as error:
        raise _blame(error, said) from error


def _once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    once: dict[str, Any] = {}
    for name, value in members:
        if name in once:
            raise InvalidRecipe(f"{name[:40]!r} is given more than once", parameter=name[:40])
        once[name] = value
    return once


def _blame(error: ValidationError, said: object) -> InvalidRecipe:
    fault = error.errors(include_url=False)[0]
    where = _path(fault["loc"], said, missing=fault["type"] == "missing")
    near = None
    if fault["type"] == "union_tag_invalid":
        known = str(fault["ctx"]["expected_tags"]).replace("'", "").split(", ")
        near = nearest(str(fault["ctx"]["tag"]), known)
    hint = f"; did you mean {near}?" if near else ""
    sense = "there is no such member" if fault["type"] == "extra_forbidden" else sentence(fault)
    return InvalidRecipe(f"{where or 'recipe'}: {sense}{hint}", parameter=where or None, nearest=near)


def _path(steps: tuple[int | str, ...], said: Any, *, missing: bool) -> str:  # noqa: ANN401 - any JSON
    """Return the path to a fault as the reader's JSON has it: pydantic's also names the members of unions it tried."""
    path = []
    for number, step in enumerate(steps):
        there = step in said if isinstance(said, dict) else isinstance(said, list) and step in range(len(said))
        if there:
            said = said[step]
        if there or (missing and number == len(steps) - 1):
            path.append(str(step))
    return ".".join(path)[:200]
