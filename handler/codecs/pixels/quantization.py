"""Quantization: which few colours stand best for a picture, and the picture in them.

Pillow's median cut with k-means finds good colours where its boxes begin well, and loses small bright things where
they do not. So it is begun in several ways, on samples whose size bounds the time, and what looks most like the
picture is taken. The same picture gives the same colours: nothing here depends on time, threads or chance.
"""

from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

from PIL import Image, ImageChops, ImageStat


class Start(NamedTuple):
    """Where a search begins.

    pixels: so many of the sample. power: of a colour's count, which it weighs by; below 1, a small red tower weighs
    more against a large sky. settled: k-means ends where fewer than this part of the pixels change their colour.
    handicap: what its distance from the picture is multiplied by.
    """

    pixels: int
    power: float
    settled: int
    handicap: float = 1


SAMPLED = 1 << 16
"""Pixels of a picture that are looked at; the time of a search grows with them, not with the picture."""

STARTS = (
    Start(1 << 14, 1.0, 1000),
    Start(1 << 15, 1.0, 1000),
    Start(1 << 15, 0.75, 64),
    Start(1 << 14, 0.6, 1000, handicap=1.3),
)
"""Together no worse than all pixels at once, on any picture of benchmarks/palette.py; each alone is, on some."""

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
    """Return an RGB picture in the palette of another, of mode P."""
    near = image.quantize(palette=colours, dither=Image.Dither.NONE)
    if not dithered:
        return near
    # Half way to what it would be without, only so much of the error is left to hand on.
    drawn = Image.blend(near.convert("RGB"), image, STRENGTH)
    return drawn.quantize(palette=colours, dither=Image.Dither.FLOYDSTEINBERG)


def distance(image: Image.Image, other: Image.Image) -> float:
    """Return how much another picture looks unlike an RGB one: mean squares at several scales."""
    pair = [each.convert("RGB").convert("RGB", SEEN) for each in (image, other)]
    total = 0.0
    for scale in SCALES:
        ours, theirs = (each.reduce(scale) if scale > 1 else each for each in pair)
        total += sum(ImageStat.Stat(ImageChops.difference(ours, theirs)).sum2) / (ours.width * ours.height)
    return total


def sampled(image: Image.Image, pixels: int = SAMPLED) -> Image.Image:
    """Return the picture, or some pixels of it: blended colours, which it does not have, would take places."""
    step = (image.width * image.height / pixels) ** 0.5
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
        colour = max((count, colour[:3]) for count, colour in _visible(sampled(image)) or [(1, (0, 0, 0))])[1]
        result.paste(colour, mask=hidden)
    return result


OPAQUE = 128
"""The alpha from which a pixel counts as opaque where there is nothing between opaque and transparent."""

HIDDEN = [255 * (alpha < OPAQUE) for alpha in range(256)]


def _visible(image: Image.Image) -> list[tuple[int, tuple[int, ...]]]:
    counted: Iterable[tuple[int, tuple[int, ...]]] = image.getcolors(image.width * image.height) or ()  # type: ignore[assignment] # RGB or RGBA
    return sorted((count, colour) for count, colour in counted if min(colour[3:], default=OPAQUE) >= OPAQUE)


def _cut(sample: Image.Image, room: int, start: Start) -> Image.Image:
    colours = _visible(sampled(sample, start.pixels))
    row = b"".join(bytes(colour[:3]) * round(count**start.power) for count, colour in colours) or bytes(3)
    pixels = Image.frombytes("RGB", (len(row) // 3, 1), row)
    return pixels.quantize(room, Image.Quantize.MEDIANCUT, kmeans=max(1, pixels.width // start.settled))
