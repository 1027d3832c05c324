"""Costs: what decoding and encoding take of a processor, from above: by the pictures that take most, which are noise.

Run `python -m benchmarks.work` to measure it all again. The numbers are CPU milliseconds of Pillow 13 on x86-64,
rounded up; where another machine was slower, its number.
"""

from dataclasses import dataclass
from typing import NamedTuple

from handler.core.formats.effort import looked, pace, tried
from handler.core.geometry import MEGAPIXEL
from handler.core.output import FormatName, Output

FINE = 90
"""The quality from which colour keeps its full resolution, and more detail is worth more search."""

FRAME_MS = 0.4
"""What decoding and encoding take for a frame beside its pixels."""


@dataclass(frozen=True)
class Cost:
    """What one format takes, in milliseconds per megapixel of one frame, where nothing else is said.

    decode: pixels of which the file says little. megabyte: more for each megabyte of the file, at most `dense` more.
    encode, fine: with a quality below FINE, and from there on. alpha: more where there is transparency. moving: by how
    much a frame of an animation differs. lossless, palette: with `lossless` and `colors`, where they differ. scanned:
    the part of decoding that no reduction saves: the codes of all blocks are read. composited: more for a frame of an
    animation that is put together here. flat: of a still out of a palette, which may be written twice. search: of the
    palette of a whole file, for each thousand pixels that every try takes; where `palette` is asked for, or always.
    """

    decode: float
    encode: float
    megabyte: float = 0
    dense: float = float("inf")
    fine: float | None = None
    alpha: float = 0
    moving: float = 1
    lossless: float | None = None
    palette: float | None = None
    scanned: float = 0.65
    composited: float = 0
    flat: float | None = None
    search: float = 0

    def decoding(self, pixels: int, size: int) -> float:
        """Return the milliseconds that decoding a frame takes. size: bytes of the file, or its share of them."""
        megapixels = pixels / MEGAPIXEL
        return self.decode * megapixels + min(self.megabyte * size / MEGAPIXEL, self.dense * megapixels)

    def encoding(
        self, output: Output, *, alpha: bool = False, moving: bool = False, flat: bool = False, share: float = 1.0
    ) -> float:
        """Return the milliseconds per megapixel that encoding a frame as asked takes, with or without alpha.

        share: the part of its time that a quicker pace takes, where the format has one for what is asked.
        """
        if output.lossless and self.lossless is not None:
            return self.lossless
        if output.colors is not None and self.palette is not None:
            return self.palette
        if flat and not moving and self.flat is not None:
            return self.flat
        plain = self.encode if self.fine is None or output.quality < FINE else self.fine
        return share * (plain * (self.moving if moving else 1) + (self.alpha if alpha else 0))


COSTS: dict[FormatName, Cost] = {
    "jpg": Cost(decode=9.5, megabyte=5.5, encode=22, fine=55, alpha=8),
    "pjpg": Cost(decode=25, megabyte=18, scanned=0.95, encode=52, fine=108, alpha=8),
    "png": Cost(decode=40, composited=5, encode=190, alpha=85, palette=185, flat=540, search=26),
    # What is stored without loss is larger, but no slower: hence an end to what bytes cost.
    "webp": Cost(decode=16, megabyte=57, dense=66, encode=155, fine=190, alpha=170, moving=1.3, lossless=45),
    "avif": Cost(decode=23, megabyte=66, encode=600, fine=950, alpha=530, moving=0.6),
    "gif": Cost(decode=10, composited=11, encode=190, alpha=10, search=26),
    "tiff": Cost(decode=25, encode=100),
}


class Raster(NamedTuple):
    """What is to be encoded. area: pixels of a frame. flat: whether it comes out of a palette."""

    area: int
    frames: int = 1
    alpha: bool = False
    flat: bool = False


def encoding(name: FormatName, output: Output, raster: Raster) -> float:
    """Return the milliseconds that encoding one of the frames takes."""
    area, frames, alpha, flat = raster
    step = pace(name, area * frames)
    share = step.share if output.quality < FINE else step.fine
    rate = COSTS[name].encoding(output, alpha=alpha, moving=frames > 1, flat=flat, share=share)
    return rate * area / MEGAPIXEL + _searching(name, output, raster) / frames + FRAME_MS


def _searching(name: FormatName, output: Output, raster: Raster) -> float:
    """Return the milliseconds of the searches for a file's palette, however many frames have it."""
    row = COSTS[name]
    if row.palette is not None and output.colors is None and (output.lossless or not raster.flat):
        return 0.0
    # What comes out of a palette may be written twice.
    times = 2 if raster.flat and output.colors is None and row.flat is not None and raster.frames == 1 else 1
    return times * row.search * tried(looked(raster.area * raster.frames)) / 1000
