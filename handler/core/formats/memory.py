"""Buffers: what encoding holds in memory at its peak beside the frames it is given, the file that grows included.

Run `python -m benchmarks.memory` to measure it all again. The numbers are bytes a pixel of the pictures that take most,
which are noise, rounded up.
"""

from dataclasses import dataclass

from handler.core.formats.costs import FINE
from handler.core.output import FormatName, Output


@dataclass(frozen=True)
class Buffers:
    """What one format holds, in bytes a pixel.

    plain, fine: of the frame that is being written, with a quality below `high` and from there on. alpha: more where
    there is transparency. palette and lossless: in place of plain where they are asked for. layered: of a palette with
    transparency. film: more for every pixel of all frames of an animation. film_alpha: that, with transparency.
    film_asked: in place of both where a palette or every pixel is asked for. copied: more for every pixel of all frames
    with transparency, unless every pixel is asked for: visible colour is spread under it on a copy.
    """

    plain: float
    fine: float | None = None
    alpha: float = 0
    palette: float | None = None
    layered: float | None = None
    lossless: float | None = None
    film: float = 0
    film_alpha: float = 0
    film_asked: float | None = None
    copied: float = 0
    high: int = FINE

    def holding(self, output: Output, area: int, frames: int, *, alpha: bool) -> int:
        """Return the bytes at the peak of writing so many frames of so many pixels each."""
        one = self.plain
        if output.lossless and self.lossless is not None:
            one = self.lossless
        elif output.colors is not None and self.palette is not None:
            one = self.layered if alpha and self.layered is not None else self.palette
        else:
            one = (self.fine if self.fine is not None and output.quality >= self.high else one) + self.alpha * alpha
        film = self.film_alpha if alpha else self.film
        if self.film_asked is not None and (output.lossless or output.colors is not None):
            film = self.film_asked
        copied = self.copied * frames if alpha and not output.lossless else 0
        return int(area * (one + film * (frames if frames > 1 else 0) + copied))


BUFFERS: dict[FormatName, Buffers] = {
    "jpg": Buffers(plain=5, fine=10, alpha=5.5),
    "pjpg": Buffers(plain=5, fine=9.5, alpha=6.5),
    "png": Buffers(plain=10, alpha=4, palette=17, layered=29, film=8, film_alpha=9, film_asked=20),
    "webp": Buffers(plain=20, fine=31, alpha=20, lossless=29, high=85, film=2.5, film_alpha=5, film_asked=12, copied=4),
    "avif": Buffers(plain=30, fine=51, alpha=7, film=5.5, film_alpha=10, copied=4),
    "gif": Buffers(plain=18, alpha=1, film=9, film_alpha=10),
    "tiff": Buffers(plain=8, alpha=1),
}
