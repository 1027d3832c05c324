"""What a generator is: a declared value that draws a picture instead of fetching one."""

from typing import Annotated, ClassVar, Self

from PIL import Image
from pydantic import AfterValidator, Field

from handler.core.geometry import Size
from handler.core.keys import Key
from handler.core.params import Colour, Declared, Param

MAX_DRAWN_SIDE = 4096
"""The largest width or height, in pixels, that a generator draws."""


def _encodable(text: str) -> str:
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("text is Unicode, without lone surrogates")
    return text


Side = Annotated[int, Field(ge=1, le=MAX_DRAWN_SIDE)]

Dimensions = Annotated[
    tuple[Side, Side],
    Param("size", between="x"),
    Field(description="Width x height of the picture that is drawn, pixels.", examples=["600x400"]),
]
"""The size that is drawn; `w`, `h` and `fit` then act on the result, as on a stored picture."""

Fill = Annotated[Colour, Param("fill"), Field(description="Background colour.", examples=["e2e8f0", "tomato"])]
"""The colour behind what is drawn."""

Fills = Annotated[
    Annotated[tuple[Colour, ...], Field(min_length=1, max_length=5)] | None,
    Param("fill"),
    Field(description="Background colour; two to five colours make a gradient.", examples=["0f172a", "4f46e5,db2777"]),
]
"""The colour, or the gradient, behind what is drawn."""

Ink = Annotated[
    Colour | None,
    Param("ink"),
    Field(
        description="Colour of what is drawn. Without it: one that can be read well on the background.",
        examples=["0f172a"],
    ),
]
"""The colour of what is drawn."""

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
"""The mark of a text that is hashed or encoded."""

Seed = Annotated[
    Annotated[str, Field(min_length=1, max_length=200), Encodable] | None,
    Param("seed"),
    Field(description="Any text; the same text gives the same picture.", examples=["ada@example.com"]),
]
"""What a picture that looks random is made from."""


class Generator(Declared):
    """A picture that is made. It comes out as 8-bit RGB, RGBA or L, of exactly the size that it foretells."""

    setting: ClassVar[float] = 2
    """CPU milliseconds that it takes however small the picture is, with the longest text."""

    cost: ClassVar[float] = 1
    """CPU milliseconds per megapixel that is drawn."""

    def size(self) -> Size:
        """Return the size of what `draw` returns; InvalidParameter where there is nothing to draw."""
        raise NotImplementedError

    def shown(self, size: Size) -> Self:
        """Return the generator as it draws for a result of this size, which is scaled or cut from its drawing."""
        del size
        return self

    def alpha(self) -> bool:
        """Return whether the drawing has transparency."""
        return False

    def flat(self) -> bool:
        """Return whether the drawing has few colours, beside those of edges that are smoothed."""
        return True

    def needs(self) -> tuple[Key, ...]:
        """Return the keys of the stored pictures it wants, in the order in which `draw` takes them."""
        return ()

    def draw(self, pictures: tuple[Image.Image, ...]) -> Image.Image:
        """Return the drawing. `pictures` are those of `needs()`: upright, RGB, RGBA or L; they are not changed."""
        raise NotImplementedError
