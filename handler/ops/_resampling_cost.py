"""What resampling takes, estimated from above: CPU time and memory, by libvips and by Pillow."""

from typing import NamedTuple

from handler.core.geometry import MEGAPIXEL, PIXEL_BYTES, Size
from handler.ops._fits import Layout

GAP = 2.0
"""Factor: before the final resample, a picture is reduced to no less than so many times the result."""

AVERAGING, FILTERING = 2, 28
"""Where Pillow resamples: CPU milliseconds per megapixel of the source for reducing it before the final resample; and
of that and the final one together, which works across and then down."""

READING, MAKING, CALLING = 3.1, 5.0, 0.8
"""Where libvips does: CPU milliseconds per megapixel of the source and of the result, and of a call of it."""

MULTIPLYING, LOWERING, DIVIDING, CHANNELS = 8, 2.5, 62, 1.45
"""With transparency: CPU milliseconds per megapixel for premultiplying the input, for taking it with headroom, and for
dividing the output again; the factor by which four channels take Pillow longer than three."""

LAYING = 7
"""CPU milliseconds per megapixel for a canvas that the picture does not fill."""

MARGIN = 1.1
"""Factor on the memory that follows from the sizes of the pictures: what an estimate adds for the rest."""

ROWS = 64
"""Rows of the source that libvips has in memory at once, beside those that are lent to it."""


class Resampling(NamedTuple):
    """A resample to be estimated. source: the picture at full scale. scale: at which its sides come.

    layout: of the result. alpha: whether it has transparency; a reduced one then comes premultiplied. libvips: whether
    that resamples it.
    """

    source: Size
    scale: float
    layout: Layout
    alpha: bool
    libvips: bool

    @property
    def work(self) -> float:
        """CPU milliseconds."""
        canvas, picture, _ = self.layout
        total = self._by_libvips if self.libvips else self._by_pillow
        if self.alpha:
            total += (LOWERING + (MULTIPLYING if self.scale == 1 else 0)) * self._area + DIVIDING * picture.area
        return (total + (LAYING * canvas.area if canvas != picture else 0)) / MEGAPIXEL

    @property
    def memory(self) -> int:
        """Bytes at the peak beside the input."""
        canvas, picture, _ = self.layout
        near = self._near
        # The premultiplied input and output; the reduced picture; the one resampled across; the result.
        multiplied = self._area + picture.area if self.alpha else 0
        laid = 0 if canvas == picture else canvas.area
        averaged = near[0] * near[1] if near[0] * near[1] < self._area else 0
        scratch = averaged + picture.width * near[1]
        if self.libvips:  # the result as libvips has it, before it is Pillow's
            scratch = picture.area + ROWS * self.source.width * self.scale
        return int(MARGIN * PIXEL_BYTES * (multiplied + scratch + picture.area + laid))

    @property
    def _area(self) -> float:
        return self.source.area * self.scale**2

    @property
    def _by_libvips(self) -> float:
        """Milliseconds times MEGAPIXEL; with alpha of two samples."""
        width, height = self.layout.window.size
        read = READING * width * height * self.scale**2 + MAKING * self.layout.picture.area
        return (2 if self.alpha else 1) * (read + CALLING * MEGAPIXEL)

    @property
    def _by_pillow(self) -> float:
        canvas, picture, near = self.layout.canvas, self.layout.picture, self._near
        across = max(near[0], picture.width) * near[1]
        down = picture.width * max(near[1], picture.height)
        averaged = AVERAGING * max(self._area, canvas.area)
        return averaged + (CHANNELS if self.alpha else 1) * (FILTERING - AVERAGING) / 2 * (across + down)

    @property
    def _near(self) -> tuple[float, float]:
        """Width and height of the reduced window that is resampled: each side is divided by a whole factor."""
        across, down = (
            part * self.scale / max(1, int(part * self.scale / side / GAP))
            for part, side in zip(self.layout.window.size, self.layout.picture, strict=True)
        )
        return across, down
