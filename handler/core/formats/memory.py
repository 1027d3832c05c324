"""Memory: what encoding holds at its peak beside the frames that it is given, the growing file included."""

from handler.core.formats.catalogue import WRITTEN
from handler.core.formats.effort import pace, writes
from handler.core.formats.measures import Buffers
from handler.core.formats.quality_target import MOSAIC
from handler.core.formats.row import FormatName
from handler.core.output import Output

MOST_FILE = 4
"""Bytes a pixel that no file has more of."""


TRIAL = 200
"""Bytes that q=auto takes for each pixel it compares."""


def holding(name: FormatName, output: Output, area: int, frames: int, *, alpha: bool) -> int:
    """Return the bytes at the peak of writing so many frames of so many pixels each."""
    row = WRITTEN[name].buffers
    copied = row.copied * frames if alpha and not output.lossless else 0
    film = _film(row, output, alpha=alpha) * (frames if frames > 1 else 0)
    held = pace(name, area * frames, output.pains).held
    # Of several files of which the best is looked for, it is kept while another is written.
    kept = min(output.max_bytes or 0, MOST_FILE * area * frames) if writes(name, output) > 1 else 0
    return int(area * (_frame(row, output, alpha=alpha) + held + film + copied)) + kept + _trial(output)


def _trial(output: Output) -> int:
    """Return the bytes of what q=auto compares."""
    return 0 if isinstance(output.quality, int) or not output.lossy else TRIAL * MOSAIC


def _frame(row: Buffers, output: Output, *, alpha: bool) -> float:
    """Return the bytes a pixel of the frame that is being written."""
    if output.lossless and row.lossless is not None:
        return row.lossless
    if output.colors is not None and row.palette is not None:
        return row.layered if alpha and row.layered is not None else row.palette
    plain = row.fine if row.fine is not None and output.finest >= row.high else row.plain
    return plain + row.alpha * alpha


def _film(row: Buffers, output: Output, *, alpha: bool) -> float:
    """Return the bytes that each pixel of all frames of an animation takes beside that."""
    if row.film_asked is not None and (output.lossless or output.colors is not None):
        return row.film_asked
    return row.film_alpha if alpha else row.film
