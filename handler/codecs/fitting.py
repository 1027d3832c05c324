"""Fitting: the highest quality with which a file is no larger than asked, found in few tries.

1. The answer has quality n, from 1 to the one asked for: with n it fits, and with n + 1 it does not, unless n is the
   one asked for. Encoders promise nothing more: now and then a file with a lower quality is larger by some bytes.
2. It takes as many tries at most as the estimates of work count on (`core.formats.effort`).
3. The same picture takes the same tries, so the bytes are the same every time.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable
from math import floor, log

from handler.core.formats.effort import TRIES
from handler.errors import TooLarge

USUAL = (
    # Quality, and the bytes that files have with it in the mean, those of quality 80 being 1.
    (1, 0.155),
    (10, 0.21),
    (20, 0.34),
    (30, 0.46),
    (50, 0.625),
    (70, 0.81),
    (80, 1.0),
    (89, 1.36),
    (95, 2.7),
    (100, 5.0),
)
"""Where to look first. A wrong one costs a try, no byte."""


def fitted(write: Callable[[int], bytes], top: int, most: int, step: Callable[[int], Hashable] = int) -> bytes:
    """Return the file of the highest quality, up to `top`, that has no more than `most` bytes.

    write: makes the file with a quality. step: what of a quality the file depends on; those with the same one are not
    tried twice. TooLarge where the file has more with quality 1 too.
    """
    body = write(top)
    if len(body) <= most:
        return body
    sizes, known, best, fits, over = {top: len(body)}, {step(top): len(body)}, b"", 0, top
    for left in reversed(range(TRIES - 1)):
        while over - fits > 1 and step(over - 1) in known and known[step(over - 1)] > most:
            over -= 1
            sizes[over] = known[step(over)]
        while over - fits > 1 and fits and step(fits + 1) == step(fits):
            fits += 1
            sizes[fits] = known[step(fits)]
        if over - fits == 1:
            break
        del body  # there is room for the best one and the one that is being written
        # What is left has to be found by halving it, however wrong the guess is.
        room = 1 << left
        quality = min(max(_guess(sizes, fits, over, most), over - room, fits + 1), fits + room, over - 1)
        body = write(quality)
        sizes[quality] = known[step(quality)] = len(body)
        if len(body) <= most:
            fits, best = quality, body
        else:
            over = quality
    if not fits:
        said = f"even with the lowest quality the file has {sizes[1]:,} bytes; give a smaller w or h"
        raise TooLarge(said, limit="max-bytes", max=most, actual=sizes[1], parameter="max-bytes")
    return best


def _guess(sizes: dict[int, int], fits: int, over: int, most: int) -> int:
    """Return the quality with which the file probably has just `most` bytes, by those that were written.

    Between two of them, bytes are taken to grow as they usually do; beyond the only one, by the usual factor. Where the
    last one fitted, it is the next quality, which probably does not: so what is left shrinks from both sides.
    """
    target, high = log(most), log(sizes[over])
    if not fits or sizes[over] <= sizes[fits]:
        return floor(_quality(_size(over) + target - high))
    part = (target - log(sizes[fits])) / (high - log(sizes[fits]))
    return floor(_quality(_size(fits) + part * (_size(over) - _size(fits)))) + (next(reversed(sizes)) == fits)


def _size(quality: float) -> float:
    """Return the logarithm of the usual size of a file."""
    (low, less), (high, more) = _around([each for each, _ in USUAL], quality)
    return log(less) + (log(more) - log(less)) * (quality - low) / (high - low)


def _quality(size: float) -> float:
    """Return the quality with which a file usually has a size, given as its logarithm."""
    (low, less), (high, more) = _around([log(each) for _, each in USUAL], size)
    return low + (high - low) * (size - log(less)) / (log(more) - log(less))


def _around(places: list[float], value: float) -> tuple[tuple[int, float], tuple[int, float]]:
    at = min(max(bisect_right(places, value), 1), len(places) - 1)
    return USUAL[at - 1], USUAL[at]
