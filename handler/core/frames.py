"""Frames: the decoded pixels of a still picture or an animation, with their timing, colour profile and metadata."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from PIL import Image

from handler.core.geometry import Box, Size

Space = Literal["srgb", "p3"]
"""What a result's colours are: sRGB, or Display P3."""

PREMULTIPLIED = "RGBa"
"""Pillow's mode of a picture whose colours are multiplied by alpha."""


class Excerpt(NamedTuple):
    """A part of an animation: its first and last frame, from 0, None for the last there is; every how manyth of it."""

    first: int = 0
    last: int | None = None
    interval: int = 1

    def of(self, frames: int) -> range:
        """Return the numbers of those that are shown, of an animation with so many frames."""
        return range(self.first, frames if self.last is None else self.last + 1, self.interval)


@dataclass(frozen=True)
class Rights:
    """Artist and copyright from EXIF: printable text, at most 500 characters each, empty where not given."""

    artist: str = ""
    copyright: str = ""


@dataclass(frozen=True)
class Frames:
    """Upright 8-bit RGB, RGBA or L pictures of one size and mode; an animation has more than one.

    images: the frames. Those that were reduced while they were decoded may be RGBa, which is RGBA with its colours
    multiplied by alpha: the resize that they were reduced for wants it so. full: size of the source at full scale, in
    pixels; `images` may have been decoded smaller. grid: the part of `images` that shows the whole source, where the
    last column and row of a smaller decode reach past it; None for all. durations: milliseconds, one for each frame.
    loop: how often the animation plays, 0 for ever. profile: the ICC profile of the pixels, None for sRGB. rights:
    artist and copyright. exif and xmp: the raw blocks for metadata=keep, without the orientation tag. flat: whether the
    source had a palette or was drawn in few colours. stored: size of the source file in bytes, 0 for a drawing. space:
    the colours that the pixels are to become, and are where there is no profile.
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
    space: Space = "srgb"

    @property
    def first(self) -> Image.Image:
        """The first frame."""
        return self.images[0]

    @property
    def mode(self) -> str:
        """L, RGB or RGBA."""
        return "RGBA" if self.first.mode == PREMULTIPLIED else self.first.mode

    @property
    def pixels(self) -> int:
        """Pixels of all frames together."""
        return sum(image.width * image.height for image in self.images)

    def map(self, change: Callable[[Image.Image], Image.Image]) -> "Frames":
        """Return new frames with `change` applied to every picture; all other fields stay."""
        return replace(self, images=tuple(change(image) for image in self.images))
