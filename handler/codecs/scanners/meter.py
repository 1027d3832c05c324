"""Meter: counts what a walk meets in a file, and refuses where a bound is passed, as soon as it is."""

from typing import Literal, Protocol

from handler.core.geometry import MEGAPIXEL, Size
from handler.core.limits import judge

Counted = Literal["chunks", "blocks", "metadata", "padding"]

SAID: dict[Counted, str] = {
    "chunks": "the file is in {:,} pieces or more",
    "blocks": "the file has {:,} blocks of data or more",
    "metadata": "the file has {:,} bytes or more beside its pixels",
    "padding": "the file has {:,} bytes or more that mean nothing",
}


class Bounds(Protocol):
    """How much a file may hold; `limits.Limits` has the numbers, their units and what they mean."""

    @property
    def source_side(self) -> int:
        """Pixels."""

    @property
    def frames(self) -> int:
        """Of an animation that keeps moving."""

    @property
    def chunks(self) -> int:
        """Chunks, segments, boxes, extensions, strips."""

    @property
    def blocks(self) -> int:
        """Sub-blocks of a GIF."""

    @property
    def entries(self) -> int:
        """Tags or items."""

    @property
    def metadata(self) -> int:
        """Bytes."""

    @property
    def padding(self) -> int:
        """Bytes."""

    @property
    def scans(self) -> int:
        """Of a JPEG."""

    @property
    def scanned(self) -> int:
        """Megapixels, of all scans together."""


class Meter:
    """The counts of one file. enough: frames are counted up to here and no further, which is past what matters."""

    def __init__(self, bounds: Bounds, page: int = 0) -> None:
        """Start at nothing. page: the frame or page that is wanted."""
        self.bounds = bounds
        self.most: dict[Counted, int] = {name: getattr(bounds, name) for name in SAID}
        self.seen: dict[Counted, int] = dict.fromkeys(SAID, 0)
        self.page = page
        self.enough = max(bounds.frames, page) + 1

    def add(self, limit: Counted, amount: int = 1) -> None:
        """Count some more; TooLarge where that is past the bound."""
        self.seen[limit] += amount
        judge(limit, self.seen[limit], self.most[limit], SAID[limit].format(self.seen[limit]))

    def left(self, limit: Counted) -> int:
        """Return how many more there may be."""
        return self.most[limit] - self.seen[limit]

    def side(self, size: Size) -> None:
        """Judge the size of the picture, or of a part of it."""
        said = f"the source is {size.width:,} x {size.height:,} pixels"
        judge("source-side", max(size), self.bounds.source_side, said)

    def entries(self, number: int) -> None:
        """Judge the length of one list, or of the directory of one page."""
        judge("entries", number, self.bounds.entries, f"the file lists {number:,} entries")

    def scan(self, number: int, area: int) -> None:
        """Judge how often a JPEG goes over its pixels."""
        judge("scans", number, self.bounds.scans, f"the JPEG has {number:,} scans or more")
        megapixels = -(-number * area // MEGAPIXEL)
        judge("scanned", megapixels, self.bounds.scanned, f"the scans of the JPEG have {megapixels:,} Mpx or more")
