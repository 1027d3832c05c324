"""Errors of a query: of all that pydantic found one InvalidParameter, which names the parameter and its value."""

import re
from collections.abc import Mapping
from typing import Any, get_args

from pydantic import ValidationError

from handler.core.colours import function_hint
from handler.core.params import Declared
from handler.core.suggest import SHOWN, nearest
from handler.core.validation_text import sentence
from handler.dialects.literals import Malformed
from handler.dialects.native.vocabulary import Word
from handler.errors import InvalidParameter


def blame(
    error: ValidationError, kind: type[Declared], given: Mapping[str, str], suffix: str = "", *, field: str = ""
) -> InvalidParameter:
    """Return the first fault as an InvalidParameter in the query's words: the parameter, the value, what it must be.

    field: whose fault is told, where others, which were not given, have theirs.
    """
    fault = next(each for each in error.errors(include_url=False) if not field or each["loc"][:1] == (field,))
    params = kind.params()
    if not fault["loc"]:  # a fault between parameters: blame one that was given
        said = sentence(fault)
        names = [mark.name for mark, _ in params.values() if mark.name in given]
        named = [word for word in re.split("[^a-z0-9-]+", said) if word in names]
        return InvalidParameter(f"{said}{suffix}", parameter=next(iter([*named, *names]), None))
    field = field or str(fault["loc"][0])
    name = params[field][0].name if field in params else field
    if fault["type"] == "missing":
        return InvalidParameter(f"{name} is missing", parameter=name)
    text = given.get(name, "")
    listed = words(params[field][1].annotation) if fault["type"] == "literal_error" else []
    near = nearest(str(fault["input"]), listed) if listed else None
    hint = f"; did you mean {near}?" if near else ""
    return InvalidParameter(f"{name}={text[:SHOWN]}: {sentence(fault)}{suffix}{hint}", parameter=name, nearest=near)


def malformed(word: Word, text: str, error: Malformed) -> InvalidParameter:
    """Return the error for a text that is no value of its parameter, with what would be one."""
    if hint := function_hint(text):  # its commas part it where a list is wanted
        return InvalidParameter(f"{word.name}={text[:SHOWN]}: {hint}", parameter=word.name)
    if turned := _turned(word, text):
        return InvalidParameter(f"{word.name}={text[:SHOWN]}: write {turned}", parameter=word.name)
    shown = f", as {word.info.examples[0]}" if "values with" in str(error) and word.info.examples else ""
    bare = text.removesuffix("px").removesuffix("%")
    unit = ", without a unit" if bare != text and bare.replace(".", "", 1).isdecimal() else ""
    return InvalidParameter(f"{word.name}={text[:SHOWN]}: {error}{unit}{shown}", parameter=word.name)


def _turned(word: Word, text: str) -> str:
    """Return the parts of a list in the other order, where it is right and they were not; else nothing."""
    if len(text) > SHOWN:  # a list so long has more than two values the wrong way round
        return ""
    turned = word.mark.between.join(reversed(text.split(word.mark.between)))
    try:
        value = word.read(turned)
    except Malformed:
        return ""
    return "" if wrong(word, value) else turned


def wrong(word: Word, value: object) -> ValidationError | None:
    """Return pydantic's error where a field cannot have a value, None where it can."""
    try:
        word.owner.model_validate({word.field: value})
    except ValidationError as error:
        return error if any(fault["loc"][:1] == (word.field,) for fault in error.errors()) else None
    return None


def words(annotation: Any) -> list[str]:  # noqa: ANN401 - any annotation of a field
    """Return the words that an annotation lists anywhere inside."""
    inside = get_args(annotation)
    return [word for part in inside for word in ([part] if isinstance(part, str) else words(part))]
