"""Edition: in what the two editions of the IIIF Image API differ, and what this service makes of what they leave open.

https://iiif.io/api/image/3.0/, https://iiif.io/api/image/2.1/
"""

from math import isqrt
from typing import NamedTuple

from handler.core.geometry import MAX_SIDE, MEGAPIXEL
from handler.core.limits import MEGABYTE, Limits

VALIDATOR, NO_UPSCALING = "validator", "no-upscaling"
"""The words of the setting."""

WORK_BESIDE, WORK_A_PIXEL = 0.5, 0.42 / MEGAPIXEL
"""Seconds of work: to decode a reduced photograph, and for each pixel of the result, to write it in the dearest format
that is offered, which is JPEG 2000 (`core.formats`)."""

BYTES_A_PIXEL = 72
"""Memory for each pixel of the largest result: a JPEG of three times its sides, which is decoded as a whole."""

ROUND = 100
"""Pixels: what is estimated is a multiple of so many, if it is so long."""


class Edition(NamedTuple):
    """One edition. number: its major version. marked: whether only sizes after a ^ may enlarge."""

    number: int
    marked: bool

    @property
    def context(self) -> str:
        """The address of what its words mean, for linked data."""
        return f"http://iiif.io/api/image/{self.number}/context.json"

    @property
    def profile(self) -> str:
        """The address of the level of compliance."""
        return f"http://iiif.io/api/image/{self.number}/level2.json"

    @property
    def words(self) -> str:
        """What it is called."""
        return f"IIIF Image API {'3.0' if self.marked else '2.1'}"


THREE, TWO = Edition(3, marked=True), Edition(2, marked=False)
EDITIONS = {"iiif3": THREE, "iiif2": TWO}
"""By the names of their doors."""


class Manners(NamedTuple):
    """How a request is taken. most: pixels of the longest side that a result may have before it is turned.

    upscales: whether anything is enlarged. validator: whether sizes are taken as the validator of IIIF wants them.
    """

    edition: Edition
    most: int
    upscales: bool = True
    validator: bool = False


def manners_of(edition: Edition, limits: Limits, words: frozenset[str]) -> Manners:
    """Return how requests are taken under these limits and these words of the setting."""
    return Manners(edition, longest_side(limits), NO_UPSCALING not in words, VALIDATOR in words)


def longest_side(limits: Limits) -> int:
    """Return how long a side of a result may be, so that a square of it stays within all limits in every format.

    The size `max` has to be served, so what is told as the largest must not take more work or memory than there is.
    """
    written = max(1.0, (limits.work - WORK_BESIDE) / WORK_A_PIXEL)
    side = isqrt(min(int(written), limits.memory * MEGABYTE // BYTES_A_PIXEL))
    rounded = side - side % ROUND if side > ROUND else side
    return min(limits.side, isqrt(limits.area), rounded, MAX_SIDE)
