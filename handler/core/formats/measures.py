"""Measures: what reading and writing a format takes, in time and memory, as plain data; a row holds some of each."""

from typing import Literal, NamedTuple

Effort = Literal["fast", "balanced", "small"]
"""How hard a writer tries: for little time, for a good bargain, or for few bytes of what is made once."""

BALANCED: Effort = "balanced"

FINE = 90
"""The quality from which colour keeps its full resolution, and a writer looks longer for detail."""


class DecodeCost(NamedTuple):
    """CPU milliseconds of decoding one frame.

    pixels: for each megapixel, where the file says little about them. megabyte: more for each megabyte of the file.
    dense: the most that this adds to a megapixel. scanned: the part of the time that a reduced decode does not save,
    since the codes of all blocks are read. composited: more for each megapixel of a frame that is laid over others by
    us, not by a library. alpha: more for each megapixel with transparency. gray: the part of `pixels` that gray takes.
    """

    pixels: float
    megabyte: float = 0
    dense: float = float("inf")
    scanned: float = 0.65
    composited: float = 0
    alpha: float = 0
    gray: float = 1


class EncodeCost(NamedTuple):
    """CPU milliseconds per megapixel of encoding one frame.

    plain, fine: with a quality below FINE, and from there on. alpha: more where there is transparency. moving: the
    factor for a frame of an animation. lossless, palette: with `lossless` and with `colors`, where they differ. veiled:
    more for a palette with transparency. flat: of a still picture that comes out of a palette, which may be written
    twice. search: of finding the palette of a file, for each thousand pixels that a try looks at, where there is one;
    veiled_search: that where there is transparency, if it differs.
    """

    plain: float
    fine: float | None = None
    alpha: float = 0
    moving: float = 1
    lossless: float | None = None
    palette: float | None = None
    veiled: float = 0
    flat: float | None = None
    search: float = 0
    veiled_search: float | None = None


class Buffers(NamedTuple):
    """Bytes a pixel that encoding holds at its peak, beside the frames that it is given.

    plain, fine: for the frame that is being written, with a quality below `high` and from there on. alpha: more where
    there is transparency. palette, lossless: in place of plain where they are asked for. layered: of a palette with
    transparency. film, film_alpha: more for every pixel of all frames of an animation, without and with transparency.
    film_asked: in place of either where a palette or lossless is asked for. copied: more for every pixel of all frames
    with transparency, unless lossless is asked for: colours are spread under it on a copy.
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


class Pace(NamedTuple):
    """How hard a writer tries on files up to a size.

    most: pixels of all frames together. effort: the library's own number: WebP's method, AVIF's speed, zlib's level.
    share, fine: the part of the usual time, that of the first pace of `balanced`, that this one takes on what takes
    longest, with a quality below FINE and from there on. held: bytes a pixel that it holds more than `buffers` say.
    """

    most: float = float("inf")
    effort: int = 0
    share: float = 1.0
    fine: float = 1.0
    held: float = 0.0


class Paces(NamedTuple):
    """The paces of each effort: of each the slowest first, for small files."""

    fast: tuple[Pace, ...] = (Pace(),)
    balanced: tuple[Pace, ...] = (Pace(),)
    small: tuple[Pace, ...] = (Pace(),)

    def of(self, effort: Effort) -> tuple[Pace, ...]:
        """Return the paces of an effort."""
        found: tuple[Pace, ...] = getattr(self, effort)
        return found
