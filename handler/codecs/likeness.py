"""Likeness: how much two pictures of one size look alike, from 1 for the same down to 0: near to SSIMULACRA2 / 100.

1. Seen are the terms that q=auto looks at: differences of structure, and edges that are gone, in brightness and in two
   channels of colour, at five sizes, each half the one before. Their means, raised to POWER, are weighed and taken off.
2. The weights are fitted to SSIMULACRA2 by benchmarks/likeness.py; docs/quality.md says how near they come to it. So
   0.9 means that nobody tells the two apart when one replaces the other, 0.7 high quality, 0.5 medium, 0.3 low.
3. Pillow alone does it. Nothing here is random, so the same pictures get the same score.
"""

from collections.abc import Iterator
from itertools import pairwise
from math import fsum

from PIL import Image

from handler.codecs._auto_quality_terms import planes, terms
from handler.core.geometry import Size

POWER = 0.6
COMPARED = 5
"""How many sizes count: what is left of most pictures at the sixth is too small to say much."""

SIDE = 1024
"""Pixels of a side up to which a picture is compared in one; larger ones are in parts, whose terms are averaged."""

LEAST = 128
"""Pixels of a side from which on there are all the sizes."""

A_CHANNEL = 6
"""Terms of a channel at one size."""

RED_GREEN, BRIGHTNESS, BLUE_YELLOW = range(3)
UNLIKE, GONE = 1, 5
"""Which of a channel's terms: the fourth powers of differences of structure, and of edges that are gone."""

WEIGHTS = {(RED_GREEN, UNLIKE): 0.6, (BRIGHTNESS, UNLIKE): 0.9, (BRIGHTNESS, GONE): 1.9, (BLUE_YELLOW, UNLIKE): 0.2}


def likeness(one: Image.Image, other: Image.Image) -> float:
    """Return the score of two RGB pictures of one size."""
    if one.tobytes() == other.tobytes():
        return 1.0
    parts = list(_parts(Size(*one.size)))
    found = [likeness_terms(one.crop(part), other.crop(part)) for part in parts]
    weights = [(right - left) * (lower - upper) / (one.width * one.height) for left, upper, right, lower in parts]
    means = [fsum(map(float.__mul__, weights, several)) for several in zip(*found, strict=True)]
    off = fsum(weight * mean**POWER for weight, mean in zip(WEIGHTS.values(), means, strict=True))
    return max(0.0, 1.0 - off)


def likeness_terms(one: Image.Image, other: Image.Image) -> list[float]:
    """Return what is weighed, in the order of WEIGHTS: of each term the mean over the sizes."""
    pair = planes(_large_enough(one)), planes(_large_enough(other))
    sizes = min(COMPARED, len(pair[0]) // 3)
    seen = terms(*pair)
    places = [3 * size for size in range(sizes)]
    return [fsum(seen[(place + channel) * A_CHANNEL + term] for place in places) / sizes for channel, term in WEIGHTS]


def _parts(size: Size) -> Iterator[tuple[int, int, int, int]]:
    """Give the parts of a picture, as equal as can be: of a large one a whole comparison takes gigabytes."""
    columns, rows = map(_edges, size)
    for upper, lower in pairwise(rows):
        for left, right in pairwise(columns):
            yield left, upper, right, lower


def _edges(side: int) -> list[int]:
    parts = -(-side // SIDE)
    return [number * side // parts for number in range(parts + 1)]


def _large_enough(image: Image.Image) -> Image.Image:
    """Return a picture beside its mirror images, which make no new edge, until its sides have all the sizes."""
    while image.width < LEAST:
        image = _beside(image, image.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (image.width, 0))
    while image.height < LEAST:
        image = _beside(image, image.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (0, image.height))
    return image


def _beside(image: Image.Image, other: Image.Image, at: tuple[int, int]) -> Image.Image:
    both = Image.new(image.mode, (image.width + at[0], image.height + at[1]))
    both.paste(image)
    both.paste(other, at)
    return both
