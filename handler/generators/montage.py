"""Montage: stored pictures side by side in a grid: a collage, a contact sheet, or a sprite sheet for a page."""

from math import ceil, sqrt
from typing import Annotated, ClassVar, Literal, Self

from PIL import Image
from pydantic import Field, model_validator

from handler.core.colours import is_translucent, rgba
from handler.core.geometry import Box, Size
from handler.core.keys import Key
from handler.core.params import Colour, Param
from handler.generators.generator import MAX_DRAWN_SIDE, Generator

MOST_LISTED = 64
"""Keys of a montage that are looked at; how many pictures are read says the limit `montage`."""

CellSide = Annotated[int, Field(ge=1, le=2048)]
"""Width or height of a cell, pixels."""


class Montage(Generator):
    """Stored pictures in a grid of cells. With fm=json, where each of them lies, for a sprite sheet."""

    cost: ClassVar[float] = 12
    setting: ClassVar[float] = 1

    generate: Literal["montage"] = "montage"
    keys: Annotated[
        tuple[Key, ...],
        Param("keys"),
        Field(
            min_length=1,
            max_length=MOST_LISTED,
            description="Keys of the pictures, row by row; a key may come again.",
            examples=["bee.jpg,owl.png,bridge.webp"],
        ),
    ]
    columns: Annotated[
        int | None,
        Param("columns"),
        Field(ge=1, le=MOST_LISTED, description="Cells in a row. Without it: about as many as rows.", examples=["3"]),
    ] = None
    cell: Annotated[
        tuple[CellSide, CellSide],
        Param("cell", between="x"),
        Field(description="Width x height of a cell, pixels.", examples=["120x90"]),
    ] = (200, 150)
    gap: Annotated[
        int, Param("gap"), Field(ge=0, le=500, description="Distance between two cells, pixels.", examples=["4"])
    ] = 8
    cell_fit: Annotated[
        Literal["crop", "clip", "max"],
        Param("cell-fit"),
        Field(
            description="How a picture fits into its cell. crop: it fills the cell; clip: all of it; max: all of it, "
            "never enlarged.",
            examples=["clip"],
        ),
    ] = "crop"
    fill: Annotated[
        Colour,
        Param("fill"),
        Field(description="Colour between and beside the pictures; 0000 leaves it clear.", examples=["e2e8f0"]),
    ] = "ffffff"

    @model_validator(mode="after")
    def _drawable(self) -> Self:
        if max(self.size()) > MAX_DRAWN_SIDE:
            raise ValueError(f"cell, gap and columns make it larger than {MAX_DRAWN_SIDE} pixels")
        return self

    @property
    def across(self) -> int:
        """How many cells a row has."""
        return min(self.columns or ceil(sqrt(len(self.keys))), len(self.keys))

    def size(self) -> Size:
        """Return the size of all cells with the gaps between them."""
        counts = (self.across, ceil(len(self.keys) / self.across))
        return Size(*(count * side + (count - 1) * self.gap for count, side in zip(counts, self.cell, strict=True)))

    def alpha(self) -> bool:
        """Return whether what is seen between and beside the pictures is translucent."""
        return is_translucent(self.fill)

    def flat(self) -> bool:
        """Return False: it is made of pictures."""
        return False

    def needs(self) -> tuple[Key, ...]:
        """Return the keys."""
        return self.keys

    def cells(self) -> tuple[Size, str] | None:
        """Return the size of the cells, and how pictures fit into them."""
        return Size(*self.cell), self.cell_fit

    def places(self, sizes: tuple[Size, ...]) -> tuple[Box, ...]:
        """Return where pictures that have these sizes in their cells lie: in the middle of theirs."""
        boxes = []
        for number, size in enumerate(sizes):
            row, column = divmod(number, self.across)
            left = column * (self.cell[0] + self.gap) + (self.cell[0] - size.width) // 2
            top = row * (self.cell[1] + self.gap) + (self.cell[1] - size.height) // 2
            boxes.append(Box(left, top, left + size.width, top + size.height))
        return tuple(boxes)

    def draw(self, pictures: tuple[Image.Image, ...]) -> Image.Image:
        """Return the grid. pictures: as large as they are shown."""
        paint = rgba(self.fill)
        sheet = Image.new("RGBA", self.size(), paint)
        places = self.places(tuple(Size(*picture.size) for picture in pictures))
        for picture, place in zip(pictures, places, strict=True):
            sheet.alpha_composite(picture.convert("RGBA"), (int(place.left), int(place.top)))
        return sheet if self.alpha() else sheet.convert("RGB")
