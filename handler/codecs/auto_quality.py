"""Auto quality: how good a picture will look with a quality, told by one trial on a part of it.

1. The trial is a mosaic of squares out of all of the picture, or the whole of a small one. It is written
   by the format's own writer, with the quality that pictures need for this target in the middle, and read back.
2. What of SSIMULACRA2's terms can be had cheaply is taken of both (`Terms`). A table of the format and the target turns
   them into a place on the usual curve of score over quality, and that is the answer.
3. The tables are fitted by `python -m benchmarks.auto_quality`, on pictures of which the true curves are known. What it
   reaches, and what not, is in docs/quality.md.
4. Pillow alone does it, in floats of 32 bits and in one thread: the same picture gets the same quality every time.
"""

from bisect import bisect_left
from io import BytesIO
from math import fsum

from PIL import Image

from handler.codecs._auto_quality_tables import CURVES, QUALITIES, WEIGHTS
from handler.codecs._auto_quality_terms import planes, terms
from handler.codecs.codec import codec
from handler.codecs.writing import WriteOptions
from handler.core.formats.quality_target import FINEST, LEAST, MOSAIC, AutoQuality
from handler.core.formats.row import Format
from handler.core.frames import Frames
from handler.core.geometry import Size
from handler.core.output import Output

SIDE = 64
"""Pixels of a square's side."""

ACROSS = 4
"""How many squares a mosaic has across, and down, where the picture is as wide as high."""

KNOWN_SIDE, LEAST_SIDE = 160, 256
"""Pixels: pictures with a shorter side were not among those that the tables were fitted on. Such a picture is compared
beside its mirror images, with sides so long that there are all the scales."""

POWER = 0.4
"""The power of the terms in which a score is nearly straight."""

PILLOW = {"jpg": "JPEG", "webp": "WEBP", "avif": "AVIF"}
"""Pillow's names."""


def chosen(image: Image.Image, target: AutoQuality, row: Format, output: Output) -> int:
    """Return the quality, LEAST to FINEST, with which a picture in a format reaches a target.

    image: the first frame, as it will be written. output: says how hard the writer tries.
    """
    family = "jpg" if row.name == "pjpg" else row.name
    part = _opaque(repeated(mosaic(image)))
    trial, weights = WEIGHTS[family, target]
    if _plain(part):
        # Where the squares show nothing, what lies between them is written as most pictures need it.
        return LEAST if _plain(image) else trial
    wish = WriteOptions(row, output.at(trial))
    body = codec(row.name, writes=True).write(Frames((part,), Size(*part.size)), wish)
    with Image.open(BytesIO(body), formats=(PILLOW[family],)) as read:
        seen = terms(planes(part.convert("RGB")), planes(read.convert("RGB")))
    first, factors = weights[0], weights[1:]
    score = first + fsum(factor * term**POWER for factor, term in zip(factors, seen, strict=True))
    return _quality(CURVES[family], score)


def mosaic(image: Image.Image) -> Image.Image:
    """Return squares from all over a picture, side by side; the picture itself where it has few pixels."""
    width, height = image.size
    squares = ACROSS * ACROSS
    if image.width * image.height <= MOSAIC:
        return image
    across = min(ACROSS, max(1, width // SIDE))
    down = max(1, min(height // SIDE, squares // across))
    across = max(1, min(width // SIDE, squares // down))
    part = Image.new(image.mode, (across * min(SIDE, width), down * min(SIDE, height)))
    wide, high = min(SIDE, width), min(SIDE, height)
    for column in range(across):
        left = min(max(0, (2 * column + 1) * width // (2 * across) - wide // 2), width - wide)
        for row in range(down):
            top = min(max(0, (2 * row + 1) * height // (2 * down) - high // 2), height - high)
            part.paste(image.crop((left, top, left + wide, top + high)), (column * wide, row * high))
    return part


def repeated(image: Image.Image) -> Image.Image:
    """Return a picture beside its mirror images, as often as gives it sides of LEAST_SIDE, if one is short.

    Of what is then too long the middle is taken.
    """
    if min(image.size) >= KNOWN_SIDE:
        return image
    long = MOSAIC // LEAST_SIDE
    width, height = (min(max(side, LEAST_SIDE), long) for side in image.size)
    left, top = max(0, image.width - width) // 2, max(0, image.height - height) // 2
    cut = image.crop((left, top, min(image.width, left + width), min(image.height, top + height)))
    flipped = cut.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    rows = [(cut, flipped), tuple(each.transpose(Image.Transpose.FLIP_TOP_BOTTOM) for each in (cut, flipped))]
    # Row by row: of one pixel they are 256 times 256.
    strips = [_side_by_side(row, width) for row in rows]
    whole = Image.new(image.mode, (width, height))
    for row, high in enumerate(range(0, height, cut.height)):
        whole.paste(strips[row % 2], (0, high))
    return whole


def _side_by_side(pair: tuple[Image.Image, ...], width: int) -> Image.Image:
    """Return two pictures of one size in turns, as far as they go into a width."""
    strip = Image.new(pair[0].mode, (width, pair[0].height))
    for column, wide in enumerate(range(0, width, pair[0].width)):
        strip.paste(pair[column % 2], (wide, 0))
    return strip


def _plain(image: Image.Image) -> bool:
    """Return whether a picture is of one colour."""
    extrema = image.getextrema()
    bands = extrema if isinstance(extrema[0], tuple) else (extrema,)
    return all(low == high for low, high in bands)


def _opaque(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    below = Image.new("RGBA", image.size, "white")
    below.alpha_composite(image)
    return below.convert("RGB")


def _quality(curve: tuple[float, ...], score: float) -> int:
    """Return the quality with which pictures usually have a score."""
    if score <= curve[0]:
        return LEAST
    if score >= curve[-1]:
        return FINEST
    after = bisect_left(curve, score)
    low, high = QUALITIES[after - 1], QUALITIES[after]
    return round(low + (high - low) * (score - curve[after - 1]) / (curve[after] - curve[after - 1]))
