"""Text layout: which text can be drawn, how it is broken into lines, and the largest size that fits."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from math import floor
from typing import Annotated, NamedTuple

from PIL import Image, ImageDraw
from pydantic import AfterValidator, Field
from pydantic.config import JsonDict

from handler.core.colours import is_translucent, rgba
from handler.errors import InvalidParameter
from handler.typography.bidi import UNSEEN, Direction, direction, order, shape
from handler.typography.typefaces import Type, Weight, face

ELLIPSIS = "\u2026"
"""What ends a text that was cut."""

BREAKING = frozenset("-\u2010\u2013\u2014/")
"""Characters after which a line may be broken, as at a space."""

CAPITALS = 0.72
"""Height of capital letters, as a part of the font size; that of Lato."""

STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories of invisible characters that control others: control, format, surrogate, line separators."""


def _printable(text: str) -> str:
    if any(unicodedata.category(char) in STEERING and char not in UNSEEN for char in text):
        raise ValueError("text holds no control characters, line breaks or invisible formatting")
    if all(char.isspace() or char in UNSEEN for char in text):
        raise ValueError("text has at least one character that is not a space")
    return text


CONTROLS = r"\u0000-\u001f\u007f-\u009f\u2028\u2029"
"""Ranges of control characters in a regular expression."""

SHOWN: JsonDict = {"pattern": rf"^[^{CONTROLS}]*[^\s{CONTROLS}][^{CONTROLS}]*$"}
"""JSON schema of a drawable text: at least one visible character, no control characters. Validation is stricter."""

DrawableText = Annotated[str, Field(min_length=1, max_length=200, json_schema_extra=SHOWN), AfterValidator(_printable)]
"""Text that can be drawn: at most 200 characters, no control characters or line breaks, not only spaces."""

Passage = Annotated[str, Field(min_length=1, max_length=300, json_schema_extra=SHOWN), AfterValidator(_printable)]
"""The same with at most 300 characters."""


def checked_text(text: str, weight: Weight, parameter: str) -> str:
    """Return the text normalized (NFC), shaped, with single spaces; InvalidParameter names a character without font."""
    shaped = shape(" ".join(part for part in unicodedata.normalize("NFC", text).split(" ") if part))
    for char in shaped:
        if char not in UNSEEN and face(char, weight) is None:
            plain = unicodedata.normalize("NFKC", char)
            lacking = plain if len(plain) == 1 else char
            name = unicodedata.name(lacking, "a character without a name")
            raise InvalidParameter(
                f"{parameter}: the fonts lack U+{ord(lacking):04X} ({name}); they have Latin, Greek, Cyrillic, Hebrew, "
                "Arabic, Armenian and Georgian letters and common signs",
                parameter=parameter,
            )
    return shaped


class Setting(NamedTuple):
    """A text that has been set in lines.

    lines: in visual order, from the top. type: weight and size. pitch: pixels from line to line. base: direction of the
    paragraph. Its box is as wide as the longest line and reaches from the top of the first capitals to the last
    baseline.
    """

    lines: tuple[str, ...]
    type: Type
    pitch: int
    base: Direction

    @property
    def width(self) -> int:
        """Pixels of the longest line."""
        return max(self.type.width(line) for line in self.lines)

    @property
    def height(self) -> int:
        """Pixels from the top of the first capitals to the last baseline."""
        return self.rise + (len(self.lines) - 1) * self.pitch

    @property
    def rise(self) -> int:
        """Height of capitals in pixels."""
        return round(CAPITALS * self.type.size)

    def mask(
        self, size: tuple[int, int], place: tuple[int, int], width: int, align: float | None = None
    ) -> Image.Image:
        """Return a mask (mode L) of this size with the text drawn on it.

        place, width: top left corner and width of the column, pixels. align: 0 left, 0.5 centred, 1 right; without it,
        lines begin at the side where their script does.
        """
        mask = Image.new("L", size)
        canvas = ImageDraw.Draw(mask)
        share = align if align is not None else float(self.base == "R")
        baseline = place[1] + self.rise
        for line in self.lines:
            self.type.draw(canvas, (place[0] + round((width - self.type.width(line)) * share), baseline), line)
            baseline += self.pitch
        return mask


