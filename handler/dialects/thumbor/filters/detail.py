"""Filters of detail: blur, sharpen, convolution, and imagor's pixelate.

1. thumbor's blur cuts the bell off at its radius, which is its deviation too where no other is given: half as soft as
   it sounds. The blur with the deviation of those weights stands for it. A radius with a point is imagor's, which is
   the deviation itself.
2. thumbor sharpens by wavelets. The unsharp mask that comes nearest stands for it.
"""

from math import exp, sqrt

from handler.dialects.thumbor.arguments import Arguments
from handler.dialects.thumbor.draft import Draft, made
from handler.ops.blur import Blur
from handler.ops.convolve import Convolve
from handler.ops.pixelate import Pixelate
from handler.ops.unsharp_mask import UnsharpMask

MOST_RADIUS = 150
"""Pixels beyond which thumbor's blur has no weights."""

BLOCK = 10
"""Pixels of imagor's blocks where no size is given."""


def read_blur(draft: Draft, given: Arguments) -> Draft:
    """Soften the picture (rule 1)."""
    if "." in given.text(0):
        return draft.then(made(Blur, given, radius=given.number(0)))
    radius = given.whole(0)
    sigma = given.number(1) if given.has(1) else 0.0
    if radius < 0 or sigma < 0:
        raise given.wrong(0 if radius < 0 else 1, "must be 0 or more")
    return draft.then(made(Blur, given, radius=deviation(radius, sigma or radius)))


def deviation(radius: int, sigma: float) -> float:
    """Return the deviation, pixels, of a bell that is cut off at a radius, rounded to hundredths."""
    if not radius:
        return 0.0
    places = range(1, min(radius, MOST_RADIUS) + 1)
    weights = [exp(-(place**2) / (2 * sigma**2)) for place in places]
    spread = 2 * sum(place**2 * weight for place, weight in zip(places, weights, strict=True))
    return round(sqrt(spread / (1 + 2 * sum(weights))), 2)


def read_sharpen(draft: Draft, given: Arguments) -> Draft:
    """Make edges crisper (rule 2)."""
    amount, radius = given.number(0), given.number(1)
    given.flag(2, default=False)
    if not amount >= 0:
        raise given.wrong(0, "must be 0 or more")
    return draft.then(made(UnsharpMask, given, amount=round(min(amount * 10, 100)), radius=radius))


def read_convolution(draft: Draft, given: Arguments) -> Draft:
    """Replace each pixel by a weighted sum of those around it."""
    pieces = Arguments(given.name, tuple(given.text(0).split(";")))
    kernel = tuple(pieces.number(at) for at in range(len(pieces.texts)))
    normalize = given.flag(2, default=True)
    return draft.then(made(Convolve, given, kernel=kernel, columns=given.whole(1), normalize=normalize))


def read_pixelate(draft: Draft, given: Arguments) -> Draft:
    """Draw the picture in square blocks."""
    return draft.then(made(Pixelate, given, block=given.whole(0, BLOCK)))
