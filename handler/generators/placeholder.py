"""Placeholder: a plain picture that says how large it is."""

from math import ceil
from typing import Annotated, ClassVar, Literal, Self

from PIL import Image
from pydantic import Field, model_validator

from handler.core.colours import is_translucent, readable_ink, rgba
from handler.core.geometry import Size
from handler.core.params import Param
from handler.generators.generator import Dimensions, Fill, Generator, Ink
from handler.typography.layout import Column, DrawableText, checked_text, fit, paint

SMALLEST = 6
"""Letters of fewer pixels than this cannot be read, so that none are drawn."""

ACROSS, DOWN = 9, 3.5
"""How many of the largest letters a picture is wide and high."""

ROOM = Size(ceil(ACROSS * SMALLEST), ceil(DOWN * SMALLEST))
"""The smallest picture with letters in it, pixels."""


def _label(size: Size) -> str:
    return "{} \u00d7 {}".format(*size)


class Placeholder(Generator):
    """A plain picture that says how large it is, or what you want it to say."""

    cost: ClassVar[float] = 10.5
    setting: ClassVar[float] = 15

    generate: Literal["placeholder"] = "placeholder"
    dimensions: Dimensions = (600, 400)
    fill: Fill = "e2e8f0"
    ink: Ink = None
    text: Annotated[
        DrawableText | None,
        Param("text"),
        Field(
            description="What it says. Without it: the size of the result, where there is room.",
            examples=["Coming soon"],
        ),
    ] = None

    @model_validator(mode="after")
    def _roomy(self) -> Self:
        width, height = self.dimensions
        if self.text and (width < ROOM.width or height < ROOM.height):
            least = f"{ROOM.width}x{ROOM.height}"
            raise ValueError(f"text has no room on {width}x{height}: leave text out, or make size at least {least}")
        return self

    def size(self) -> Size:
        """Return the asked size."""
        return Size(*self.dimensions)

    def shown(self, size: Size) -> Self:
        """Return the placeholder that says the size which comes out, unless it says something else."""
        return self if self.text else self.model_copy(update={"text": _label(size)})

    def alpha(self) -> bool:
        """Return whether the ground is transparent."""
        return is_translucent(self.fill)

    def draw(self, pictures: tuple[Image.Image, ...]) -> Image.Image:
        """Draw the text in the middle, on one line where it is short, on up to four where it is long."""
        del pictures
        mode = "RGBA" if self.alpha() else "RGB"
        ground = Image.new(mode, self.size(), rgba(self.fill)[: len(mode)])
        text = checked_text(self.text or _label(self.size()), "bold", "text")
        width, height = self.size()
        largest = int(min(width / ACROSS, height / DOWN, 140))
        if largest < SMALLEST:
            return ground
        sizes = sorted({max(SMALLEST, int(largest * part / 10)) for part in range(3, 11)}, reverse=True)
        setting = fit(text, "bold", sizes, Column(int(width * 0.84), int(height * 0.8), 4))
        place = (int(width * 0.08), (height - setting.height) // 2)
        mask = setting.mask(self.size(), place, int(width * 0.84), 0.5)
        return paint(ground, mask, self.ink or readable_ink(self.fill))
