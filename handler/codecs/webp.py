"""WebP (RFC 9649): the header is read here, for Pillow's decoder takes memory for the canvas when it is opened."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from PIL import Image
from PIL.WebPImagePlugin import WebPImageFile

from handler.codecs import exif
from handler.codecs.frames import Frames
from handler.codecs.header import MOST_FRAMES, MOST_METADATA, Header
from handler.codecs.quality import library_quality
from handler.codecs.written import File, Wish
from handler.errors import Corrupt
from handler.geometry import Size

METHOD = 4
"""Effort. 2 takes half the time (35 against 75 ms a megapixel) and 3 to 4 % more bytes, which are sent many times; 5
takes a fifth more and saves 1 %."""

FAST = {"lossless": True, "method": 0, "quality": 20, "exact": True}
"""Method 0 takes an eighth of the time of the usual 4, for some 10 % more bytes. exact: the colours under full
transparency stay, too."""

ALPHA = 0x10
"""The flag of the extended header."""

CHUNK_HEAD = 8
"""Bytes of a chunk's name and length."""

MOST_CHUNKS = 2 * MOST_FRAMES


def read(blob: BinaryIO, page: int) -> Header:
    """Read the header."""
    del page
    chunks = _chunks(blob)
    frames = min(len(chunks.get(b"ANMF", ())), MOST_FRAMES) or 1
    size, alpha = _canvas(chunks)
    raw = _block(chunks, b"EXIF")

    def load(at_least: Size, wanted: range) -> Iterator[tuple[Image.Image, int]]:
        del at_least
        blob.seek(0)
        image = WebPImageFile(blob)
        for number in wanted:
            image.seek(number)
            image.load()
            # The next frame is written where this one stands.
            yield (image.copy() if frames > 1 else image), image.info["duration"]

    return Header(
        size,
        "RGBA" if alpha else "RGB",
        load,
        frames=frames,
        moves=frames > 1,
        alpha=alpha,
        loop=int.from_bytes((_block(chunks, b"ANIM") or bytes(6))[4:6], "little"),
        orientation=exif.orientation(raw),
        rights=exif.rights(raw),
        icc=_block(chunks, b"ICCP"),
        exif=raw,
        xmp=_block(chunks, b"XMP "),
    )


def _chunks(blob: BinaryIO) -> dict[bytes, list[bytes]]:
    """Return the data of each kind of chunk, of pixels only the start."""
    found: dict[bytes, list[bytes]] = {}
    end = 8 + int.from_bytes(blob.read(12)[4:8], "little")
    for _ in range(MOST_CHUNKS):
        head = blob.read(CHUNK_HEAD)
        if len(head) < CHUNK_HEAD or blob.tell() > end:
            break
        name, size = head[:4], int.from_bytes(head[4:], "little")
        after = blob.tell() + size + size % 2
        whole = name in {b"ICCP", b"EXIF", b"XMP ", b"ANIM"} and size <= MOST_METADATA
        found.setdefault(name, []).append(blob.read(size if whole else min(size, 16)))
        blob.seek(after)
    return found


def _block(chunks: dict[bytes, list[bytes]], name: bytes) -> bytes | None:
    return chunks[name][0] if name in chunks else None


def _canvas(chunks: dict[bytes, list[bytes]]) -> tuple[Size, bool]:
    """Return size and whether there may be alpha: from the extended header, else from the one picture."""
    if extended := _block(chunks, b"VP8X"):
        width, height = (int.from_bytes(extended[at : at + 3], "little") + 1 for at in (4, 7))
        return Size(width, height), bool(extended[0] & ALPHA)
    if lossless := _block(chunks, b"VP8L"):
        bits = int.from_bytes(lossless[1:5], "little")
        return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1), bool(bits >> 28 & 1)
    lossy = _block(chunks, b"VP8 ") or b""
    width, height = (int.from_bytes(lossy[at : at + 2], "little") & 0x3FFF for at in (6, 8))
    if not width or not height:
        raise Corrupt("the WebP file is damaged or cut short")
    return Size(width, height), False


def write(frames: Frames, wish: Wish) -> bytes:
    """Return the frames as WebP; with `lossless` every pixel comes back as it is."""
    quality = library_quality("webp", wish.output.quality)
    options: dict[str, Any] = FAST if wish.output.lossless else {"method": METHOD, "quality": quality}
    file = File("webp")
    moving: dict[str, Any] = {
        "append_images": frames.images[1:],
        "duration": list(frames.durations),
        "loop": min(frames.loop, 0xFFFF),
        "background": (0, 0, 0, 0),
    }
    frames.first.save(
        file,
        save_all=len(frames.images) > 1,
        exif=wish.exif or b"",
        xmp=wish.xmp or b"",
        **options,
        **(moving if len(frames.images) > 1 else {}),
    )
    return file.getvalue()
