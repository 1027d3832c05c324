"""Frames: the decoded pixels of a still picture or an animation, with what travels beside them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PIL import Image

from handler.core.geometry import Box, Size


@dataclass(frozen=True)
class Rights:
    """Who made the picture and who owns it, from EXIF; printable, at most 500 characters each."""

    artist: str = ""
    copyright: str = ""


@dataclass(frozen=True)
class Frames:
    """Upright 8-bit RGB, RGBA or L pictures of one size and mode; an animation has more than one.

    full: the size the source has at full scale, of which these pictures may be a reduction. grid: the part of them
    that shows all of it, since the last column and row of a reduction may lie half outside; None for all. durations:
    milliseconds, one a frame. loop: how often it runs, 0 for ever. profile: the ICC profile that the pixels are still
    in, None where they are sRGB. exif and xmp: the raw blocks for metadata=keep, the orientation tag removed.
    flat: whether they come out of a palette, or were drawn in few colours. stored: bytes of the source, 0 for what was
    drawn.
    """

    images: tuple[Image.Image, ...]
    full: Size
    grid: Box | None = None
    durations: tuple[int, ...] = (0,)
    loop: int = 0
    profile: bytes | None = None
    rights: Rights = Rights()
    exif: bytes | None = None
    xmp: bytes | None = None
    flat: bool = False
    stored: int = 0

    @property
    def first(self) -> Image.Image:
        """The first frame."""
        return self.images[0]

    @property
    def pixels(self) -> int:
        """How many pixels all frames have together."""
        return sum(image.width * image.height for image in self.images)

    def map(self, change: Callable[[Image.Image], Image.Image]) -> "Frames":
        """Return the frames with every picture changed; what travels beside them stays."""
        return replace(self, images=tuple(change(image) for image in self.images))
