"""The kinds of value that operations, outputs and generators take: lengths, colours, and the marks on their fields."""

from dataclasses import dataclass
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.fields import FieldInfo

from handler.core.colours import canonical_colour
from handler.core.geometry import MAX_SIDE


@dataclass(frozen=True)
class Param:
    """The mark that gives a field its name in a query.

    `dense`: the type of the numbers that are lengths in CSS pixels, which `dpr` multiplies. `makes`: naming the
    parameter asks for the operation; false where it only says more of one that is asked for otherwise. `between`
    parts a list of values.
    """

    name: str
    dense: type[int] | type[float] | None = None
    makes: bool = True
    between: str = ","


Degrees = TypeVar("Degrees", int, float)


def whole_turn(angle: Degrees) -> Degrees:
    """Return the same angle from 0 on and below 360 degrees."""
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


def _extent(value: float) -> float:
    if value == 0:
        raise ValueError("an extent is at least one pixel")
    return _offset(value)


MAX_SOURCE_SIDE = 65_535
"""The largest coordinate, in pixels, that a parameter may name in a source."""

Colour = Annotated[
    str, AfterValidator(canonical_colour), WithJsonSchema({"type": "string", "format": "color", "examples": ["fff"]})
]
"""`rrggbb`, or `aarrggbb` where it is not opaque; CSS names and short forms are read too."""

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
"""An int is pixels, a float is a ratio of the picture's side."""

Ratio = Annotated[float, Field(ge=0.0001, le=10_000)]
"""One side of an aspect ratio."""

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
"""A place in the source: an int is pixels from the left or top, a float a ratio of the side."""

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
"""A width or height in the source: an int is pixels, a float a ratio of the side."""

Ground = Annotated[
    Colour | None,
    Param("bg", makes=False),
    Field(
        description="Colour of what the picture does not cover. Without it: white on an opaque picture, "
        "transparent on one that has transparency.",
        examples=["f8fafc"],
    ),
]
"""What lies beside the picture, in the operations that make room."""

Radii = Annotated[
    tuple[Annotated[int, Field(ge=0, le=4096)], ...],
    Field(
        max_length=4,
        description="Radius of all corners, or of top left, top right, bottom right, bottom left, pixels. "
        "Without mask: mask=corners. A border follows the corners.",
        examples=["24", "24,24,0,0"],
    ),
]
"""The radii of rounded corners."""


class Declared(BaseModel):
    """A frozen value whose fields may carry a `Param`: operations, outputs, generators, deliveries."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True, allow_inf_nan=False)

    @classmethod
    def params(cls) -> dict[str, tuple[Param, FieldInfo]]:
        """Return the fields that a query can set: field name -> its mark and declaration, in order."""
        marked = {}
        for name, field in cls.model_fields.items():
            for mark in field.metadata:
                if isinstance(mark, Param):
                    marked[name] = (mark, field)
        return marked
