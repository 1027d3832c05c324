"""The JSON form of a recipe: operations in the order given, repeats allowed. The form that says every recipe.

1. At most 64 KB, nested at most as deep as a recipe is; a repeated member is an error, as in every dialect.
2. Types are strict: 1 is not "1", and 1.0 is a ratio where 1 is a pixel.
3. A fault is an InvalidRecipe whose `parameter` is the path to it: `ops.0.radius`.
"""

import json
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from handler.core.output import Output
from handler.core.params import Declared
from handler.core.source import Picked, Posted, Stored
from handler.core.suggest import nearest
from handler.core.validation_text import expected, sentence
from handler.dialects.native.spellings import ALIASES, HINTS
from handler.errors import Inexpressible, InvalidRecipe
from handler.generators import GENERATORS
from handler.ops import CATALOGUE
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
    faults = error.errors(include_url=False)
    # What is one too many tells more than what is missing for it.
    fault = next((each for each in faults if each["type"] == "extra_forbidden"), faults[0])
    where = _path(fault["loc"], said, missing=fault["type"] == "missing")
    sense, near = _hint(fault, where, said), None
    if not sense:
        near = _near(fault, where, said)
        sense = f"{_sense(fault, where, said)}{f'; did you mean {near}?' if near else ''}"
    return InvalidRecipe(f"{where or 'recipe'}: {sense}", parameter=where or None, nearest=near)


def _hint(fault: ErrorDetails, where: str, said: object) -> str | None:
    """Return what the query dialect says of a word that others take, for a member that has it too."""
    if fault["type"] != "literal_error" or not isinstance(fault["input"], str):
        return None
    steps, text = where.rstrip(".0123456789").split("."), fault["input"].lower()
    names = [name for name, field in _members(".".join(steps[:-1]), said).items() if field == steps[-1]]
    return next((HINTS[name, text] for name in names if (name, text) in HINTS), None)


def _sense(fault: ErrorDetails, where: str, said: object) -> str:
    if fault["type"] in {"union_tag_not_found", "union_tag_invalid"} and where in {"", "source"}:
        return "must be an object with one of the members key and made"
    if fault["type"] in {"union_tag_not_found", "union_tag_invalid"}:
        mark = "generate" if where.endswith("made") else "op"
        named = fault["input"].get(mark)
        if not isinstance(named, str):
            return f"must say {mark}, its name"
        return f"there is no {named[:40]!r}; there are {', '.join(expected(fault['ctx']))}"
    if fault["type"] == "extra_forbidden":
        members = sorted({*_members(where.rpartition(".")[0], said).values()} - {"op", "generate"})
        return f"{sentence(fault)}; there are {', '.join(members)}"
    return sentence(fault)


def _near(fault: ErrorDetails, where: str, said: object) -> str | None:
    """Return the word that was probably meant: of an operation, a member or a value."""
    if fault["type"] == "union_tag_invalid" and where != "source":
        return nearest(str(fault["ctx"]["tag"]), expected(fault["ctx"]))
    if fault["type"] == "literal_error" and isinstance(fault["input"], str):
        return nearest(fault["input"], expected(fault["ctx"]))
    if where == "source" and isinstance(fault["input"], dict):
        return next(filter(None, (nearest(name, ("key", "made")) for name in fault["input"])), None)
    if fault["type"] != "extra_forbidden":
        return None
    above, _, name = where.rpartition(".")
    known = _members(above, said)
    return known.get(name) or known.get(nearest(name, known) or "")


def _members(above: str, said: Any) -> dict[str, str]:  # noqa: ANN401 - any JSON
    """Return the members of the object at a path, by their own names and by those of their parameters."""
    for step in filter(None, above.split(".")):
        said = said[int(step)] if isinstance(said, list) else said[step]
    kinds: dict[str, type[Declared]] = {kind.model_fields["op"].default: kind for kind in CATALOGUE}
    kinds |= {kind.model_fields["generate"].default: kind for kind in GENERATORS}
    place: dict[str, type[Declared]] = {"": Recipe, "output": Output, "source": Stored}
    kind = kinds.get(str(said.get("op", said.get("generate", "")))) or place.get(above, Picked)
    names = {mark.name: field for field, (mark, _) in kind.params().items()}
    names |= {alias: names[name] for alias, name in ALIASES.items() if name in names}
    return names | {field: field for field in kind.model_fields}


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
