"""Quality target: `q` is a number, or `auto`: then the number with which a picture looks as good as asked."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, WithJsonSchema

AutoQuality = Literal["auto:best", "auto:good", "auto:eco", "auto:low"]

AUTO = "auto"
"""What is short for `auto:good`."""

TARGETS: dict[AutoQuality, int] = {"auto:best": 85, "auto:good": 78, "auto:eco": 68, "auto:low": 55}
"""The SSIMULACRA2 score that each is to reach."""

TARGETED = frozenset({"jpg", "pjpg", "webp", "avif"})
"""The formats for which it is known what quality a target takes."""

LEAST, FINEST = 10, 95
"""The lowest and the highest quality that auto takes."""

MOSAIC = 88_000
"""The most pixels of a picture that are written for a trial."""


def _full(value: object) -> object:
    return "auto:good" if value == AUTO else value


def _branch(value: object) -> str:
    return AUTO if isinstance(value, str) and value.startswith(AUTO) else "int"


Quality = Annotated[
    Annotated[int, Field(ge=1, le=100), Tag("int")] | Annotated[AutoQuality, BeforeValidator(_full), Tag(AUTO)],
    Discriminator(_branch),
    WithJsonSchema(
        {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 100}, {"type": "string", "enum": [AUTO, *TARGETS]}]}
    ),
]
"""A quality of 1 to 100, or what the picture is to look like."""
