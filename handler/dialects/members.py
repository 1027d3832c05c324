"""Errors of a JSON recipe: of all that pydantic found one InvalidRecipe, which names the member by its path.

The path to a fault is kept as steps, since a name may hold a dot; what is shown of it is cut.
"""

import re
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from handler.core.output import Output
from handler.core.params import Declared
from handler.core.source import Fetched, Stored
from handler.core.suggest import SHOWN, nearest
from handler.core.validation_text import expected, sentence
from handler.dialects.native.spellings import ALIASES, FOREIGN, HINTS, MEMBERS, SYNONYMS
from handler.errors import InvalidRecipe
from handler.generators import GENERATORS
from handler.generators.made import Made
from handler.ops import CATALOGUE
from handler.recipe import Recipe

Steps = tuple[int | str, ...]

LONGEST_PATH = 200
UNNAMED = {"union_tag_not_found", "union_tag_invalid"}
MOST_NAMED = 12
"""Names of a list that an error has: it is to be read at a glance."""

EXAMPLE = '{"key": "bee.jpg"}'
ENGLISH = {"or"}
"""A parameter's name that no sentence means: it is a word of the sentence."""


def blame_member(error: ValidationError, said: object) -> InvalidRecipe:
    """Return the error that tells what is wrong with a recipe. said: the JSON, parsed."""
    faults = error.errors(include_url=False)
    # What is one too many tells more than what is missing for it.
    fault = next((each for each in faults if each["type"] == "extra_forbidden"), faults[0])
    steps = _path(fault["loc"], said, missing=fault["type"] == "missing")
    sense, near = _hint(fault, steps, said), None
    if not sense:
        near = _near(fault, steps, said)
        sense = f"{_sense(fault, steps, said)}{f'; did you mean {near}?' if near else ''}"
    where = ".".join(str(step)[:SHOWN] for step in steps)[:LONGEST_PATH]
    return InvalidRecipe(f"{where or 'recipe'}: {_renamed(sense, steps, said)}", parameter=where or None, nearest=near)


def _path(steps: Steps, said: Any, *, missing: bool) -> Steps:  # noqa: ANN401 - any JSON
    """Return the path to a fault as the reader's JSON has it: pydantic's also names the members of unions it tried."""
    path: list[int | str] = []
    for number, step in enumerate(steps):
        if _is_tag(step, steps[number - 1] if number else None, said):
            continue
        if there := _there(step, said):
            said = said[step]
        if there or (missing and number == len(steps) - 1):
            path.append(step)
    return tuple(path)


def _is_tag(step: int | str, above: int | str | None, said: object) -> bool:
    """Return whether a step is pydantic's word for the kind of an object, though a member may have that name too."""
    if not isinstance(said, dict):
        return False
    if above in {"source", "picture"}:
        return step in {"key", "url", "made", "posted"}
    return (isinstance(above, int) or above == "made") and step in {str(said.get("op")), str(said.get("generate"))}


def _there(step: int | str, said: object) -> bool:
    return step in said if isinstance(said, dict) else isinstance(said, list) and step in range(len(said))


def _hint(fault: ErrorDetails, steps: Steps, said: object) -> str | None:
    """Return what the query dialect says of a word that others take, for a member that has it too."""
    if fault["type"] != "literal_error" or not isinstance(fault["input"], str):
        return None
    text = fault["input"].lower()
    return next((HINTS[name, text] for name in _names(steps, said) if (name, text) in HINTS), None)


def _names(steps: Steps, said: object) -> list[str]:
    """Return the parameters that a query has for the member at a path, or for the list that it lies in."""
    *above, member = steps[:-1] if isinstance(steps[-1], int) else steps
    return [name for name, field in _members(tuple(above), said).items() if field == member]


def _sense(fault: ErrorDetails, steps: Steps, said: object) -> str:
    if fault["type"] in UNNAMED and (not steps or steps[-1] in {"source", "picture"}):
        names = "key, url and made" if steps[-1:] == ("source",) or not steps else "key and made"
        return f"must be an object with one of the members {names}, as {EXAMPLE}"
    if fault["type"] in UNNAMED:
        mark = "generate" if steps[-1] == "made" else "op"
        named = fault["input"].get(mark)
        if not isinstance(named, str):
            return f"must say {mark}, its name"
        return f"there is no {named[:SHOWN]!r}; there are {_first(expected(fault['ctx']))}"
    if fault["type"] == "extra_forbidden":
        members = sorted({*_members(steps[:-1], said).values()} - {"op", "generate"})
        return f"{sentence(fault)}; there are {', '.join(members)}"
    return sentence(fault)


def _first(names: list[str]) -> str:
    """Return names as a list; of many the first ones, and how many more there are."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _near(fault: ErrorDetails, steps: Steps, said: object) -> str | None:
    """Return the word that was probably meant: of an operation, a member or a value."""
    if fault["type"] == "union_tag_invalid" and steps[-1:] != ("source",):
        return nearest(str(fault["ctx"]["tag"]), expected(fault["ctx"]))
    if fault["type"] == "literal_error" and isinstance(fault["input"], str):
        text = fault["input"].lower()
        same = (SYNONYMS[name].get(text) for name in _names(steps, said) if name in SYNONYMS)
        return next(filter(None, same), None) or nearest(text, expected(fault["ctx"]))
    if steps == ("source",) and isinstance(fault["input"], dict):
        return next(filter(None, (nearest(name, ("key", "url", "made")) for name in fault["input"])), None)
    return _meant(str(steps[-1]), _members(steps[:-1], said)) if fault["type"] == "extra_forbidden" else None


def _meant(name: str, known: dict[str, str]) -> str | None:
    """Return the member that was probably meant by a name, which may be a query's or another service's."""
    foreign, _ = FOREIGN.get(name, (None, ""))
    theirs = MEMBERS.get(name)
    return (
        known.get(name)
        or (theirs if theirs in known.values() else None)
        or known.get(foreign or "")
        or known.get(nearest(name, known) or "")
    )


def _renamed(sense: str, steps: Steps, said: object) -> str:
    """Return a sentence about parameters as one about members: `max_w`, where a query has `max-w`."""
    params = _kind(steps, said).params().items()
    fields = {mark.name: field for field, (mark, _) in params if mark.name not in ENGLISH}
    return re.sub("[a-z]+(-[a-z]+)*", lambda word: fields.get(word[0], word[0]), sense)


def _members(steps: Steps, said: object) -> dict[str, str]:
    """Return the members of the object at a path, by their own names and by those of their parameters."""
    kind = _kind(steps, said)
    names = {mark.name: field for field, (mark, _) in kind.params().items()}
    names |= {alias: names[name] for alias, name in ALIASES.items() if name in names}
    return names | {field: field for field in kind.model_fields}


def _kind(steps: Steps, said: Any) -> type[Declared]:  # noqa: ANN401 - any JSON
    """Return what declares the innermost object on a path."""
    inner, place = said, 0
    for number, step in enumerate(steps, 1):
        if not _there(step, said):
            break  # it is the name of what is missing
        said = said[step]
        if isinstance(said, dict):
            inner, place = said, number
    if not isinstance(inner, dict):
        return Recipe
    kinds: dict[str, type[Declared]] = {kind.model_fields["op"].default: kind for kind in CATALOGUE}
    kinds |= {kind.model_fields["generate"].default: kind for kind in GENERATORS}
    places: dict[Steps, type[Declared]] = {(): Recipe, ("output",): Output}
    named = kinds.get(str(inner.get("op", inner.get("generate", ""))))
    return named or places.get(steps[:place]) or (Made if "made" in inner else Fetched if "url" in inner else Stored)
