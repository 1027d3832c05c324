"""AVIF, still and moving. Its header lies in nested boxes, so Pillow reads it; no pixel is decoded for that."""

from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image
from PIL.AvifImagePlugin import AvifImageFile

from handler.codecs import exif
from handler.codecs.clock import unstamped
from handler.codecs.frames import Frames
from handler.codecs.header import Header
from handler.codecs.quality import library_quality
from handler.codecs.written import File, Wish
from handler.geometry import Size

SPEED = 8
"""320 ms a megapixel; 6 takes 790 for 6 % fewer bytes, 9 takes 85 but twice the bytes on line drawings."""

THREADS = 2
"""Fixed, whatever the machine has: one thread and two give different bytes."""

FULL_COLOUR = 90
"""As in JPEG."""


def read(blob: BinaryIO, page: int) -> Header:
    """Read the header. Turning and mirroring boxes are told as EXIF orientation; the loop count is not told at all."""
    del page
    image = AvifImageFile(blob)
    frames = image.n_frames

    def load(at_least: Size, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        del at_least
        for number in wanted:
            image.seek(number)
            image.load()
            # The next frame is written where this one stands.
            yield (image.copy() if frames > 1 else image), image.info["duration"]

    raw = image.info.get("exif")
    return Header(
        Size(*image.size),
        image.mode,
        load,
        frames=frames,
        moves=frames > 1,
        alpha=image.has_transparency_data,
        orientation=exif.orientation(raw),
        rights=exif.rights(raw),
        icc=image.info.get("icc_profile"),
        exif=raw,
        xmp=image.info.get("xmp"),
    )


def write(frames: Frames, wish: Wish) -> bytes:
    """Return the frames as AVIF; an animation plays for ever, since Pillow writes no loop count."""
    quality = wish.output.quality
    colour = {"subsampling": "4:4:4"} if quality >= FULL_COLOUR and frames.first.mode != "L" else {}
    file = File("avif")
    frames.first.save(
        file,
        quality=library_quality("avif", quality),
        speed=SPEED,
        max_threads=THREADS,
        save_all=len(frames.images) > 1,
        append_images=frames.images[1:],
        duration=[max(1, duration) for duration in frames.durations],
        exif=wish.exif or b"",
        xmp=wish.xmp or b"",
        **colour,
    )
    return unstamped(file.getvalue())
