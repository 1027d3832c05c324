"""Colour space: what has to change in a recipe and a picture so that the result has colours beyond sRGB.

1. Whatever paints or changes colours does it in the space of the result. Its own colours are written in sRGB, so they
   become the numbers that show them there: `bg=f00` is the same red in both.
2. A picture without a profile is one of sRGB, and is converted like any other.
"""

from collections.abc import Iterator
from dataclasses import replace
from types import UnionType
from typing import Annotated, TypeVar, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel

from handler.core.colours import canonical_colour
from handler.core.frames import Frames, Space
from handler.ops.op import Op
from handler.rendering.pipeline import Stream

Model = TypeVar("Model", bound=BaseModel)


def painted(ops: tuple[Op, ...], space: Space) -> tuple[Op, ...]:
    """Return operations whose colours are told in the space of the result."""
    if space == "srgb":
        return ops
    return tuple(_recoloured(op) if op.paints or op.chromatic else op for op in ops)


def spaced(stream: Stream, space: Space) -> Stream:
    """Return what gives the same frames, which are to become the space of the result."""
    if space == "srgb":
        return stream

    def give() -> Iterator[Frames]:
        for frames in stream():
            from handler.codecs.pixels import display_p3  # noqa: PLC0415 - few ask for it

            gray = frames.profile is None and frames.mode == "L"
            yield replace(frames, space=space, profile=frames.profile or (None if gray else display_p3.srgb_profile()))

    return give


def _recoloured(model: Model) -> Model:
    """Return a declaration with its own colours converted."""
    changed = {
        name: _converted(getattr(model, name), field.annotation, tuple(field.metadata))
        for name, field in type(model).model_fields.items()
    }
    return model.model_copy(update=changed)


def _converted(value: object, kind: object, said: tuple[object, ...] = ()) -> object:
    """Return a value of a field with the colours in it converted. kind, said: its annotation and what is added."""
    if isinstance(value, str):
        kinds = get_args(kind) if get_origin(kind) in {Union, UnionType} else (kind,)
        validators = [*said, *(more for each in kinds if get_origin(each) is Annotated for more in get_args(each)[1:])]
        named = any(isinstance(each, AfterValidator) and each.func is canonical_colour for each in validators)
        return _shown(value) if named else value
    if isinstance(value, BaseModel):
        return _recoloured(value)
    if isinstance(value, tuple):
        parts = _parts(kind)
        return tuple(
            _converted(each, parts[min(at, len(parts) - 1)] if parts else None) for at, each in enumerate(value)
        )
    return value


def _shown(colour: str) -> str:
    from handler.codecs.pixels import display_p3  # noqa: PLC0415 - as above

    return display_p3.in_p3(colour)


def _parts(kind: object) -> tuple[object, ...]:
    """Return the kinds of the members of a tuple, which may stand in a union or have more said of it."""
    if get_origin(kind) is Annotated:
        return _parts(get_args(kind)[0])
    if get_origin(kind) in {Union, UnionType}:
        return next((parts for each in get_args(kind) if (parts := _parts(each))), ())
    return tuple(each for each in get_args(kind) if each is not ...) if get_origin(kind) is tuple else ()
