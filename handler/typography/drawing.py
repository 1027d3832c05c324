"""Drawing: shaped lines as masks, with an outline where one is wanted, and glyphs that have their colours."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

from handler.core.geometry import Size
from handler.typography.shaping import ShapedLine, shaped
from handler.typography.typefaces import Face, Weight, included

if TYPE_CHECKING:
    from handler.bindings.freetype import Placed


class PlacedLine(NamedTuple):
    """A line, and the left end of its baseline: pixels from the left and the top of the picture."""

    line: ShapedLine
    x: float
    y: float


class Inked(NamedTuple):
    """What is drawn of a text. fill, outline: masks of mode L; colours: RGBA, of glyphs that have their own."""

    fill: Image.Image
    outline: Image.Image | None
    colours: Image.Image | None


def inked(lines: Iterable[PlacedLine], size: float, canvas: Size, *, outline: float = 0.0) -> Inked:
    """Draw lines on a canvas. size: of the type, pixels. outline: how far it reaches around the letters, pixels."""
    from handler.bindings.freetype import FEW_POINTS, FontFault, fill, stroke  # noqa: PLC0415 - ctypes and two libraries, for pictures with text alone

    letters = Image.new("L", canvas)
    around = Image.new("L", canvas) if outline else None
    colours: Image.Image | None = None
    for face, glyphs in _by_face(lines, size).items():
        try:
            if face.coloured:
                colours = colours or Image.new("RGBA", canvas)
                _lay(colours, face.drawing.pictures(glyphs, size))
                continue
            for shape in face.drawing.shapes(glyphs, size, canvas.height):
                fill(letters, shape)
            if around:
                for shape in face.drawing.shapes(glyphs, size, canvas.height, FEW_POINTS):
                    stroke(around, shape, outline)
        except FontFault:
            continue  # a font that was sound when it was read, and has a broken glyph: the others are drawn
    return Inked(letters, around, colours)


def _by_face(lines: Iterable[PlacedLine], size: float) -> "dict[Face, list[Placed]]":
    from handler.bindings.freetype import Placed  # noqa: PLC0415 - ctypes and two libraries, for pictures with text alone

    found: dict[Face, list[Placed]] = defaultdict(list)
    for line, x, y in lines:
        for face, glyphs in line.runs:
            found[face] += [Placed(each.glyph, x + each.x * size, y + each.y * size) for each in glyphs]
    return found


def _lay(colours: Image.Image, pictures: Iterable[tuple[Image.Image, tuple[int, int]]]) -> None:
    """Lay glyphs on a picture; what is outside of it is cut."""
    for picture, (left, top) in pictures:
        part = max(0, -left), max(0, -top)
        if part[0] < picture.width and part[1] < picture.height and left < colours.width and top < colours.height:
            colours.alpha_composite(picture, (max(0, left), max(0, top)), part)


class Type(NamedTuple):
    """A weight and a size in pixels, of the included fonts: for single lines from left to right."""

    weight: Weight
    size: int

    def width(self, text: str) -> int:
        """Return the width of a line in pixels; each of its characters must have a font."""
        return round(shaped(text, included(self.weight), "L").width * self.size)

    def drawn(self, text: str, canvas: Size, place: tuple[int, int]) -> Image.Image:
        """Return a line as a mask (mode L). place: left end of the baseline, pixels."""
        line = shaped(text, included(self.weight), "L")
        return inked([PlacedLine(line, *place)], self.size, canvas).fill
