"""Avatar: the initials of a name, or a symmetric figure made from a seed."""

import unicodedata
from hashlib import sha256
from itertools import compress, product
from typing import Annotated, ClassVar, Literal

from PIL import Image, ImageDraw
from pydantic import AfterValidator, Field

from handler.core.colours import is_translucent, readable_ink, tone
from handler.core.geometry import Size
from handler.core.params import Colour, Param
from handler.generators.generator import Dimensions, Generator, Ink, Seed
from handler.generators.gradient import shade
from handler.typography.fontpacks import typeface_of
from handler.typography.texts import DrawableText
from handler.typography.typefaces import checked_text

GRID = 5
"""Cells across and down the figure (an identicon)."""

FILLED = range(9, 18)
"""Number of filled cells that make a good figure: fewer look like specks, more like a block."""

FINER = 4
"""Factor by which round corners are drawn larger and then reduced, which smooths their edges."""

TURNS = (None, Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.ROTATE_180, Image.Transpose.FLIP_TOP_BOTTOM)
"""Transpositions of the top left corner into all four, clockwise."""

APART = "\u00a0"
"""A no-break space between Arabic initials, which keeps the letters from joining into a word."""


def _initials(name: str) -> str:
    """Return the first letter or digit of the first and of the last word that has one, in capitals."""
    words = unicodedata.normalize("NFC", name).split()
    first = [next((char for char in word if char.isalnum()), "") for word in words]
    letters = [char.upper() if len(char.upper()) == 1 else char for char in first if char]
    between = APART if letters and unicodedata.bidirectional(letters[0]) == "AL" else ""
    return between.join((*letters[:1], *letters[1:][-1:]))


def _named(name: str) -> str:
    if not _initials(name):
        raise ValueError("a name has at least one letter or digit")
    return name


class Avatar(Generator):
    """The initials of a name, or without one a symmetric figure; colours follow from the seed, else from the name."""

    cost: ClassVar[float] = 38

    generate: Literal["avatar"] = "avatar"
    dimensions: Dimensions = (256, 256)
    name: Annotated[
        Annotated[DrawableText, AfterValidator(_named)] | None,
        Param("name"),
        Field(
            description="The name whose initials are shown: those of its first and its last word.",
            examples=["Ada Lovelace"],
        ),
    ] = None
    seed: Seed = None
    fill: Annotated[
        Colour | None,
        Param("fill"),
        Field(description="Background colour. Without it: one that follows from the seed.", examples=["0f766e"]),
    ] = None
    ink: Ink = None

    def size(self) -> Size:
        """Return the size that was asked for."""
        return Size(*self.dimensions)

    def alpha(self) -> bool:
        """Return whether the background is translucent."""
        return is_translucent(self.fill)

    def flat(self) -> bool:
        """Return whether the background is one colour: behind initials, a gradient unless `fill` is given."""
        return self.name is None or self.fill is not None

    def draw(self, pictures: tuple[Image.Image, ...]) -> Image.Image:
        """Return the initials or the figure, on their background."""
        del pictures
        digest = sha256((self.seed or self.name or "tintype").encode()).digest()
        return self._figure(digest) if self.name is None else self._letters(digest, _initials(self.name))

    def _letters(self, digest: bytes, initials: str) -> Image.Image:
        from handler.typography.layout import Column, fit, paint  # noqa: PLC0415 - what sets lines of text waits for the first

        fills = (self.fill,) if self.fill else grounds(digest)
        side = min(self.size())
        ground = shade(self.size(), fills, angle=160)
        typeface = typeface_of("bold")
        letters = checked_text(initials, typeface, "name")
        sizes = [max(1, round(side * part / 100)) for part in range(40, 20, -2)]
        setting = fit(letters, typeface, sizes, Column(round(side * 0.7) or 1, side, 1))
        place = ((self.size().width - setting.width) // 2, (self.size().height - setting.height) // 2)
        mask = setting.mask(self.size(), place, setting.width)
        if setting.base == "R":
            # Arabic and Hebrew letters have not the height of capitals: what was drawn is centred instead.
            _, top, _, bottom = mask.getbbox() or (0, 0, 0, self.size().height)
            mask = setting.mask(
                self.size(), (place[0], place[1] + (self.size().height - top - bottom) // 2), setting.width
            )
        return paint(ground, mask, self.ink or readable_ink(*fills))

    def _figure(self, digest: bytes) -> Image.Image:
        from handler.typography.layout import paint  # noqa: PLC0415 - as above

        hue = _hue(digest)
        ground = shade(self.size(), (self.fill or tone(0.95, 0.03, hue),))
        figure = _drawn(cells(digest), max(1, round(min(self.size()) * 0.7 / GRID)))
        mask = Image.new("L", self.size())
        mask.paste(figure, ((self.size().width - figure.width) // 2, (self.size().height - figure.height) // 2))
        ink = self.ink or (readable_ink(self.fill) if self.fill else tone(0.55, 0.16, hue))
        return paint(ground, mask, ink)


def _hue(digest: bytes) -> float:
    """Return a hue, in degrees, from green through blue to red: dark shades of yellow look muddy."""
    return (145 + int.from_bytes(digest[:2], "big") * 235 / 65536) % 360


def grounds(digest: bytes) -> tuple[str, str]:
    """Return two similar colours on which white text reads well."""
    hue = _hue(digest)
    return tone(0.55, 0.15, hue), tone(0.46, 0.15, hue + 25)


def cells(digest: bytes) -> list[list[bool]]:
    """Return the rows of the figure: 5 x 5 cells, whose right half mirrors the left."""
    while True:
        bits = int.from_bytes(digest[2:4], "big")
        left = [[bool(bits >> (3 * row + column) & 1) for column in range(3)] for row in range(GRID)]
        figure = [[*row, row[1], row[0]] for row in left]
        if sum(map(sum, figure)) in FILLED:
            return figure
        digest = sha256(digest).digest()


def _drawn(figure: list[list[bool]], side: int) -> Image.Image:
    """Return the figure as a mask, with cells `side` pixels wide; cells that touch are joined without a gap."""
    mask = Image.new("L", (side * GRID, side * GRID))

    def filled(row: int, column: int) -> bool:
        return 0 <= row < GRID and 0 <= column < GRID and figure[row][column]

    for row, column in product(range(GRID), repeat=2):
        if filled(row, column):
            above, below = filled(row - 1, column), filled(row + 1, column)
            before, after = filled(row, column - 1), filled(row, column + 1)
            free = (not (above or before), not (above or after), not (below or after), not (below or before))
            mask.paste(_cell(side, free), (column * side, row * side))
    return mask


def _cell(side: int, free: tuple[bool, bool, bool, bool]) -> Image.Image:
    """Return a cell as a mask. free: for each corner, clockwise from the top left, whether it is round."""
    cell = Image.new("L", (side, side), 255)
    radius = side * 2 // 5
    if radius:
        fine = Image.new("L", (radius * FINER, radius * FINER))
        ImageDraw.Draw(fine).ellipse((0, 0, 2 * fine.width - 1, 2 * fine.height - 1), fill=255)
        corner, far = fine.reduce(FINER), side - radius
        # One corner, transposed: four that are drawn would not mirror each other to the pixel.
        for place, turn in compress(zip(((0, 0), (far, 0), (far, far), (0, far)), TURNS, strict=True), free):
            cell.paste(corner if turn is None else corner.transpose(turn), place)
    return cell
