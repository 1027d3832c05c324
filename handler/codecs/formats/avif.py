"""AVIF, still and moving. Its boxes are walked here and read by libavif; no pixel is decoded for that."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO, cast

from PIL import Image, _avif
from PIL.AvifImagePlugin import AvifImageFile

from handler.codecs.formats._avif_timestamps import playing, unstamped
from handler.codecs.header import Header
from handler.codecs.pixels import cicp, exif
from handler.codecs.pixels.frame_timing import spread_over_frames
from handler.codecs.quality import library_quality
from handler.codecs.scanners.avif import walk
from handler.codecs.scanners.avif_properties import Shown
from handler.codecs.scanners.meter import Meter
from handler.codecs.writing import NamedBuffer, WriteOptions
from handler.core.formats.effort import pace
from handler.core.formats.measures import FINE
from handler.core.frames import Frames
from handler.core.geometry import Size

THREADS = 2
"""Fixed, whatever the machine has: one thread and two give different bytes."""

FULL_COLOUR = FINE
"""The quality from which colour keeps its full resolution, as in JPEG."""

EDGES = {"alpha:cq-level": "3"}
"""How coarsely transparency is kept, whatever the quality of colours: an edge that is off by more shows on any page.
Without it an edge is off by 23 of 255 at q=80 and by 108 at q=40; with it by 7, for a quarter more bytes."""


class Avif(AvifImageFile):
    """Pillow's reader without its look into EXIF, which parses all of it, however long its entries say they are."""

    def _open(self) -> None:
        self._decoder = _avif.AvifDecoder(cast("BinaryIO", self.fp).read(), "auto", THREADS)
        self._size, self.n_frames, self._mode, icc, exif_, turn, xmp = self._decoder.get_info()
        self.is_animated = self.n_frames > 1
        self.info |= {"icc_profile": icc, "exif": exif_, "xmp": xmp, "turn": turn}
        self.seek(0)


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read the header. Boxes crop, turn and mirror, whatever EXIF says."""
    shown = walk(blob, meter)
    image = _opened(blob, shown)
    frames, coded = image.n_frames, Size(*image.size)
    cut = shown.cut(coded)

    def load(factor: int, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        del factor
        for number in wanted:
            image.seek(number)
            image.load()
            # The next frame is written where this one stands.
            part = image.crop(cut) if cut else image.copy() if frames > 1 else image
            yield part, image.info["duration"]

    raw, numbers = image.info["exif"] or None, shown.colours()
    return Header(
        Size(cut.right - cut.left, cut.bottom - cut.top) if cut else coded,
        image.mode,
        load,
        frames=frames,
        moves=frames > 1,
        alpha=image.has_transparency_data,
        loop=shown.plays() if frames > 1 else 0,
        orientation=image.info["turn"],
        rights=exif.rights(raw),
        icc=image.info["icc_profile"] or (cicp.profile(*numbers) if numbers else None),
        exif=raw,
        xmp=image.info["xmp"] or None,
        coded=coded.area,
    )


def _opened(blob: BinaryIO, shown: Shown) -> Avif:
    """Open a file; where libavif refuses it, once more with those boxes renamed to `skip` that no pixel needs."""
    blob.seek(0)
    try:
        return Avif(blob)
    except (SyntaxError, ValueError):
        if not shown.needless:
            raise
        blob.seek(0)
        data = bytearray(blob.read())
        for at in shown.needless:
            data[at : at + 4] = b"skip"
        return Avif(BytesIO(data))


def write(frames: Frames, wish: WriteOptions) -> bytes:
    """Return the frames as AVIF."""
    quality = wish.quality
    colour: dict[str, Any] = {"subsampling": "4:4:4"} if quality >= FULL_COLOUR and frames.first.mode != "L" else {}
    if frames.first.mode == "RGBA":
        colour["advanced"] = EDGES
    file = NamedBuffer("avif")
    images, times = spread_over_frames(frames.images, frames.durations, wish.row.motion)
    images[0].save(
        file,
        quality=library_quality("avif", quality),
        speed=pace(wish.row.name, frames.pixels, wish.output.pains).effort,
        max_threads=THREADS,
        save_all=len(images) > 1,
        append_images=images[1:],
        duration=times,
        exif=wish.exif or b"",
        icc_profile=wish.icc or b"",
        xmp=wish.xmp or b"",
        **colour,
    )
    written = unstamped(file.getvalue())
    return playing(written, frames.loop) if len(images) > 1 else written
