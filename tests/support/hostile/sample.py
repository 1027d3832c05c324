"""Sample: one hostile file, the question that is asked about it, and what may be answered."""

import random
from functools import cache
from typing import NamedTuple

from PIL import Image

from handler.codecs.formats._avif_timestamps import unstamped
from tests.support.images.further_files import bmp, cr3, raf
from tests.support.images.image_files import film, photo, saved

THUMBNAIL = "w=100&fm=webp"


class Sample(NamedTuple):
    """A file. limit: the name in a 413, where it is certain. tiff: whether TIFF is among the kinds that are read."""

    name: str
    data: bytes
    expected: frozenset[int]
    query: str = THUMBNAIL
    limit: str = ""
    tiff: bool = True

    @property
    def key(self) -> str:
        """Where it lies: one folder for each setting, so that one store can serve both."""
        return f"{'any' if self.tiff else 'plain'}/{self.name}"


def fine(name: str, data: bytes, query: str = THUMBNAIL) -> Sample:
    """A file that looks strange and is none the worse for it."""
    return Sample(name, data, frozenset({200}), query)


def broken(name: str, data: bytes, query: str = THUMBNAIL) -> Sample:
    """A file that cannot be read."""
    return Sample(name, data, frozenset({422}), query)


def too_much(name: str, data: bytes, limit: str, query: str = THUMBNAIL) -> Sample:
    """A file past a limit."""
    return Sample(name, data, frozenset({413}), query, limit)


def refused(name: str, data: bytes, *, tiff: bool = True) -> Sample:
    """A file of a kind that is not read."""
    return Sample(name, data, frozenset({415}), tiff=tiff)


def whatever(name: str, data: bytes, *statuses: int) -> Sample:
    """A file that may be one thing or another, but no fault of the service."""
    return Sample(name, data, frozenset(statuses or (200, 413, 415, 422)))


@cache
def good() -> dict[str, bytes]:
    """Return a small good picture of every kind and coding, by the name that it would have."""
    still = photo((160, 120))
    moving = {"save_all": True, "append_images": film(4, still.size), "duration": 90}
    clear = still.convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(still.size))
    return {
        "plain.jpg": saved(still, "jpg"),
        "progressive.jpg": saved(still, "jpg", progressive=True),
        "gray.jpg": saved(still.convert("L"), "jpg"),
        "cmyk.jpg": saved(still.convert("CMYK"), "jpg"),
        "plain.png": saved(still, "png"),
        "palette.png": saved(still.quantize(200), "png"),
        "clear.png": saved(clear, "png"),
        "deep.png": saved(still.convert("I;16"), "png"),
        "moving.png": saved(still, "png", **moving),
        "plain.gif": saved(still, "gif"),
        "moving.gif": saved(still, "gif", **moving),
        "plain.webp": saved(still, "webp"),
        "lossless.webp": saved(still, "webp", lossless=True),
        "clear.webp": saved(clear, "webp"),
        "moving.webp": saved(still, "webp", **moving),
        "plain.avif": saved(still, "avif"),
        "clear.avif": saved(clear, "avif"),
        "moving.avif": unstamped(saved(still, "avif", **moving)),
        "plain.tiff": saved(still, "tiff"),
        "deflate.tiff": saved(still, "tiff", compression="tiff_adobe_deflate"),
        "lzw.tiff": saved(still, "tiff", compression="tiff_lzw"),
        "jpeg.tiff": saved(still, "tiff", compression="jpeg"),
        "plain.bmp": saved(still, "bmp"),
        "palette.bmp": saved(still.quantize(200), "bmp"),
        "runs.bmp": bmp(
            (160, 120), 8, (b"\1\1\1\0" * 80 + b"\0\0") * 120 + b"\0\1", compression=1, palette=bytes(range(8))
        ),
        "plain.ico": saved(clear, "ico", bitmap_format="bmp"),
        "drawn.ico": saved(clear, "ico"),
        "plain.jp2": saved(still, "jp2"),
        "clear.jp2": saved(clear, "jp2"),
        "bare.jp2": saved(still, "jp2", no_jp2=True, tile_size=(64, 64)),
        "packed.psd": saved(still, "psd"),
        "clear.psd": saved(clear, "psd", layers=-1, packed=False),
        "deep.psd": saved(still, "psd", deep=True),
        "inks.psd": saved(still.convert("CMYK"), "psd"),
        "plain.raw": saved(still, "raw"),
        "fuji.raw": raf(still),
        "boxes.raw": cr3(still),
    }


def chance(seed: str) -> random.Random:
    """Return the same chance every time."""
    return random.Random(seed)  # noqa: S311 - nothing is secret here