class Column(NamedTuple):
    """The space for a text: width and height in pixels, and the largest number of lines."""

    width: int
    height: int
    lines: int


def fit(text: str, weight: Weight, sizes: Sequence[int], room: Column, *, pitch: float = 1.2) -> Setting:
    """Set a checked text in the largest size that fits.

    sizes: pixels, from large to small. pitch: distance of lines, as a multiple of the size. A smaller size is preferred
    to breaking a word; if one has to be broken, the size with the fewest lines wins. A text that is too long for the
    smallest size ends in an ellipsis.
    """
    base = direction(text)
    broken = []
    for size in sizes:
        setting = Type(weight, size)
        lines, whole = _broken(text, setting, room.width)
        if len(lines) <= _lines_that_fit(room, size, pitch):
            if whole:
                return _setting(_balanced(text, setting, room.width, len(lines)), setting, pitch, base)
            broken.append((lines, setting))
    if not broken:
        setting = Type(weight, sizes[-1])
        broken.append((_with_ellipsis(text, setting, room, pitch), setting))
    lines, setting = min(broken, key=lambda tried: len(tried[0]))
    return _setting(lines, setting, pitch, base)


def _setting(lines: Sequence[str], setting: Type, pitch: float, base: Direction) -> Setting:
    return Setting(tuple(order(line, base) for line in lines), setting, round(pitch * setting.size), base)


def _lines_that_fit(room: Column, size: int, pitch: float) -> int:
    """Return how many lines of this size fit."""
    return min(room.lines, 1 + floor((room.height - CAPITALS * size) / (pitch * size)))


def _width(text: str, setting: Type) -> int:
    return setting.width("".join(char for char in text.rstrip(" ") if char not in UNSEEN))


def _pieces(text: str) -> Iterator[str]:
    """Yield the unbreakable pieces: words with their space, and parts of words with their hyphen."""
    piece = ""
    for char, following in zip(text, [*text[1:], " "], strict=True):
        piece += char
        if char == " " or (char in BREAKING and following not in {" ", *BREAKING}):
            yield piece
            piece = ""
    if piece:
        yield piece


def _broken(text: str, setting: Type, width: int) -> tuple[list[str], bool]:
    """Return the text in lines of at most `width` pixels, and whether no word was broken."""
    lines, whole = [""], True
    for piece in _pieces(text):
        if _width(lines[-1] + piece, setting) <= width:
            lines[-1] += piece
            continue
        rest = piece
        if lines[-1]:
            lines.append("")
        while _width(rest, setting) > width:
            head = _longest_beginning(rest, setting, width)
            lines[-1:] = [head, ""]
            rest, whole = rest[len(head) :], False
        lines[-1] = rest
    return [line.rstrip(" ") for line in lines if line], whole


def _longest_beginning(text: str, setting: Type, width: int, tail: str = "") -> str:
    """Return the longest beginning of the text that fits together with the tail: at least a character, with accents."""
    end = bisect_right(range(1, len(text) + 1), width, key=lambda size: _width(text[:size] + tail, setting))
    while end > 1 and unicodedata.combining(text[end : end + 1] or " "):
        end -= 1
    return text[: max(1, end)]


def _with_ellipsis(text: str, setting: Type, room: Column, pitch: float) -> list[str]:
    """Return the lines that fit, at least one, the last with an ellipsis."""
    lines, _ = _broken(text, setting, room.width)
    kept = lines[: max(1, _lines_that_fit(room, setting.size, pitch))]
    kept[-1] = _longest_beginning(kept[-1], setting, room.width, ELLIPSIS).rstrip(" ,;:.-") + ELLIPSIS
    return kept


def _balanced(text: str, setting: Type, width: int, lines: int) -> list[str]:
    """Return the text in the same number of lines, with lengths as equal as possible."""
    narrow, wide = width // lines, width
    while narrow < wide:
        middle = (narrow + wide) // 2
        tried, whole = _broken(text, setting, middle)
        narrow, wide = (narrow, middle) if whole and len(tried) <= lines else (middle + 1, wide)
    return _broken(text, setting, wide)[0]


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
