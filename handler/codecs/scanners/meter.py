"""Meter: counts the pieces of a file while a scanner walks over it; TooLarge as soon as a limit is passed."""

from typing import Literal, Protocol

from handler.core.geometry import MEGAPIXEL, Size
from handler.core.limits import judge

Counted = Literal["chunks", "blocks", "metadata", "padding"]
"""Limits whose amounts add up over a file."""

SAID: dict[Counted, str] = {
    "chunks": "the file is in {:,} pieces or more",
    "blocks": "the file has {:,} blocks of data or more",
    "metadata": "the file has {:,} bytes or more beside its pixels",
    "padding": "the file has {:,} bytes or more that mean nothing",
}
"""Error messages, with a place for the count."""


class Bounds(Protocol):
    """The limits that scanners check; `core.limits.Limits` has them, with units and defaults."""

    @property
    def source_side(self) -> int:
        """Pixels."""

    @property
    def frames(self) -> int:
        """Frames of an animation."""

    @property
    def chunks(self) -> int:
        """Pieces of a file: chunks, segments, boxes, extensions, strips."""

    @property
    def blocks(self) -> int:
        """Sub-blocks of a GIF."""

    @property
    def entries(self) -> int:
        """Tags of a TIFF page, or items of an AVIF."""

    @property
    def metadata(self) -> int:
        """Bytes."""

    @property
    def padding(self) -> int:
        """Bytes."""

    @property
    def scans(self) -> int:
        """Scans of a JPEG."""

    @property
    def scanned(self) -> int:
        """Megapixels of all scans together."""


class Meter:
    """The counts of one file. enough: number of frames at which counting stops, one more than the limit allows."""

    def __init__(self, bounds: Bounds, page: int = 0) -> None:
        """Start with nothing counted. page: the frame or page that is wanted, from 0."""
        self.bounds = bounds
        self.most: dict[Counted, int] = {name: getattr(bounds, name) for name in SAID}
        self.seen: dict[Counted, int] = dict.fromkeys(SAID, 0)
        self.page = page
        self.enough = max(bounds.frames, page) + 1

    def add(self, limit: Counted, amount: int = 1) -> None:
        """Add to a count; TooLarge where it passes its limit."""
        self.seen[limit] += amount
        judge(limit, self.seen[limit], self.most[limit], SAID[limit].format(self.seen[limit]))

    def left(self, limit: Counted) -> int:
        """Return how much more may be counted."""
        return self.most[limit] - self.seen[limit]

    def side(self, size: Size) -> None:
        """Check the size, in pixels, of the picture or of a part of it."""
        said = f"the source is {size.width:,} x {size.height:,} pixels"
        judge("source-side", max(size), self.bounds.source_side, said)

    def entries(self, number: int) -> None:
        """Check the number of entries of one list, or of the directory of one page."""
        judge("entries", number, self.bounds.entries, f"the file lists {number:,} entries")

    def scan(self, number: int, area: int) -> None:
        """Check the number of scans of a JPEG so far. area: pixels of one scan."""
        judge("scans", number, self.bounds.scans, f"the JPEG has {number:,} scans or more")
        megapixels = -(-number * area // MEGAPIXEL)
        judge("scanned", megapixels, self.bounds.scanned, f"the scans of the JPEG have {megapixels:,} Mpx or more")
