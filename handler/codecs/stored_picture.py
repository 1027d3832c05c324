"""Stored picture: what it is and what decoding it takes, from its header; then its pixels, in one of three modes."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from operator import truediv
from typing import TYPE_CHECKING, BinaryIO

from PIL import Image

from handler.codecs.header import Header, corrupt_where_it_fails
from handler.codecs.pixels import exif, icc
from handler.codecs.pixels.frame_timing import played
from handler.codecs.pixels.icc import SEPARATED
from handler.codecs.pixels.modes import alike, to_working_mode, turned, upright
from handler.core.formats.catalogue import FORMATS, READ
from handler.core.formats.costs import FRAME_MS, decoding
from handler.core.formats.row import CLOSER, FormatName, Reading, Streamed
from handler.core.frames import Excerpt, Frames, Rights
from handler.core.geometry import MEGAPIXEL, PIXEL_BYTES, Box, Point, Size, whole

if TYPE_CHECKING:
    from handler.codecs.header import GainMap

SCANS = 10
"""How many scans encoders give a progressive JPEG. The cost in its row is for so many; more take longer."""

SEPARATED_MS = 70
"""CPU milliseconds per megapixel that inks take to become RGB, measured like the costs of the formats."""

SHARED = frozenset({"RGB", "L"})
"""Stored modes that are working modes too: unless it is turned, such a picture is decoded without a copy."""


@dataclass(frozen=True)
class StoredPicture:
    """A stored picture whose header has been read.

    size: upright, at full scale. format: as sniffed; a JPEG is always `jpg`. mode: Pillow's name of the stored mode.
    frames: of an animation, or pages of a TIFF; counted to one past the limit, or past the one asked for. frame: the
    one that was asked for. alpha: whether it may have transparency. animated: whether it moves, which it does not
    where one frame was asked for. orientation: 1 to 8, as asked or as EXIF says. profile: the ICC profile's
    description. progressive: a progressive JPEG or an interlaced PNG. bytes: of the file. excerpt: which frames of an
    animation are shown, None for all. said: the point that matters most, as it is stored beside the file.
    """

    size: Size
    format: FormatName
    mode: str
    frames: int
    frame: int
    alpha: bool
    animated: bool
    orientation: int
    profile: str | None
    progressive: bool
    rights: Rights
    header: Header = field(repr=False)
    blob: BinaryIO = field(repr=False)
    bytes: int = 0
    excerpt: Excerpt | None = None
    said: Point | None = None

    @property
    def shown(self) -> range:
        """The numbers of the frames that are shown where it moves."""
        return (self.excerpt or Excerpt()).of(self.frames)

    @property
    def focal(self) -> Point | None:
        """The point that matters most in the upright picture: as stored beside the file, else in it; None for none."""
        if self.said or not self.header.xmp:
            return self.said
        from handler.codecs.pixels import regions  # noqa: PLC0415 - most pictures need no parser of XML

        return regions.focus(self.header.xmp, self.orientation)

    @property
    def flat(self) -> bool:
        """Whether its colours come out of a palette, or are black and white."""
        return self.mode in {"1", "P"}

    def cost(self, at_least: Size) -> tuple[int, float]:
        """Return bytes of memory at the peak and CPU milliseconds of decoding one frame, estimated from above.

        A JPEG that comes reduced costs less; a progressive one keeps all its coefficients in memory all the same.
        """
        full, factor = max(self.size.area, self.header.coded), self.reduction(at_least)
        reduced = -(-self.size.width // factor) * -(-self.size.height // factor)
        decoded = reduced if factor > 1 else full
        each = self._streamed.pixel_bytes if self._streamed else self._reading.pixel_bytes + self._canvas
        size = self.header.size
        rows = min(self._streamed.rows, size.height) if self._streamed and factor > 1 else 0
        scratch = PIXEL_BYTES * rows * size.width * (1 + self.alpha)
        memory = self.header.kept * full + scratch + each * decoded + self._copies
        return memory, self._milliseconds(full, decoded)

    @property
    def held(self) -> int:
        """Bytes of memory that stay taken beside the decoded frame: the file's own, and what a reader keeps of pixels.

        That is an animation's canvas, and the picture as it was stored, where the frame is another one.
        """
        copied = self.mode not in SHARED or self.orientation != 1
        kept = PIXEL_BYTES if copied and self._reading.kept and not self._streamed else 0
        return (self._canvas + kept) * self.size.area + self._copies

    def reduction(self, at_least: Size) -> int:
        """Return by what factor `decode` would reduce the sides: 1, and of a JPEG 2, 4 or 8 too."""
        room, row = min(map(truediv, self.size, at_least)), self._reading
        if row.streamed and not self.header.streamed:
            return 1
        enough = {factor: factor * (CLOSER if factor in row.closer else 1) for factor in row.reductions}
        most = min(self.header.most, *self.size)
        fitting = (factor for factor in row.reductions if room >= enough[factor] and most >= factor)
        return next(fitting, 1)

    @property
    def mapped(self) -> bool:
        """Whether it has a gain map."""
        return self.header.gain_map is not None

    def gain_map(self) -> "GainMap | None":
        """Return the gain map, upright; None where there is none."""
        if self.header.gain_map is None:
            return None
        with corrupt_where_it_fails(FORMATS[self.format].label):
            found = self.header.gain_map()
        return found._replace(image=upright(found.image, self.orientation))

    @property
    def whole(self) -> str:
        """What kind of file it is, where all of it has to be in memory before any of it can be reduced; else empty."""
        return self._reading.whole if self.header.buffered or (self.progressive and not self._streamed) else ""

    @property
    def _reading(self) -> Reading:
        return READ[self.format]

    @property
    def _streamed(self) -> Streamed | None:
        return self._reading.streamed if self.header.streamed else None

    @property
    def _canvas(self) -> int:
        """Bytes a pixel that an animation takes beside its frames."""
        return self._reading.moving if self.header.moves else 0

    @property
    def _copies(self) -> int:
        """Bytes of all copies of the file."""
        return (self._streamed or self._reading).copies * self.bytes

    def _milliseconds(self, full: int, decoded: int) -> float:
        """Return what decoding so many of all pixels of one frame takes."""
        buffered = self._reading.buffered if self.header.buffered else None
        plain = self._streamed.cost if self._streamed else self._reading.cost
        cost, scans = buffered or plain, max(1.0, self.header.scans / SCANS) if buffered else 1
        # The frames before the one that was asked for are drawn too.
        drawn = max(1 + self.frame, -(-(self.shown[-1] + 1) // len(self.shown)) if self.excerpt else 1)
        drawn = drawn if self.header.moves else 1
        pixels = int(scans * (cost.scanned * full + (1 - cost.scanned) * decoded))
        moving = self.header.moves * (FRAME_MS + cost.composited * full / MEGAPIXEL)
        size, gray = (self.bytes - self.header.veil) // self.frames, self.mode == "L"
        inks = SEPARATED_MS * decoded / MEGAPIXEL if self.mode in SEPARATED else 0
        return drawn * (decoding(cost, pixels, size, alpha=self.alpha, gray=gray) + moving + inks)

    def decode(self, at_least: Size, *, moving: bool) -> Frames:
        """Return what `stream` gives, all frames together in one mode."""
        several = list(self.stream(at_least, moving=moving))
        images = alike(each.first for each in several)
        return replace(several[0], images=images, durations=tuple(each.durations[0] for each in several))

    def stream(self, at_least: Size, *, moving: bool) -> Iterator[Frames]:
        """Give the pixels: of all frames, one by one, where it is animated and `moving` is wanted, else of one.

        A JPEG comes reduced to an eighth, a quarter or a half where that is still no smaller than `at_least`, which is
        upright, or than CLOSER of it; most PNG and WebP by any whole number, and with transparency premultiplied, in
        mode RGBa. `size` asks for all of it. Frames of an animation are whole pictures, as they are seen; `loop` is how
        often it plays in all, 0 for ever (a GIF without a word about it plays once, one that says n repeats n times;
        APNG, WebP and AVIF say how often; an AVIF without a word about it plays for ever). What is to be shown for 10
        ms or less is shown for 100, as browsers do. Corrupt where the file is damaged, TooLarge where memory ends.
        """
        factor = self.reduction(at_least)
        wanted = self.shown if moving and self.animated else range(self.frame, self.frame + 1)
        beside = self._beside()
        # A large picture that is lent later need not be copied for that; `lending` itself brings ctypes.
        Image.core.set_use_block_allocator(1)  # type: ignore[attr-defined] # documented, but not typed
        with corrupt_where_it_fails(FORMATS[self.format].label):
            for image, duration in self.header.load(factor, wanted):
                shown = upright(to_working_mode(image, icc.usable(self.header.icc, image.mode)), self.orientation)
                grid = self._grid(Size(*image.size), factor)
                yield replace(beside, images=(shown,), grid=grid, durations=(played(duration),))

    def _beside(self) -> Frames:
        """Return what travels beside the pixels, and none of these."""
        return Frames(
            images=(),
            full=self.size,
            loop=self.header.loop,
            profile=icc.remaining(self.header.icc, self.mode, loose=not self._reading.gray),
            rights=self.rights,
            exif=exif.without_orientation(self.header.exif),
            xmp=self.header.xmp,
            flat=self.flat,
            stored=self.bytes,
        )

    def _grid(self, reduced: Size, factor: int) -> Box | None:
        """Return which part of a reduction of the stored size shows the picture, upright; None for all of it."""
        stored = self.header.size
        shown = Box(0, 0, stored.width / factor, stored.height / factor)
        exact = shown == whole(reduced) or (self._streamed and self._streamed.exact)
        return None if exact else turned(shown, reduced, self.orientation)
