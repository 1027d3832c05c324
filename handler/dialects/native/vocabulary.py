"""Vocabulary: every query parameter, collected from the declarations, with the fields that it sets."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from handler.core.delivery import Auto, Delivery, Density, FactsWish, Hints, PaletteWish, Signature
from handler.core.output import Output
from handler.core.params import Declared, Param
from handler.core.source import Picked, Stored
from handler.dialects.literals import Malformed, decimal, flag, integer, length, number, plain_number
from handler.dialects.native.address import read_address, read_layer, write_address
from handler.dialects.native.layers import KINDS, Blend
from handler.generators.made import Made

ReadText = Callable[[str], Any]

MOST_PARTS = 64
"""The longest list that is looked at; what may be listed is bounded by the declarations, and lower."""


ADDRESS = {"type": "string", "minLength": 1, "maxLength": 8192}
"""The schema of a value that names another picture."""

DECLARED: tuple[type[Declared], ...] = (
    *(Picked, Density, Auto, Hints, PaletteWish),
    *KINDS,
    *(Output, FactsWish, Delivery, Signature),
)
"""The declarations whose parameters every query of the native dialect takes."""


@dataclass(frozen=True)
class Word:
    """One parameter of one declaration."""

    owner: type[Declared]
    field: str
    mark: Param
    info: FieldInfo

    @property
    def name(self) -> str:
        """The parameter's name in a query."""
        return self.mark.name

    def read(self, text: str) -> Any:  # noqa: ANN401 - as the field has it
        """Return the field's value; Malformed says what the text should be. Ranges are the declaration's to judge."""
        return self._reader(text)

    @cached_property
    def _reader(self) -> ReadText:
        if self.owner is Blend and self.field == "picture":
            return read_layer
        return _reader(self.info.annotation, self.mark.between)

    def schema(self) -> dict[str, Any]:
        """Return the JSON schema of the field's value, without the null that stands for its absence."""
        if Made in kinds_of(self.info.annotation):
            return ADDRESS
        built = _schema(self.owner)["properties"][self.field]
        members = [part for part in built.get("anyOf", [built]) if part.get("type") != "null"]
        return members[0] if len(members) == 1 else {"anyOf": members}

    def write(self, value: Any) -> str:  # noqa: ANN401 - as the field has it
        """Return the text that reads back as the value."""
        if isinstance(value, tuple):
            return self.mark.between.join(_written(part, self.info.annotation) for part in value)
        return _written(value, self.info.annotation)


@cache
def _schema(owner: type[Declared]) -> dict[str, Any]:
    return owner.model_json_schema()


@cache
def vocabulary(*more: type[Declared]) -> dict[str, tuple[Word, ...]]:
    """Return every parameter of the native dialect, with the fields it sets; `more` adds a generator's own."""
    return alone(*more, *DECLARED)


@cache
def alone(*owners: type[Declared]) -> dict[str, tuple[Word, ...]]:
    """Return the parameters of these declarations and no others, with the fields they set."""
    words: dict[str, tuple[Word, ...]] = {}
    for owner in owners:
        for field, (mark, info) in owner.params().items():
            words[mark.name] = (*words.get(mark.name, ()), Word(owner, field, mark, info))
    return words


def _reader(annotation: Any, between: str) -> ReadText:  # noqa: ANN401 - any annotation of a field
    kinds = kinds_of(annotation)
    origin = get_origin(kinds[0])
    if origin is tuple:
        return _listed(get_args(kinds[0]), between)
    if origin is Literal:
        return flag if True in get_args(kinds[0]) else str
    if int in kinds and float in kinds:
        return length
    if Made in kinds:
        return read_address
    if listed := [kind for kind in kinds if get_origin(kind) is Literal]:
        heads = {word.partition(":")[0] for word in get_args(listed[0])}
        return lambda text: text if text.partition(":")[0] in heads else integer(text)
    readers: dict[Any, ReadText] = {bool: flag, int: integer, float: decimal}
    return readers.get(kinds[0], str)


def _listed(kinds: tuple[Any, ...], between: str) -> ReadText:
    def read(text: str) -> tuple[Any, ...]:
        if text.count(between) >= MOST_PARTS:
            raise Malformed(f"must be no list of more than {MOST_PARTS}")
        parts = text.split(between)
        readers = [kinds[0]] * len(parts) if kinds[-1] is Ellipsis else kinds
        if len(parts) != len(readers):
            raise Malformed(f"must be {len(readers)} values with a {between} between them")
        return tuple(_reader(kind, between)(part) for kind, part in zip(readers, parts, strict=True))

    return read


def kinds_of(annotation: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any annotation of a field
    """Return the plain types of an annotation: no Annotated, no None, a union flattened."""
    if get_origin(annotation) is Annotated:
        return kinds_of(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        return tuple(kind for part in get_args(annotation) if part is not NoneType for kind in kinds_of(part))
    return (annotation,)


def _written(value: Any, annotation: Any) -> str:  # noqa: ANN401 - as the field has it
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Stored | Made):
        return write_address(value)
    if isinstance(value, float):
        kinds = kinds_of(annotation)
        inner = [kind for part in (get_args(kinds[0]) or kinds) for kind in kinds_of(part)]
        return number(value) if int in inner else plain_number(value)
    return str(value)
