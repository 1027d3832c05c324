"""Quantization: a palette of few colours that represents a picture well, and the picture drawn in it.

The result of Pillow's median cut with k-means depends on where it starts: with a bad start, small bright objects lose
their colour. So it is run from several starts, on samples of limited size, and the palette with the smallest visible
difference wins. The same picture always gives the same palette: nothing depends on time, threads or chance.
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
    """One start of the search for a palette.

    part: share of the sampled pixels that are used. power: exponent of a colour's count, by which it is weighed; below
    1, a small red tower weighs more against a large sky. handicap: factor on its distance when starts are compared.
    """

    part: float
    power: float
    handicap: float = 1


STARTS = (Start(1, 1), Start(0.83, 1), Start(1, 0.75), Start(0.83, 0.75), Start(1, 0.6, handicap=1.3))
"""Together they do as well as all pixels at once on the pictures of benchmarks/palette.py; none does alone."""

PINNED = 0.01
"""Share of the visible pixels from which a colour is kept exactly (\"pinned\")."""

SHARE = 0.5
"""A pinned colour must also fill this much of an average palette entry's share: steps of a gradient are not pinned."""

MOST_PINS = 8
"""Pinned colours, at most."""

PINS = "pinned"
"""Key in a palette's `info`: its pinned colours, as pairs of index and colour."""

SETTLED = 128
"""K-means stops where fewer than one in so many pixels change their colour."""

STRENGTH = 0.75
"""Share of the error that dithering diffuses. All of it (1) adds more noise than it removes banding."""

SEEN = (0.299, 0.587, 0.114, 0, -0.101, -0.199, 0.3, 128, 0.3, -0.251, -0.049, 128)
"""Matrix from RGB to luminance and two colour differences, scaled down as the eye sees less of these."""

SCALES = (1, 2, 4)
"""Factors by which two pictures are reduced before they are compared: the eye averages the noise of dithering."""


def palette(sample: Image.Image, room: int, *, dithered: bool) -> Image.Image:
    """Return a picture of mode P that holds a palette of at most `room` colours for an RGB or RGBA sample.

    Pixels of less than half opacity do not count.
    """
    shown = flat(sample)

    def found(start: Start) -> tuple[float, Image.Image]:
        colours = _cut(sample, room, start)
        return start.handicap * distance(shown, mapped(shown, colours, dithered=dithered)), colours

    return min((found(start) for start in STARTS), key=itemgetter(0))[1]


def quick(sample: Image.Image, room: int) -> Image.Image:
    """Return the palette of the first start alone: faster, and less good."""
    return _cut(sample, room, STARTS[0])


def mapped(image: Image.Image, colours: Image.Image, *, dithered: bool) -> Image.Image:
    """Return an RGB picture drawn in a palette, a picture of mode P; pinned colours are exact."""
    result = image.quantize(palette=colours, dither=Image.Dither.NONE)
    if dithered:
        # Blended with the undithered result, only STRENGTH of the error is left to diffuse.
        drawn = Image.blend(result.convert("RGB"), image, STRENGTH)
        result = drawn.quantize(palette=colours, dither=Image.Dither.FLOYDSTEINBERG)
    # Pillow looks colours up by their upper six bits, which may miss an exact one.
    for place, exact in colours.info.get(PINS, ()):
        result.paste(place, mask=_equal(image, exact))
    return result


def _equal(image: Image.Image, colour: Sequence[int]) -> Image.Image:
    """Return a mask of the pixels of an RGB picture that have exactly this colour."""
    bands = (
        band.point([255 * (level == part) for level in range(256)])
        for band, part in zip(image.split(), colour, strict=True)
    )
    return reduce(ImageChops.darker, bands)


def distance(image: Image.Image, other: Image.Image) -> float:
    """Return how different two pictures look: the sum of mean squared differences at several scales."""
    pair = [each.convert("RGB").convert("RGB", SEEN) for each in (image, other)]
    total = 0.0
    for scale in SCALES:
        ours, theirs = (each.reduce(scale) if scale > 1 else each for each in pair)
        total += sum(ImageStat.Stat(ImageChops.difference(ours, theirs)).sum2) / (ours.width * ours.height)
    return total


def sampled(image: Image.Image, pixels: int | None = None) -> Image.Image:
    """Return the picture, or a sample of so many of its pixels, not blended: new colours would take up the palette."""
    area = image.width * image.height
    step = sqrt(area / (pixels or looked(area)))
    if step <= 1:
        return image
    size = max(1, int(image.width / step)), max(1, int(image.height / step))
    return image.resize(size, Image.Resampling.NEAREST)


def flat(image: Image.Image) -> Image.Image:
    """Return a picture as RGB; hidden pixels take the most frequent visible colour."""
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
"""Alpha from which a pixel counts as opaque, where a palette knows only opaque and transparent."""

HIDDEN = [255 * (alpha < OPAQUE) for alpha in range(256)]
"""Table from alpha to a mask of hidden pixels."""


def _visible(image: Image.Image) -> "array[int]":
    """Return the visible pixels as numbers: red in the lowest byte, alpha in the highest."""
    pixels = array("I", image.convert("RGBA").tobytes())
    return pixels if image.mode != "RGBA" else array("I", [pixel for pixel in pixels if pixel >> 24 >= OPAQUE])


def _cut(sample: Image.Image, room: int, start: Start) -> Image.Image:
    most = int(start.part * tried(sample.width * sample.height))
    pixels = _weighed(_visible(sampled(sample, most)), start.power) or array("I", [0])
    row = Image.frombytes("RGBA", (len(pixels), 1), pixels.tobytes()).convert("RGB")
    return _pinned(row.quantize(room, Image.Quantize.MEDIANCUT, kmeans=max(1, len(pixels) // SETTLED)), sample)


def _pinned(colours: Image.Image, sample: Image.Image) -> Image.Image:
    """Return the palette with each frequent colour of the picture put in exactly, in place of the nearest entry.

    Averaging would turn white paper into 252, and a background into a colour that differs from the page around it.
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
    """Return the pixels with each colour repeated as often as its count to this power."""
    if power == 1:
        return pixels
    result = array("I")
    for pixel, count in sorted(Counter(pixels).items()):
        result.extend([pixel] * round(count**power))
    return result
