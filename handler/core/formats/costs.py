"""Costs: the CPU time that decoding and encoding take, estimated from above, by the rows of the catalogue.

From above means: by the pictures that take most, which are noise. `python -m benchmarks.work` measures it all again.
"""

from typing import NamedTuple

from handler.core.formats.catalogue import FORMATS, WRITTEN
from handler.core.formats.effort import looked, pace, tried, written
from handler.core.formats.measures import FINE, DecodeCost, EncodeCost
from handler.core.formats.quality_target import MOSAIC
from handler.core.formats.row import FormatName
from handler.core.geometry import MEGAPIXEL
from handler.core.output import Output

LEAST_PART, PART = 0.28, 0.08
"""The part of its time that a search for few colours takes: it grows with the bits of their number, up to 256."""

TWICE = 1.8
"""What two searches take, the second for fewer colours."""

FRAME_MS = 0.4
"""CPU milliseconds that decoding and encoding take for a frame beside its pixels."""


TRIAL_MS = 90
"""CPU milliseconds of comparing MOSAIC pixels with what was written of them, for q=auto."""


class Raster(NamedTuple):
    """What is to be encoded. area: pixels of a frame. flat: whether it comes out of a palette."""

    area: int
    frames: int = 1
    alpha: bool = False
    flat: bool = False


def decoding(cost: DecodeCost, pixels: int, size: int, *, alpha: bool = False, gray: bool = False) -> float:
    """Return the milliseconds that decoding a frame takes. size: bytes of the file, or its share of them."""
    megapixels = pixels / MEGAPIXEL
    plain = cost.pixels * (cost.gray if gray else 1) + (cost.alpha if alpha else 0)
    return plain * megapixels + min(cost.megabyte * size / MEGAPIXEL, cost.dense * megapixels)


def encoding(name: FormatName, output: Output, raster: Raster) -> float:
    """Return the milliseconds that encoding one of the frames takes, as often as it may have to be done."""
    step, cost = pace(name, raster.area * raster.frames, output.pains), WRITTEN[name].cost
    share = step.share if output.finest < FINE else step.fine
    rate = encoding_rate(cost, output, raster, share)
    once = rate * raster.area / MEGAPIXEL + _searching(cost, output, raster) / raster.frames
    return written(name, output) * once + _trying(name, output, rate) / raster.frames + FRAME_MS


def _trying(name: FormatName, output: Output, rate: float) -> float:
    """Return the milliseconds of the trial that q=auto makes on a part of the first frame."""
    if isinstance(output.quality, int) or output.lossless or not FORMATS[name].quality:
        return 0.0
    return TRIAL_MS + rate * MOSAIC / MEGAPIXEL


def encoding_rate(cost: EncodeCost, output: Output, raster: Raster, share: float = 1.0) -> float:
    """Return the milliseconds per megapixel that encoding a frame as asked takes, the search for a palette left out.

    share: the part of its time that a pace takes, where the format has one for what is asked. What is written with a
    palette gains little by a quicker one, but takes longer at a slower one.
    """
    slower = max(share, 1.0)
    alpha, moving = raster.alpha, raster.frames > 1
    if output.lossless and cost.lossless is not None:
        return cost.lossless
    if output.colors is not None and cost.palette is not None:
        return slower * cost.palette + (cost.veiled if alpha and not moving else 0)
    if raster.flat and not moving and cost.flat is not None:
        return slower * cost.flat + (2 * cost.veiled if alpha else 0)
    plain = cost.plain if cost.fine is None or output.finest < FINE else cost.fine
    return share * (plain + (cost.alpha if alpha else 0)) * (cost.moving if moving else 1)


def _searching(cost: EncodeCost, output: Output, raster: Raster) -> float:
    """Return the milliseconds of the searches for a file's palette, however many frames have it."""
    if cost.palette is not None and output.colors is None and (output.lossless or not raster.flat):
        return 0.0
    # What comes out of a palette may be written twice, the second time in fewer colours.
    times = TWICE if raster.flat and output.colors is None and cost.flat is not None and raster.frames == 1 else 1
    search = cost.search if cost.veiled_search is None or not raster.alpha else cost.veiled_search
    few = LEAST_PART + PART * (output.colors or 256).bit_length()
    return times * few * search * tried(looked(raster.area * raster.frames)) / 1000
