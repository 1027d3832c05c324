"""Generator, the base of all generators: a declared value that draws a picture, and the fields that several share."""

from typing import Annotated, ClassVar, Self

from PIL import Image
from pydantic import AfterValidator, Field

from handler.core.geometry import Box, Size
from handler.core.keys import Key
from handler.core.params import Colour, Declared, Param

MAX_DRAWN_SIDE = 4096
"""Pixels. The largest width or height that a generator draws; a resize may enlarge the drawing."""


def _encodable(text: str) -> str:
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("text is Unicode, without lone surrogates")
    return text


Side = Annotated[int, Field(ge=1, le=MAX_DRAWN_SIDE)]
"""Width or height of a drawing, pixels."""

Dimensions = Annotated[
    tuple[Side, Side],
    Param("size", between="x"),
    Field(description="Width x height of the picture that is drawn, pixels.", examples=["600x400"]),
]
"""Size of the drawing; `w`, `h` and `fit` then act on it as on a stored picture."""

Fill = Annotated[Colour, Param("fill"), Field(description="Background colour.", examples=["e2e8f0", "tomato"])]
"""Background colour."""

Fills = Annotated[
    Annotated[tuple[Colour, ...], Field(min_length=1, max_length=5)] | None,
    Param("fill"),
    Field(description="Background colour; two to five colours make a gradient.", examples=["0f172a", "4f46e5,db2777"]),
]
"""Background colour, or several for a gradient."""

Ink = Annotated[
    Colour | None,
    Param("ink"),
    Field(
        description="Colour of what is drawn. Without it: one that can be read well on the background.",
        examples=["0f172a"],
    ),
]
"""Foreground colour: of text or figures."""

Angle = Annotated[
    float,
    Param("angle"),
    Field(
        ge=0,
        lt=360,
        description="Direction of a gradient, degrees clockwise from upwards, as in CSS.",
        examples=["90"],
    ),
]
"""The direction of a gradient."""

Encodable = AfterValidator(_encodable)
"""Validator of a text that is hashed or encoded: it has to be valid Unicode."""

Seed = Annotated[
    Annotated[str, Field(min_length=1, max_length=200), Encodable] | None,
    Param("seed"),
    Field(description="Any text; the same text gives the same picture.", examples=["ada@example.com"]),
]
"""Text from which a picture that looks random is derived."""


class Generator(Declared):
    """A picture that is drawn: 8-bit RGB, RGBA or L, of exactly the size that `size()` returns."""

    setting: ClassVar[float] = 2
    """CPU milliseconds that do not depend on the size: for setting the longest text."""

    cost: ClassVar[float] = 1
    """CPU milliseconds per megapixel of the drawing, measured by benchmarks/work.py."""

    def size(self) -> Size:
        """Return the size of the drawing; InvalidParameter where it cannot be drawn."""
        raise NotImplementedError

    def shown(self, size: Size) -> Self:
        """Return the generator to use for a final result of this size: a placeholder writes that size on itself."""
        del size
        return self

    def alpha(self) -> bool:
        """Return whether the drawing may have transparency."""
        return False

    def flat(self) -> bool:
        """Return whether the drawing has few colours, apart from smoothed edges; PNG then suits it best."""
        return True

    def needs(self) -> tuple[Key, ...]:
        """Return the keys of the stored pictures that it draws, in the order in which `draw` takes them."""
        return ()

    def cells(self) -> tuple[Size, str] | None:
        """Return the size at which it shows each picture, and how one fits into that, as `fit` has it.

        None where it takes them as they are, large enough to cover the drawing.
        """
        return None

    def places(self, sizes: tuple[Size, ...]) -> tuple[Box, ...]:
        """Return where in the drawing pictures lie that are shown at these sizes; nothing where nobody asks."""
        del sizes
        return ()

    def draw(self, pictures: tuple[Image.Image, ...]) -> Image.Image:
        """Return the drawing. pictures: those of `needs()`, upright RGB, RGBA or L; they stay as they are."""
        raise NotImplementedError
