"""AVIF, still and moving. Its boxes are walked here and read by libavif; no pixel is decoded for that."""

from collections.abc import Iterator
from typing import BinaryIO, cast

from PIL import Image, _avif
from PIL.AvifImagePlugin import AvifImageFile

from handler.codecs import exif
from handler.codecs.clock import unstamped
from handler.codecs.frames import Frames
from handler.codecs.header import Header
from handler.codecs.pace import pace
from handler.codecs.quality import library_quality
from handler.codecs.walks.avif import walk
from handler.codecs.walks.meter import Meter
from handler.codecs.written import File, Wish
from handler.geometry import Size

THREADS = 2
"""Fixed, whatever the machine has: one thread and two give different bytes."""

FULL_COLOUR = 90
"""As in JPEG."""


class Avif(AvifImageFile):
    """Pillow's reader without its look into EXIF, which parses all of it, however long its entries say they are."""

    def _open(self) -> None:
        self._decoder = _avif.AvifDecoder(cast("BinaryIO", self.fp).read(), "auto", THREADS)
        self._size, self.n_frames, self._mode, icc, exif_, turn, xmp = self._decoder.get_info()
        self.is_animated = self.n_frames > 1
        self.info |= {"icc_profile": icc, "exif": exif_, "xmp": xmp, "turn": turn}
        self.seek(0)


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read the header. Boxes turn and mirror, whatever EXIF says; the loop count is not told at all."""
    walk(blob, meter)
    blob.seek(0)
    image = Avif(blob)
    frames = image.n_frames

    def load(at_least: Size, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        del at_least
        for number in wanted:
            image.seek(number)
            image.load()
            # The next frame is written where this one stands.
            yield (image.copy() if frames > 1 else image), image.info["duration"]

    raw = image.info["exif"] or None
    return Header(
        Size(*image.size),
        image.mode,
        load,
        frames=frames,
        moves=frames > 1,
        alpha=image.has_transparency_data,
        orientation=image.info["turn"],
        rights=exif.rights(raw),
        icc=image.info["icc_profile"] or None,
        exif=raw,
        xmp=image.info["xmp"] or None,
    )


def write(frames: Frames, wish: Wish) -> bytes:
    """Return the frames as AVIF; an animation plays for ever, since Pillow writes no loop count."""
    quality = wish.output.quality
    colour = {"subsampling": "4:4:4"} if quality >= FULL_COLOUR and frames.first.mode != "L" else {}
    file = File("avif")
    frames.first.save(
        file,
        quality=library_quality("avif", quality),
        speed=pace("avif", frames.pixels).effort,
        max_threads=THREADS,
        save_all=len(frames.images) > 1,
        append_images=frames.images[1:],
        duration=[max(1, duration) for duration in frames.durations],
        exif=wish.exif or b"",
        xmp=wish.xmp or b"",
        **colour,
    )
    return unstamped(file.getvalue())
