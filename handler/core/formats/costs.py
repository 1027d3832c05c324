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

LEAST_PART, PART = 0.28, 0.08
"""The part of its time that a search for few colours takes: it grows with the bits of their number, up to 256."""

TWICE = 1.8
"""What two searches take, the second for fewer colours."""

FRAME_MS = 0.4
"""What decoding and encoding take for a frame beside its pixels."""


@dataclass(frozen=True)
class Cost:
    """What one format takes, in milliseconds per megapixel of one frame, where nothing else is said.

    decode: pixels of which the file says little. megabyte: more for each megabyte of the file, at most `dense` more.
    encode, fine: with a quality below FINE, and from there on. alpha: more where there is transparency. moving: by how
    much a frame of an animation differs. lossless, palette: with `lossless` and `colors`, where they differ. scanned:
    the part of decoding that no reduction saves: the codes of all blocks are read. composited: more for a frame of an
    animation that is put together here. flat: of a still out of a palette, which may be written twice. veiled: more
    for a palette with transparency. search: of the palette of a whole file, for each thousand pixels that every try
    takes; where `palette` is asked for, or always. Of an animation it is the time of palettes of their own.
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
    veiled: float = 0
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
            return self.palette + (self.veiled if alpha and not moving else 0)
        if flat and not moving and self.flat is not None:
            return self.flat + (2 * self.veiled if alpha else 0)
        plain = self.encode if self.fine is None or output.quality < FINE else self.fine
        return share * (plain + (self.alpha if alpha else 0)) * (self.moving if moving else 1)


COSTS: dict[FormatName, Cost] = {
    "jpg": Cost(decode=8.7, megabyte=6, encode=22, fine=51, alpha=8),
    "pjpg": Cost(decode=23.5, megabyte=19, scanned=0.95, encode=52, fine=108, alpha=8),
    "png": Cost(decode=43, composited=5, encode=190, alpha=85, palette=90, veiled=200, flat=200, search=27),
    # What is stored without loss is larger, but no slower: hence an end to what bytes cost.
    "webp": Cost(decode=16, megabyte=57, dense=75, encode=190, fine=210, alpha=165, moving=1.28, lossless=45),
    "avif": Cost(decode=20, megabyte=77, encode=660, fine=1090, alpha=530, moving=0.44),
    "gif": Cost(decode=10, composited=11, encode=60, alpha=10, search=27),
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
    # What comes out of a palette may be written twice, the second time in fewer colours.
    times = TWICE if raster.flat and output.colors is None and row.flat is not None and raster.frames == 1 else 1
    few = LEAST_PART + PART * (output.colors or 256).bit_length()
    return times * few * row.search * tried(looked(raster.area * raster.frames)) / 1000
