"""WebP (RFC 9649): its chunks are walked first, for Pillow's decoder takes memory for the canvas when it is opened."""

from collections.abc import Iterator
from io import BytesIO
from itertools import accumulate, pairwise
from typing import Any, BinaryIO

from PIL import Image
from PIL.WebPImagePlugin import WebPImageFile

from handler.codecs.header import Header
from handler.codecs.pixels import exif
from handler.codecs.pixels.frame_timing import spread_over_frames
from handler.codecs.quality import library_quality
from handler.codecs.scanners.buffer import held
from handler.codecs.scanners.meter import Meter
from handler.codecs.scanners.webp import WebpChunks, bare, flagged, mended, walk
from handler.codecs.writing import NamedBuffer, WriteOptions
from handler.core.formats.effort import pace
from handler.core.frames import PREMULTIPLIED, Frames
from handler.core.geometry import Size

FAST = {"lossless": True, "method": 0, "quality": 20, "exact": True}
"""Method 0 takes an eighth of the time of the usual 4, for some 10 % more bytes. exact: the colours under full
transparency stay, too."""

ARGB, VEIL = 4, 2
"""Bytes a pixel that libwebp keeps of a whole picture: of a lossless one, and of the alpha of a lossy one."""

OPAQUE = (255, 255)
"""The least and most of an alpha that does nothing."""

MOST_TIME = 2**31 - 1
"""Milliseconds that libwebp can count for all frames together."""


def read(blob: BinaryIO, meter: Meter) -> Header:
    """Read the header. Whether there may be alpha is foretold by the frames, not by the header's flag."""
    walked = walk(blob, meter)
    frames, chunks, alpha = len(walked.frames) or 1, walked.chunks, walked.alpha
    raw, streamed = chunks.get(b"EXIF"), not walked.frames
    lossless = streamed and b"VP8L" in chunks
    veil = sum(piece.stop - piece.start for piece in walked.still if piece.name == b"ALPH")

    def load(factor: int, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        if streamed and (still := _still(blob, walked, factor)):
            yield still, 0
            return
        # Frames behind the last one wanted are left out, so that damage in them does not matter.
        image = WebPImageFile(BytesIO(mended(held(blob), walked, wanted.stop)))
        for number in wanted:
            image.seek(number)
            image.load()
            # The next frame is written where this one stands.
            yield (image.copy() if frames > 1 else image), image.info["duration"]

    return Header(
        walked.canvas(),
        "RGBA" if alpha else "RGB",
        load,
        frames=frames,
        moves=frames > 1,
        streamed=streamed,
        buffered=lossless,
        kept=ARGB if lossless else VEIL if veil else 0,
        veil=veil,
        alpha=alpha,
        loop=int.from_bytes(chunks.get(b"ANIM", bytes(6))[4:6], "little"),
        orientation=exif.orientation(raw),
        rights=exif.rights(raw),
        icc=chunks.get(b"ICCP"),
        exif=raw,
        xmp=chunks.get(b"XMP "),
    )


def _still(blob: BinaryIO, walked: WebpChunks, factor: int) -> Image.Image | None:
    from handler.bindings.webp_decoder import still_webp  # noqa: PLC0415 - as of all bindings

    data = held(blob)
    mode = "RGB" if not walked.alpha else PREMULTIPLIED if factor > 1 else "RGBA"
    size = Size(*(-(-side // factor) for side in walked.canvas()))
    return still_webp(bare(data, walked) or mended(data, walked, 1), mode, size)


def write(frames: Frames, wish: WriteOptions) -> bytes:
    """Return the frames as WebP; with `lossless` every pixel comes back as it is."""
    quality = library_quality("webp", wish.quality)
    method = pace(wish.row.name, frames.pixels, wish.output.pains).effort
    options: dict[str, Any] = FAST if wish.output.lossless else {"method": method, "quality": quality}
    file = NamedBuffer("webp")
    images, times = spread_over_frames(frames.images, frames.durations, wish.row.motion)
    moving: dict[str, Any] = {
        "append_images": images[1:],
        "duration": _in_sum(times),
        "loop": min(frames.loop, wish.row.motion.plays),
        "background": (0, 0, 0, 0),
    }
    images[0].save(
        file,
        save_all=len(images) > 1,
        exif=wish.exif or b"",
        icc_profile=wish.icc or b"",
        xmp=wish.xmp or b"",
        **options,
        **(moving if len(images) > 1 else {}),
    )
    return flagged(file.getvalue()) if len(images) > 1 and any(map(_clear, images)) else file.getvalue()


def _clear(image: Image.Image) -> bool:
    return image.mode == "RGBA" and image.getchannel("A").getextrema() != OPAQUE


def _in_sum(times: list[int]) -> list[int]:
    """Return the times, the last of them shortened where the encoder could not count all in milliseconds: 24 days."""
    ends = [min(end, MOST_TIME) for end in accumulate(times)]
    return [end - start for start, end in pairwise([0, *ends])]
