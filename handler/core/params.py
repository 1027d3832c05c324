"""Parameters: the types of value that operations, outputs and generators take, and the mark that names a field."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.fields import FieldInfo

from handler.core.colours import canonical_colour
from handler.core.geometry import MAX_SIDE


@dataclass(frozen=True)
class Param:
    """Annotation that gives a field its name in a query.

    name: the query parameter. dense: the type of those numbers of the field that are lengths in CSS pixels, which
    `dpr` multiplies; None where there are none. makes: whether the parameter alone asks for the operation; False where
    it only refines one (`fit` without `w` asks for nothing). between: what separates the values of a list.
    """

    name: str
    dense: type[int] | type[float] | None = None
    makes: bool = True
    between: str = ","


Degrees = TypeVar("Degrees", int, float)


def whole_turn(angle: Degrees) -> Degrees:
    """Return the same angle as 0 <= angle < 360 degrees."""
    turned = angle % 360
    return turned if turned < 360 else abs(angle * 0)  # noqa: PLR2004 - the remainder of a hair below 0 is rounded to 360


def _length(value: float) -> float:
    top = MAX_SIDE if isinstance(value, int) else 1
    if not 0 < value <= top:
        raise ValueError(f"a length is 1 to {MAX_SIDE} pixels, or a ratio above 0.0 up to 1.0 with a decimal point")
    return value


def _offset(value: float) -> float:
    if not 0 <= value <= (MAX_SOURCE_SIDE if isinstance(value, int) else 1):
        raise ValueError("an offset is a number of pixels from 0, or a ratio from 0.0 to 1.0 with a decimal point")
    return value


def _position(value: float) -> float:
    most = MAX_SIDE if isinstance(value, int) else 1
    if not -most <= value <= most:
        raise ValueError(f"a position is -{MAX_SIDE} to {MAX_SIDE} pixels, or a ratio from -1.0 to 1.0 with a point")
    return value


def _extent(value: float) -> float:
    if value == 0:
        raise ValueError("an extent is at least one pixel")
    return _offset(value)


MAX_SOURCE_SIDE = 65_535
"""Pixels. The largest coordinate in a source that a parameter may name: the largest side of JPEG and GIF."""

Colour = Annotated[
    str, AfterValidator(canonical_colour), WithJsonSchema({"type": "string", "format": "color", "examples": ["fff"]})
]
"""A colour in canonical form, `rrggbb` or `aarrggbb`; CSS names and short forms are accepted and converted."""

Length = Annotated[
    int | float,
    AfterValidator(_length),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": MAX_SIDE},
                {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
            ]
        }
    ),
]
"""A width or height of the result: an int is pixels, a float a part of the picture's side (0.5 is half)."""

Ratio = Annotated[float, Field(ge=0.0001, le=10_000)]
"""One number of an aspect ratio, as the 16 of 16:9."""

Offset = Annotated[
    int | float,
    AfterValidator(_offset),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": MAX_SOURCE_SIDE},
                {"type": "number", "minimum": 0, "maximum": 1},
            ]
        }
    ),
]
"""A position in the source: an int is pixels from the left or top, a float a part of the side."""

Extent = Annotated[
    int | float,
    AfterValidator(_extent),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": MAX_SOURCE_SIDE},
                {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
            ]
        }
    ),
]
"""A width or height in the source: an int is pixels, a float a part of the side."""

Position = Annotated[
    int | float,
    AfterValidator(_position),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": -MAX_SIDE, "maximum": MAX_SIDE},
                {"type": "number", "minimum": -1, "maximum": 1},
            ]
        }
    ),
]
"""Where the corner of what is laid over lies, perhaps outside: an int is pixels, a float a part of the side."""

Ground = Annotated[
    Colour | None,
    Param("bg", makes=False),
    Field(
        description="Colour of what the picture does not cover. Without it: white on an opaque picture, "
        "transparent on one that has transparency.",
        examples=["f8fafc"],
    ),
]
"""The background colour of operations that make room around the picture."""

Radii = Annotated[
    tuple[Annotated[int, Field(ge=0, le=4096)], ...],
    Field(
        max_length=4,
        description="Radius of all corners, or of top left, top right, bottom right, bottom left, pixels. "
        "Without mask: mask=corners. A border follows the corners.",
        examples=["24", "24,24,0,0"],
    ),
]
"""Radii of rounded corners, in pixels: one for all, or four clockwise from the top left."""


class Declared(BaseModel):
    """Base of all values that a request declares: frozen, strict, without unknown fields.

    Operations, outputs, generators and deliveries are such values. Fields with a `Param` can be set in a query.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True, allow_inf_nan=False)

    @classmethod
    @cache
    def params(cls) -> dict[str, tuple[Param, FieldInfo]]:
        """Return the fields that a query can set, in order: field name -> its `Param` and its pydantic declaration."""
        marked = {}
        for name, field in cls.model_fields.items():
            for mark in field.metadata:
                if isinstance(mark, Param):
                    marked[name] = (mark, field)
        return marked

    @classmethod
    @cache
    def unsaid(cls) -> Self:
        """Return the value of which nothing is said: every field has its default. It is frozen, so one is enough."""
        return cls()
