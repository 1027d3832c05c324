"""Placeholder: a plain picture with its size, or a text, written on it."""

from math import ceil
from typing import Annotated, ClassVar, Literal, Self

from PIL import Image
from pydantic import Field, model_validator

from handler.core.colours import is_translucent, readable_ink, rgba
from handler.core.geometry import Size
from handler.core.params import Param
from handler.generators.generator import Dimensions, Fill, Generator, Ink
from handler.typography.fontpacks import typeface_of
from handler.typography.texts import DrawableText
from handler.typography.typefaces import checked_text

SMALLEST = 6
"""Pixels. Smaller letters cannot be read, so none are drawn."""

ACROSS, DOWN = 9, 3.5
"""Width and height of a picture, as multiples of the size of its largest letters."""

ROOM = Size(ceil(ACROSS * SMALLEST), ceil(DOWN * SMALLEST))
"""Pixels. The smallest picture that has letters on it."""


def _label(size: Size) -> str:
    return "{} \u00d7 {}".format(*size)


class Placeholder(Generator):
    """A plain picture that says how large it is, or what you want it to say."""

    cost: ClassVar[float] = 10.5
    setting: ClassVar[float] = 40

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
        """Return the size that was asked for."""
        return Size(*self.dimensions)

    def shown(self, size: Size) -> Self:
        """Return the placeholder with the final size as its text, unless it has a text of its own."""
        return self if self.text else self.model_copy(update={"text": _label(size)})

    def alpha(self) -> bool:
        """Return whether the background is translucent."""
        return is_translucent(self.fill)

    def draw(self, pictures: tuple[Image.Image, ...]) -> Image.Image:
        """Return the text in the middle of its background, on up to four lines."""
        from handler.typography.layout import Column, fit, paint  # noqa: PLC0415 - what sets lines of text waits for the first

        del pictures
        mode = "RGBA" if self.alpha() else "RGB"
        ground = Image.new(mode, self.size(), rgba(self.fill)[: len(mode)])
        typeface = typeface_of("bold")
        text = checked_text(self.text or _label(self.size()), typeface, "text")
        width, height = self.size()
        largest = int(min(width / ACROSS, height / DOWN, 140))
        if largest < SMALLEST:
            return ground
        sizes = sorted({max(SMALLEST, int(largest * part / 10)) for part in range(3, 11)}, reverse=True)
        setting = fit(text, typeface, sizes, Column(int(width * 0.84), int(height * 0.8), 4))
        place = (int(width * 0.08), (height - setting.height) // 2)
        mask = setting.mask(self.size(), place, int(width * 0.84), 0.5)
        return paint(ground, mask, self.ink or readable_ink(self.fill))
