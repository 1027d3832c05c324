"""Test pattern: the picture of /feeds/~clock: colour bars, a moving hand, the time of day, the number of the frame."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import cos, pi, sin

from PIL import Image, ImageDraw

from handler.core.frames import Frames
from handler.core.geometry import MEGAPIXEL, Size, pixels
from handler.rendering.picture import DrawnPicture
from handler.typography.drawing import Type

RgbColour = tuple[int, int, int]

BARS: tuple[RgbColour, ...] = (
    (191, 191, 191),
    (191, 191, 0),
    (0, 191, 191),
    (0, 191, 0),
    (191, 0, 191),
    (191, 0, 0),
    (0, 0, 191),
)
"""Bars at 75 % of full strength, from the lightest to the darkest, as in every test pattern of video."""

GRAYS = 11
"""Steps from black to white below the bars."""

NIGHT, CHALK, SIGNAL = (15, 23, 42), (226, 232, 240), (251, 146, 60)
FINER = 3
"""How many times as large round and slanting shapes are drawn, before they are reduced: so edges are smooth."""

SMALLEST_TYPE = 5
"""The smallest type that is drawn, in pixels; smaller text is left out."""

DRAWING_BYTES = 16
DRAWING_MS = 25
"""Memory of a pixel at the peak, and CPU milliseconds per megapixel of one frame: measured, rounded up."""


@dataclass(frozen=True)
class TestPattern(DrawnPicture):
    """One frame of the test pattern, 16:9. width: pixels. moment: the time it shows. number: of the frame."""

    width: int
    moment: datetime
    number: int
    alpha: bool = False
    flat: bool = True

    @property
    def size(self) -> Size:
        """Width and height in pixels."""
        return Size(self.width, pixels(self.width * 9 / 16))

    def cost(self, at_least: Size) -> tuple[int, float]:
        """Return bytes of memory and CPU milliseconds of drawing; there is one scale."""
        del at_least
        return DRAWING_BYTES * self.size.area, DRAWING_MS * self.size.area / MEGAPIXEL

    def decode(self, at_least: Size, *, moving: bool) -> Frames:
        """Draw the frame."""
        del at_least, moving
        image = _ground(self.size).copy()
        side, place = _face(self.size)
        image.paste(SIGNAL, place, _hand(side, (self.moment.second + self.moment.microsecond / 1e6) / 60))
        small = pixels(side * 0.046)
        time = f"{self.moment:%H:%M:%S}.{self.moment.microsecond // 100_000}"
        for text, setting, share, ink in (
            (f"{self.moment:%Y-%m-%d} UTC", Type("regular", small), 0.39, CHALK),
            (time, Type("bold", pixels(side * 0.11)), 0.54, CHALK),
            (f"frame {self.number}", Type("regular", small), 0.63, SIGNAL),
        ):
            _write(image, text, setting, round(place[1] + side * share), ink)
        return Frames(images=(image,), full=self.size)


def _face(size: Size) -> tuple[int, tuple[int, int]]:
    """Return the side of the square in which the dial lies, and its left top corner."""
    side = pixels(size.height * 0.9)
    return side, ((size.width - side) // 2, (size.height - side) // 2)


@lru_cache(maxsize=2)
def _ground(size: Size) -> Image.Image:
    """Return what does not move: bars, grays, the dial with its marks. Callers copy it and never change it."""
    image = Image.new("RGB", size)
    edge = round(size.height * 0.8)
    grays = [(255 * step // (GRAYS - 1),) * 3 for step in range(GRAYS)]
    image.paste(_row(BARS).resize((size.width, max(1, edge)), Image.Resampling.NEAREST))
    image.paste(_row(grays).resize((size.width, max(1, size.height - edge)), Image.Resampling.NEAREST), (0, edge))
    side, place = _face(size)
    image.paste(NIGHT, place, _disc(side))
    image.paste(CHALK, place, _marks(side))
    return image


def _row(colours: Sequence[tuple[int, ...]]) -> Image.Image:
    return Image.frombytes("RGB", (len(colours), 1), bytes(level for colour in colours for level in colour))


def _disc(side: int) -> Image.Image:
    disc = Image.new("L", (side * FINER, side * FINER))
    ImageDraw.Draw(disc).ellipse((0, 0, *(length - 1 for length in disc.size)), fill=255)
    return disc.reduce(FINER)


def _marks(side: int) -> Image.Image:
    """Return sixty marks along the edge, every fifth longer."""
    marks = Image.new("L", (side * FINER, side * FINER))
    for second in range(60):
        fifth = second % 5 == 0
        _ray(marks, second / 60, (0.86 if fifth else 0.91, 0.95), 0.009 if fifth else 0.004)
    return marks.reduce(FINER)


def _hand(side: int, turn: float) -> Image.Image:
    """Return the hand and the way it has come since the top; `turn` is the part of a minute that has passed."""
    hand = Image.new("L", (side * FINER, side * FINER))
    middle = side * FINER / 2
    radius = middle * 0.8
    around = (middle - radius, middle - radius, middle + radius, middle + radius)
    ImageDraw.Draw(hand).arc(around, -90, 360 * turn - 90, fill=255, width=pixels(middle * 0.02))
    _ray(hand, turn, (0.66, 0.97), 0.014)
    return hand.reduce(FINER)


def _ray(mask: Image.Image, turn: float, reach: tuple[float, float], half: float) -> None:
    """Draw a bar that points outwards. reach, half: where it begins and ends, and half its width, in radii."""
    middle = mask.width / 2
    right, down = sin(2 * pi * turn), -cos(2 * pi * turn)
    ends = (
        (along, across) for along, across in zip((*reach, *reversed(reach)), (half, half, -half, -half), strict=True)
    )
    corners = [
        (middle * (1 + along * right - across * down), middle * (1 + along * down + across * right))
        for along, across in ends
    ]
    ImageDraw.Draw(mask).polygon(corners, fill=255)


def _write(image: Image.Image, text: str, setting: Type, baseline: int, ink: RgbColour) -> None:
    """Write a line in the middle of the picture; `baseline` is pixels from the top."""
    if setting.size < SMALLEST_TYPE:
        return
    down = round(1.5 * setting.size)
    line = setting.drawn(text, Size(setting.width(text), 2 * setting.size), (0, down))
    image.paste(ink, ((image.width - line.width) // 2, baseline - down), line)
