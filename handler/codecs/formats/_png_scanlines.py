"""A reader of PNG that notices missing rows: Pillow takes the end of a zlib stream for that of the picture."""

from typing import IO, TYPE_CHECKING, Any, cast

from PIL.PngImagePlugin import PngImageFile

from handler.core.geometry import Size

if TYPE_CHECKING:
    from PIL._imaging import PixelAccess

PASSES = ((0, 1, 1, 2), (1, 0, 2, 2), (0, 2, 2, 4), (2, 0, 4, 4), (0, 4, 4, 8), (4, 0, 8, 8), (0, 0, 8, 8))
"""Left, top and steps of the passes of Adam7, the last first."""

LEVELS: tuple[dict[str, int], ...] = ({"1": 255, "I;16": 0x5BA4}, {"1": 0, "I;16": 0xA45B})
OTHERS = (91, 164)
"""Two levels of gray: of these modes, and of the others."""


class Scanlines(PngImageFile):
    """A reader that marks the last pixel before it decodes: if the mark is still there afterwards, rows are missing.

    A pixel may have the colour of the mark by chance, as in one picture of thousands: then the file is read once more
    with another mark.
    """

    attempt = 0
    whole: IO[bytes]
    mark: Any = None

    def _open(self) -> None:
        self.whole = cast("IO[bytes]", self.fp)
        super()._open()

    def load_prepare(self) -> None:
        """Mark the last pixel."""
        super().load_prepare()
        level, bands = LEVELS[self.attempt].get(self.mode, OTHERS[self.attempt]), len(self.getbands())
        place = last(Size(*self.size), interlaced=bool(self.info.get("interlace")))
        self.im.putpixel(place, level if bands == 1 else (level,) * bands)
        self.mark = place, self.im.getpixel(place)

    def load(self) -> "PixelAccess | None":
        """Decode the pixels; OSError where some are missing."""
        access = super().load()
        (place, before), self.mark = self.mark or ((0, 0), None), None
        if before is not None and self.im.getpixel(place) == before:
            self._doubt()
        return access

    def _doubt(self) -> None:
        if self.attempt:
            raise OSError("the stream of pixels ends before the picture does")
        self.whole.seek(0)
        other = Scanlines(self.whole)
        other.attempt = 1
        other.load()


def last(size: Size, *, interlaced: bool) -> tuple[int, int]:
    """Return which pixel comes last."""
    if not interlaced:
        return size.width - 1, size.height - 1
    left, top, across, down = next(each for each in PASSES if each[0] < size.width and each[1] < size.height)
    return size.width - 1 - (size.width - 1 - left) % across, size.height - 1 - (size.height - 1 - top) % down
