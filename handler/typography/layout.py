"""Text layout: the largest size in which a text fits its column, broken into lines as equal as possible."""

from collections.abc import Sequence
from math import ceil, floor
from typing import NamedTuple

from PIL import Image

from handler.core.colours import is_translucent, rgba
from handler.core.geometry import Size
from handler.typography.bidi import Direction
from handler.typography.breaking import Paragraph
from handler.typography.drawing import PlacedLine, inked
from handler.typography.shaping import ShapedLine, shaped
from handler.typography.typefaces import Typeface

CAPITALS = 0.72
"""Height of capital letters, as a part of the font size; that of Lato."""


class Setting(NamedTuple):
    """A text that has been set in lines.

    lines: from the top. size: of the type, pixels. pitch: pixels from line to line. base: direction of the paragraph.
    Its box is as wide as the longest line and reaches from the top of the first capitals to the last baseline.
    """

    lines: tuple[str, ...]
    size: int
    typeface: Typeface
    pitch: int
    base: Direction

    @property
    def width(self) -> int:
        """Pixels of the longest line."""
        return max(self._wide(line) for line in self.lines)

    @property
    def height(self) -> int:
        """Pixels from the top of the first capitals to the last baseline."""
        return self.rise + (len(self.lines) - 1) * self.pitch

    @property
    def rise(self) -> int:
        """Height of capitals in pixels."""
        return round(CAPITALS * self.size)

    @property
    def depth(self) -> int:
        """Pixels that the last line's ink reaches below its baseline."""
        return ceil(max(0.0, self._shaped(self.lines[-1]).ink.bottom) * self.size)

    @property
    def crown(self) -> int:
        """Pixels that the first line's ink reaches above the top of capitals."""
        return max(0, ceil(-self._shaped(self.lines[0]).ink.top * self.size) - self.rise)

    def _shaped(self, line: str) -> ShapedLine:
        return shaped(line, self.typeface, self.base)

    def _wide(self, line: str) -> int:
        return ceil(self._shaped(line).width * self.size - 0.01)

    def mask(
        self, canvas: tuple[int, int], place: tuple[int, int], width: int, align: float | None = None
    ) -> Image.Image:
        """Return a mask (mode L) of this size with the text drawn on it.

        place, width: top left corner and width of the column, pixels. align: 0 left, 0.5 centred, 1 right; without it,
        lines begin at the side where their script does.
        """
        share = align if align is not None else float(self.base == "R")
        lines = []
        for number, line in enumerate(self.lines):
            left = place[0] + round((width - self._wide(line)) * share)
            baseline = place[1] + self.rise + number * self.pitch
            lines.append(PlacedLine(self._shaped(line), left, baseline))
        return inked(lines, self.size, Size(*canvas)).fill


class Column(NamedTuple):
    """The space for a text: width and height in pixels, and the largest number of lines."""

    width: int
    height: int
    lines: int


def fit(text: str, typeface: Typeface, sizes: Sequence[int], room: Column, *, pitch: float = 1.2) -> Setting:
    """Set a checked text in the largest size that fits.

    sizes: pixels, from large to small. pitch: distance of lines, as a multiple of the size. A smaller size is preferred
    to breaking a word; if one has to be broken, the size with the fewest lines wins. A text that is too long for the
    smallest size ends in an ellipsis.
    """
    paragraph = Paragraph.of(text, typeface)

    def setting(lines: Sequence[str], size: int) -> Setting:
        return Setting(tuple(lines), size, typeface, round(pitch * size), paragraph.base)

    broken = []
    for size in sizes:
        lines, whole = paragraph.broken(room.width / size)
        if len(lines) <= _lines_that_fit(room, size, pitch):
            if whole:
                return setting(paragraph.balanced(room.width / size, len(lines)), size)
            broken.append((lines, size))
    if not broken:
        broken.append((_with_ellipsis(paragraph, sizes[-1], room, pitch), sizes[-1]))
    return setting(*min(broken, key=lambda tried: len(tried[0])))


def _lines_that_fit(room: Column, size: int, pitch: float) -> int:
    """Return how many lines of this size fit."""
    return min(room.lines, 1 + floor((room.height - CAPITALS * size) / (pitch * size)))


def _with_ellipsis(paragraph: Paragraph, size: int, room: Column, pitch: float) -> list[str]:
    """Return the lines that fit, at least one, the last with an ellipsis."""
    lines, _ = paragraph.broken(room.width / size)
    kept = lines[: max(1, _lines_that_fit(room, size, pitch))]
    kept[-1] = paragraph._replace(text=kept[-1]).shortened(room.width / size)
    return kept


def paint(picture: Image.Image, mask: Image.Image, ink: str) -> Image.Image:
    """Return an RGB or RGBA picture with a colour drawn through a mask (mode L); it may change `picture` itself."""
    colour = rgba(ink)
    strength = mask.point(lambda level: level * colour.alpha // 255) if is_translucent(ink) else mask
    if picture.mode == "RGBA":
        layer = Image.new("RGBA", picture.size, colour)
        layer.putalpha(strength)
        return Image.alpha_composite(picture, layer)
    picture.paste(colour[:3], mask=strength)
    return picture
