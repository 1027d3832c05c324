"""Quantization: which few colours stand best for a picture, and the picture in them.

Pillow's median cut with k-means finds good colours where its boxes begin well, and loses small bright things where
they do not. So it is begun in several ways, on samples whose size bounds the time, and what looks most like the
picture is taken. The same picture gives the same colours: nothing here depends on time, threads or chance.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from functools import reduce
from math import sqrt
from operator import itemgetter
from typing import NamedTuple

from PIL import Image, ImageChops, ImageStat

from handler.core.formats.effort import LEAST_TRIED, looked, tried


class Start(NamedTuple):
    """Where a search begins.

    part: of the pixels that are tried. power: of a colour's count, which it weighs by; below 1, a small red tower
    weighs more against a large sky. handicap: what its distance from the picture is multiplied by.
    """

    part: float
    power: float
    handicap: float = 1


STARTS = (Start(1, 1), Start(0.83, 1), Start(1, 0.75), Start(0.83, 0.75), Start(1, 0.6, handicap=1.3))
"""Together as good as all pixels at once, on the pictures of benchmarks/palette.py; each alone is not, on some."""

PINNED = 0.01
"""The part of a picture from which on a colour is kept exactly."""

SHARE = 0.5
"""And so much of what a colour of the palette stands for on average: the steps of a gradient are no grounds."""

MOST_PINS = 8
"""So many are, at most."""

PINS = "pinned"
"""Under this name a palette tells which of its colours are exact."""

SETTLED = 128
"""K-means ends where fewer than one of so many pixels change their colour."""

STRENGTH = 0.75
"""The part of the error that dithering hands on: all of it makes more noise than it takes away of bands."""

SEEN = (0.299, 0.587, 0.114, 0, -0.101, -0.199, 0.3, 128, 0.3, -0.251, -0.049, 128)
"""From RGB to luminance and two differences of colour, which an eye sees less of."""

SCALES = (1, 2, 4)
"""Reductions at which two pictures are compared: what dithering does to single pixels, an eye does not see."""


def palette(sample: Image.Image, room: int, *, dithered: bool) -> Image.Image:
    """Return a picture of mode P whose palette has at most `room` colours for an RGB, or RGBA, sample.

    Of RGBA only what is at least half opaque counts.
    """
    shown = flat(sample)

    def found(start: Start) -> tuple[float, Image.Image]:
        colours = _cut(sample, room, start)
        return start.handicap * distance(shown, mapped(shown, colours, dithered=dithered)), colours

    return min((found(start) for start in STARTS), key=itemgetter(0))[1]


def quick(sample: Image.Image, room: int) -> Image.Image:
    """Return the palette of the first start alone."""
    return _cut(sample, room, STARTS[0])


def mapped(image: Image.Image, colours: Image.Image, *, dithered: bool) -> Image.Image:
    """Return an RGB picture in the palette of another, of mode P, which may have been pinned."""
    result = image.quantize(palette=colours, dither=Image.Dither.NONE)
    if dithered:
        # Half way to what it would be without, only so much of the error is left to hand on.
        drawn = Image.blend(result.convert("RGB"), image, STRENGTH)
        result = drawn.quantize(palette=colours, dither=Image.Dither.FLOYDSTEINBERG)
    # Pillow looks a colour up by its upper six bits.
    for place, exact in colours.info.get(PINS, ()):
        result.paste(place, mask=_equal(image, exact))
    return result


def _equal(image: Image.Image, colour: Sequence[int]) -> Image.Image:
    """Return where an RGB picture has a colour."""
    bands = (
        band.point([255 * (level == part) for level in range(256)])
        for band, part in zip(image.split(), colour, strict=True)
    )
    return reduce(ImageChops.darker, bands)


def distance(image: Image.Image, other: Image.Image) -> float:
    """Return how much another picture looks unlike an RGB one: mean squares at several scales."""
    pair = [each.convert("RGB").convert("RGB", SEEN) for each in (image, other)]
    total = 0.0
    for scale in SCALES:
        ours, theirs = (each.reduce(scale) if scale > 1 else each for each in pair)
        total += sum(ImageStat.Stat(ImageChops.difference(ours, theirs)).sum2) / (ours.width * ours.height)
    return total


def sampled(image: Image.Image, pixels: int | None = None) -> Image.Image:
    """Return the picture, or some pixels of it: blended colours, which it does not have, would take places."""
    area = image.width * image.height
    step = sqrt(area / (pixels or looked(area)))
    if step <= 1:
        return image
    size = max(1, int(image.width / step)), max(1, int(image.height / step))
    return image.resize(size, Image.Resampling.NEAREST)


def flat(image: Image.Image) -> Image.Image:
    """Return a picture without alpha; what does not show takes a colour that does."""
    if image.mode != "RGBA":
        return image.convert("RGB")
    hidden = image.getchannel("A").point(HIDDEN)
    result = image.convert("RGB")
    if hidden.getbbox():
        counted = Counter(_visible(sampled(image, LEAST_TRIED)))
        colour = max(counted, key=lambda each: (counted[each], each), default=0)
        result.paste((colour & 255, colour >> 8 & 255, colour >> 16 & 255), mask=hidden)
    return result


OPAQUE = 128
"""The alpha from which a pixel counts as opaque where there is nothing between opaque and transparent."""

HIDDEN = [255 * (alpha < OPAQUE) for alpha in range(256)]


def _visible(image: Image.Image) -> "array[int]":
    """Return the pixels that show, as numbers whose lowest byte is red and whose highest is alpha."""
    pixels = array("I", image.convert("RGBA").tobytes())
    return pixels if image.mode != "RGBA" else array("I", [pixel for pixel in pixels if pixel >> 24 >= OPAQUE])


def _cut(sample: Image.Image, room: int, start: Start) -> Image.Image:
    most = int(start.part * tried(sample.width * sample.height))
    pixels = _weighed(_visible(sampled(sample, most)), start.power) or array("I", [0])
    row = Image.frombytes("RGBA", (len(pixels), 1), pixels.tobytes()).convert("RGB")
    return _pinned(row.quantize(room, Image.Quantize.MEDIANCUT, kmeans=max(1, len(pixels) // SETTLED)), sample)


def _pinned(colours: Image.Image, sample: Image.Image) -> Image.Image:
    """Return the palette with what fills much of the picture in it exactly, in place of what is nearest to it.

    Means of many pixels make paper of 252 out of white, and a ground that is not the page's.
    """
    listed = colours.getpalette() or []
    free = {at: listed[3 * at : 3 * at + 3] for at in range(len(listed) // 3)}
    counted = Counter(_visible(sampled(sample, LEAST_TRIED)))
    least = max(2, PINNED * sum(counted.values()), SHARE * sum(counted.values()) / len(free))
    often = sorted((-count, colour) for colour, count in counted.items() if count >= least)
    pins = []
    for _, colour in often[: min(MOST_PINS, (len(free) + 1) // 2)]:
        exact = [colour & 255, colour >> 8 & 255, colour >> 16 & 255]
        at = min(free, key=lambda place: (sum((a - b) ** 2 for a, b in zip(free[place], exact, strict=True)), place))
        del free[at]
        listed[3 * at : 3 * at + 3] = exact
        pins.append((at, exact))
    colours.info[PINS] = pins
    colours.putpalette(listed)
    return colours


def _weighed(pixels: "array[int]", power: float) -> "array[int]":
    """Return the pixels, each colour as often as this power of its count."""
    if power == 1:
        return pixels
    result = array("I")
    for pixel, count in sorted(Counter(pixels).items()):
        result.extend([pixel] * round(count**power))
    return result
