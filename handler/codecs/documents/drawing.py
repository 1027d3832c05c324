"""Drawing: how large a document is drawn, which has a size but no pixels."""

from handler.core.geometry import Size
from handler.errors import Corrupt

LEAST, MOST = 2048, 8192
"""Pixels of the longer side at full scale, at least and at most; what is asked for smaller is drawn smaller."""


def drawn_size(width: float, height: float) -> Size:
    """Return the size at full scale of what is so wide and high, in 1/96 inch; Corrupt where it is nothing."""
    if not (0 < width < float("inf") and 0 < height < float("inf")):
        raise Corrupt("the file is damaged: it says no size")
    longer = max(width, height)
    scale = min(MOST, max(LEAST, longer)) / longer
    return Size(max(1, round(width * scale)), max(1, round(height * scale)))


def drawn_at(size: Size, factor: int) -> Size:
    """Return the size at which all of it is drawn, so many times smaller."""
    return Size(-(-size.width // factor), -(-size.height // factor))
