"""Picture: what planning and rendering see of a picture whose header has been read, be it stored or drawn."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from handler.core.frames import Frames
from handler.core.geometry import Point, Size
from handler.core.output import FormatName

if TYPE_CHECKING:
    from handler.codecs.header import GainMap


class Picture(Protocol):
    """A picture whose header has been read: stored (`codecs.StoredPicture`) or still to be drawn (`DrawnPicture`)."""

    @property
    def size(self) -> Size:
        """The upright size at full scale."""

    @property
    def format(self) -> FormatName | None:
        """The kind of file; None for a picture that is drawn."""

    @property
    def frames(self) -> int:
        """How many frames it has."""

    @property
    def shown(self) -> range:
        """The numbers of the frames that are shown where it moves."""

    @property
    def animated(self) -> bool:
        """Whether they move, and nobody asked for one of them."""

    @property
    def alpha(self) -> bool:
        """Whether it may have transparency."""

    @property
    def flat(self) -> bool:
        """Whether it has few colours."""

    @property
    def profile(self) -> str | None:
        """The colour profile's description, None where the picture has none."""

    @property
    def focal(self) -> Point | None:
        """The point that matters most, where it is stored with the picture."""

    @property
    def mapped(self) -> bool:
        """Whether it has a gain map."""

    def gain_map(self) -> "GainMap | None":
        """Return its gain map, upright; None where it has none."""

    @property
    def whole(self) -> str:
        """What kind of file it is, where all of it has to be in memory before any of it can be reduced; else empty."""

    @property
    def held(self) -> int:
        """Bytes of memory that stay taken beside its decoded frame, for as long as it is open."""

    def cost(self, at_least: Size) -> tuple[int, float]:
        """Return bytes of memory and CPU milliseconds that decoding one frame takes, at this size or larger."""

    def reduction(self, at_least: Size) -> int:
        """Return by what factor the sides would be reduced; of one factor, the pixels are the same."""

    def decode(self, at_least: Size, *, moving: bool) -> Frames:
        """Return the pixels, perhaps reduced, but at least this large."""

    def stream(self, at_least: Size, *, moving: bool) -> Iterator[Frames]:
        """Give the same frame by frame."""


class DrawnPicture(ABC):
    """What all pictures have in common that are drawn when they are decoded: one frame, one scale, no file."""

    format: None = None
    frames: int = 1
    shown: range = range(1)
    animated: bool = False
    profile: None = None
    focal: None = None
    whole: str = ""
    mapped: bool = False

    def gain_map(self) -> "GainMap | None":
        """Return None: a drawing has no gain map."""
        return None

    @property
    def held(self) -> int:
        """Bytes that stay taken beside the picture: none."""
        return 0

    def reduction(self, at_least: Size) -> int:
        """Return 1: a drawing has one scale."""
        del at_least
        return 1

    def stream(self, at_least: Size, *, moving: bool) -> Iterator[Frames]:
        """Give the one frame."""
        yield self.decode(at_least, moving=moving)

    @abstractmethod
    def decode(self, at_least: Size, *, moving: bool) -> Frames:
        """Draw the frame."""
