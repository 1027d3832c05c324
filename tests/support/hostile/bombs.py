"""Group A: small files that ask for much: memory, time, or patience."""

import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from handler.codecs.formats._avif_timestamps import unstamped
from tests.support.hostile import raw
from tests.support.hostile.sample import Sample, broken, fine, good, refused, too_much
from tests.support.images.further_files import bmp, ico, icon_bitmap, psd, raf_of, stream
from tests.support.images.image_files import RED, chunk, gif, gif_frame, saved

DOT = gif_frame((0, 0, 1, 1), RED)


def samples() -> Iterator[Sample]:
    """Return all of them; a case's id starts the name of what holds it."""
    yield from _webp()
    yield from _jpeg()
    yield from _png()
    yield from _gif()
    yield from _tiff()
    yield from _avif()
    yield from _others()


def _webp() -> Iterator[Sample]:
    yield too_much("a01-16384.webp", raw.riff(raw.lossless(16384, 16384)), "memory")
    yield too_much("a02-13600.webp", raw.riff(raw.lossless(13600, 13600)), "memory")
    yield too_much("a02-16384-wide.webp", raw.riff(raw.lossless(16384, 11500)), "memory")
    yield too_much("a03-moving-13000.webp", raw.animation(13000, 13000, 2), "memory")
    yield too_much("a03-canvas-16777216.webp", raw.animation(1 << 24, 1 << 24, 2, (9, 9)), "source-side")
    yield broken("a03-frame-past-canvas.webp", raw.animation(10, 10, 2, (9000, 9000)))
    yield too_much("a08-frames.webp", raw.animation(2000, 2000, 30_000, (1, 1)), "frames")
    yield too_much("a10-frames.webp", raw.animation(1, 1, 30_000), "frames")
    yield fine("a10-first-frame.webp", raw.animation(1, 1, 30_000), "w=100&fm=webp&frame=0")
    chunks = raw.riff(raw.extended(9, 9, 0) + raw.piece(b"teSt", b"") * 500_000)
    yield too_much("a17-chunks.webp", chunks, "chunks")


def _jpeg() -> Iterator[Sample]:
    yield too_much("a04-10000-scans.jpg", raw.scans(7000, 10_000), "scanned")
    yield too_much("a04-2000-scans.jpg", raw.scans(512, 2000), "scans")
    yield too_much("a04-65-scans.jpg", raw.scans(64, 65), "scans")
    yield fine("a04-64-scans.jpg", raw.scans(512, 64))
    yield too_much("a04-60-scans-of-49-mpx.jpg", raw.scans(7000, 60), "scanned")
    hidden = raw.scans(64, 2000)
    at = hidden.index(b"\xff\xda", hidden.index(b"\xff\xda") + 2)
    yield too_much(
        "a04-scans-behind-a-comment.jpg", hidden[:at] + raw.segment(0xFE, b"\xff\xd9") + hidden[at:], "scans"
    )
    yield too_much("a05-header.jpg", raw.jpeg_header(13376, 13376), "memory", "w=8000&fm=webp")
    yield broken("a05-header-small.jpg", raw.jpeg_header(13376, 13376))
    yield too_much("a05-65500-wide.jpg", raw.jpeg_header(65500, 2), "source-side")
    plain = good()["plain.jpg"]
    yield too_much("a17-fill.jpg", raw.with_segments(plain, b"\xff" * 5_000_000), "padding")
    yield too_much("a17-zeros.jpg", raw.with_segments(plain, bytes(5_000_000)), "padding")
    yield too_much("a17-stuffing.jpg", raw.with_segments(plain, b"\xff\0" * 2_500_000), "padding")
    yield fine("a17-some-fill.jpg", raw.with_segments(plain, b"\xff" * 1000))
    yield too_much("a17-segments.jpg", raw.with_segments(plain, raw.segment(0xFE, b"") * 500_000), "chunks")
    yield too_much("a17-restarts.jpg", raw.with_segments(plain, b"\xff\xd0" * 500_000), "chunks")
    yield too_much("a17-comments.jpg", raw.with_segments(plain, raw.segment(0xFE, bytes(65_000)) * 70), "metadata")


def _png() -> Iterator[Sample]:
    yield too_much("a06-1x89000000.png", raw.png(1, 89_000_000), "source-side")
    yield too_much("a06-89000000x1.png", raw.png(89_000_000, 1), "source-side")
    yield too_much("a07-rgba16.png", raw.png(9459, 9459, 16, 6), "memory")
    yield too_much("a07-gray1.png", raw.png(30_000, 30_000, 1, 0), "memory")
    yield too_much("a10-frames.png", raw.apng(30_000), "frames")
    yield fine("a10-first-frame.png", raw.apng(30_000), "w=100&fm=webp&frame=0")
    yield fine("a11-claims-2147483647.png", raw.apng(3, 2**31 - 1))
    yield fine("a11-claims-2147483649.png", raw.apng(1, 2**31 + 1))
    plain = good()["plain.png"]
    text = zlib.compress(bytes(1_000_000), 9)
    yield fine("a16-ztxt.png", raw.with_chunks(plain, chunk(b"zTXt", b"k\0\0" + text) * 60))
    vast = zlib.compress(bytes(1 << 24), 9)
    yield fine("a16-ztxt-16-mb.png", raw.with_chunks(plain, chunk(b"zTXt", b"k\0\0" + vast)))
    yield fine("a16-itxt-16-mb.png", raw.with_chunks(plain, chunk(b"iTXt", b"k\0\1\0\0\0" + vast)))
    yield fine("a16-iccp-16-mb.png", raw.with_chunks(plain, chunk(b"iCCP", b"k\0\0" + vast)))
    behind = plain[:-12] + chunk(b"zTXt", b"k\0\0" + vast) + plain[-12:]
    yield fine("a16-ztxt-behind.png", behind)
    yield too_much("a16-text-5-mb.png", raw.with_chunks(plain, chunk(b"tEXt", b"k\0" + b"x" * 5_000_000)), "metadata")
    yield too_much("a17-chunks.png", raw.with_chunks(plain, raw.empty_chunks(500_000)), "chunks")
    yield too_much("a17-chunks-behind.png", plain[:-12] + raw.empty_chunks(500_000) + plain[-12:], "chunks")
    empty = chunk(b"IDAT", b"") * 500_000
    yield too_much("a17-empty-pixels.png", plain[: plain.index(b"IDAT") - 4] + empty + plain[-12:], "chunks")


def _gif() -> Iterator[Sample]:
    yield too_much("a08-30000-frames.gif", gif((2000, 2000), [DOT] * 30_000), "frames")
    for frame, limit in ((29_999, "chunks"), (2000, "work")):
        name, query = f"a08-frame-{frame}.gif", f"w=100&fm=webp&frame={frame}"
        yield too_much(name, gif((2000, 2000), [DOT] * 30_000), limit, query)
    huge = gif_frame((0, 0, 1, 1), RED).replace(
        struct.pack("<HHHH", 0, 0, 1, 1), struct.pack("<HHHH", 0, 0, 13000, 13000)
    )
    yield too_much("a09-frame-13000.gif", gif((10, 10), [huge]), "memory")
    yield too_much("a09-second-frame-13000.gif", gif((10, 10), [DOT, huge]), "memory")
    far = DOT.replace(struct.pack("<HHHH", 0, 0, 1, 1), struct.pack("<HHHH", 65_000, 65_000, 1, 1))
    yield too_much("a09-frame-far-out.gif", gif((10, 10), [DOT, far]), "source-side")
    yield too_much("a10-frames.gif", gif((1, 1), [DOT] * 30_000), "frames")
    yield fine("a10-first-frame.gif", gif((1, 1), [DOT] * 30_000), "w=100&fm=webp&frame=0")
    place = b"," + struct.pack("<HHHHB", 0, 0, 2000, 2000, 0) + b"\2"
    yield too_much("a17-blocks.gif", gif((2000, 2000), [place + b"\1\0" * 14_900_000 + b"\0"]), "blocks")
    yield too_much("a17-blocks-of-comment.gif", gif((9, 9), [b"!\xfe" + b"\1\0" * 5_000_000 + b"\0", DOT]), "blocks")
    yield too_much("a17-extensions.gif", gif((9, 9), [b"!\xfe\0" * 500_000, DOT]), "chunks")
    comment = b"!\xfe" + (b"\xff" + bytes(255)) * 20_000 + b"\0"
    yield too_much("a17-comment.gif", gif((9, 9), [comment, DOT]), "metadata")


def _tiff() -> Iterator[Sample]:
    yield fine("a12-60000-pages.tiff", raw.pages(60_000))
    yield fine("a12-page-400.tiff", raw.pages(60_000), "w=100&fm=webp&frame=400")
    yield too_much("a12-page-50000.tiff", raw.pages(60_000), "chunks", "w=100&fm=webp&frame=50000")
    flood = [(40_000 + at, raw.SHORT, 1, 0) for at in range(4000)]
    yield too_much("a13-4000-tags.tiff", raw.gray_tiff(8, *flood), "entries")
    yield fine("a13-400-tags.tiff", raw.gray_tiff(8, *flood[:400], data=zlib.compress(bytes(64)), compression=8))
    side = 13376
    yield too_much("a14-deflate.tiff", raw.gray_tiff(side, data=b"\x78\x9c" + bytes(9), compression=8), "memory")
    many = (37_000, raw.UNDEFINED, 3_000_000, 8)
    again = [(tag, *many[1:]) for tag in range(37_000, 37_100)]
    yield too_much("a14-one-place-100-times.tiff", raw.gray_tiff(2000, *again), "metadata")
    strips = [(273, raw.LONG, 900_000, 8), (279, raw.LONG, 900_000, 8)]
    plain = [(256, raw.SHORT, 1, 9), (257, raw.SHORT, 1, 9), (258, raw.SHORT, 1, 8), (262, raw.SHORT, 1, 1)]
    yield too_much("a14-strips.tiff", raw.tiff([*plain, *strips], bytes(3_600_000)), "chunks")


def _avif() -> Iterator[Sample]:
    plain = good()["plain.avif"]
    yield too_much("a17-boxes.avif", plain + raw.box(b"free", b"") * 500_000, "chunks")
    yield too_much("a17-metadata.avif", plain + raw.box(b"uuid", bytes(5_000_000)), "metadata")
    at = plain.index(b"ispe") + 8
    wide = plain[:at] + struct.pack(">II", 100_000, 120) + plain[at + 8 :]
    yield too_much("a06-100000-wide.avif", wide, "source-side")
    many = plain[:at] + struct.pack(">II", 9000, 9000) + plain[at + 8 :]
    yield too_much("a07-9000.avif", many, "memory")
    for name, data in (("still", _vast()), ("moving", _vast(moving=True))):
        yield broken(f"a09-coded-larger-{name}.avif", data)
    at = plain.index(b"iinf") + 8
    yield too_much("a13-items.avif", plain[:at] + struct.pack(">H", 60_000) + plain[at + 2 :], "entries")
    moving = good()["moving.avif"]
    at = moving.index(b"stsz") + 12
    yield too_much("a10-samples.avif", moving[:at] + struct.pack(">I", 2_000_000) + moving[at + 4 :], "chunks")


def _vast(*, moving: bool = False) -> bytes:
    """Return an AVIF of 1,000,000 pixels that says it has 4,096."""
    plain = Image.new("RGB", (1000, 1000), (9, 99, 9))
    more = {"save_all": True, "append_images": [Image.new("RGB", plain.size)]} if moving else {}
    data = unstamped(saved(plain, "avif", speed=10, **more))
    return data.replace(struct.pack(">II", 1000, 1000), struct.pack(">II", 64, 64)).replace(
        struct.pack(">HH", 1000, 1000), struct.pack(">HH", 64, 64)
    )


def _further() -> Iterator[Sample]:
    """Formats beside the common ones, of which all but BMP and ICO are off by default."""
    for sides, limit in (((60_000, 60_000), "source-side"), ((30_000, 30_000), "memory")):
        name = f"{sides[0]}"
        head = b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, *sides, 8, 3)
        yield too_much(f"a18-{name}.psd", head + bytes(12) + b"\0\0", limit)
        yield too_much(f"a18-{name}.bmp", bmp(sides, 24, b""), limit)
        yield too_much(f"a18-{name}-runs.bmp", bmp(sides, 8, b"", compression=1), limit)
        yield too_much(f"a18-{name}.ico", ico(((0, 0, 24), icon_bitmap(sides, 24, b""))), limit)
    yield too_much("a18-60000.jp2", stream((60_000, 60_000), (60_000, 60_000)), "source-side")
    yield too_much("a18-12000.jp2", stream((12_000, 12_000), (12_000, 12_000)), "memory", "w=8000&fm=jpg")
    yield too_much("a18-tiles.jp2", stream((3000, 3000), (1, 1)), "chunks")
    yield too_much("a18-layers.jp2", stream((1000, 1000), (1000, 1000), layers=65_535), "blocks")
    yield too_much("a18-small-blocks.jp2", stream((4000, 4000), (4000, 4000), block=0), "blocks")
    yield too_much("a18-precincts.jp2", stream((2000, 2000), (2000, 2000), precinct=0), "blocks")
    yield refused("a18-components.jp2", stream((90, 90), (90, 90), components=16_384))
    yield too_much("a18-boxes.jp2", b"\0\0\0\x0cjP  \r\n\x87\n" + raw.box(b"free", b"") * 500_000, "chunks")
    yield too_much("a18-markers.jp2", stream((90, 90), (90, 90), comments=500_000), "chunks")
    # Each of two bytes is a step of a program, and none gives a pixel.
    yield too_much("a18-steps.bmp", bmp((4000, 4000), 8, b"\0\2\0\0" * 7_000_000, compression=1), "work")
    yield too_much("a18-entries.ico", b"\0\0\1\0\xff\xff" + bytes(1 << 20), "entries")
    yield too_much("a18-resources.psd", psd(Image.new("RGB", (9, 9)), resources=[(1, b"")] * 20_000), "chunks")
    yield too_much(
        "a18-vast-resource.psd", psd(Image.new("RGB", (9, 9)), resources=[(1, bytes(5_000_000))]), "metadata"
    )
    yield refused("a18-below-below.raw", _nested(3000))
    yield refused("a18-a-circle.raw", _nested(1))
    yield too_much("a18-vast-preview.raw", raf_of(raw.jpeg_header(13376, 13376)), "memory", "w=8000&fm=webp")
    for kind in ("bmp", "ico"):
        yield fine(f"a18-on.{kind}", saved(Image.new("RGB", (20, 20)), kind))
    for kind in ("jp2", "psd", "raw"):
        yield refused(f"a18-off.{kind}", saved(Image.new("RGB", (20, 20)), kind), tiff=False)


def _nested(number: int) -> bytes:
    """Return a raw file of directories, each below the one before; the last points to the first."""
    step = 2 + 12 * 2 + 4
    parts = []
    for each in range(number):
        below = 8 + step * ((each + 1) % number)
        parts.append(struct.pack("<HHHIIHHII4x", 2, 330, 4, 1, below, 50706, 4, 1, 1))
    return b"II*\0\x08\0\0\0" + b"".join(parts)


def _others() -> Iterator[Sample]:
    """Formats that Pillow would open: a header of a few bytes, and a size that is taken for true."""
    side = struct.pack("<HH", 60_000, 60_000)
    inside = raw.png(8000, 8000)
    icon = b"\0\0\1\0\1\0\x10\x10\0\0\1\0\x20\0" + struct.pack("<II", len(inside), 22) + inside
    yield too_much("a15-png-inside.ico", icon, "memory")
    yield from _further()
    for name, start in {
        "a18.blp": b"BLP2" + struct.pack("<IBBBBII", 1, 2, 8, 8, 0, 60_000, 60_000) + bytes(256),
        "a18.fli": struct.pack("<IHH", 128, 0xAF11, 1) + side + bytes(112),
        "a18.qoi": b"qoif" + struct.pack(">IIBB", 100_000, 100_000, 4, 0),
        "a18.jxl": b"\xff\x0a" + bytes(20),
        "a18.fits": b"SIMPLE  =                    T".ljust(2880),
        "a18.dds": b"DDS " + struct.pack("<IIII", 124, 0x1007, 60_000, 60_000) + bytes(108),
        "a18.sgi": b"\x01\xda\0\1" + struct.pack(">HHHH", 2, 60_000, 60_000, 1) + bytes(500),
        "a18.pcx": b"\x0a\x05\x01\x08" + bytes(4) + side + bytes(116),
        "a18.xpm": b'/* XPM */\nstatic char *x[] = {\n"60000 60000 2 1",\n',
        "a18.tga": bytes([0, 0, 2]) + bytes(9) + side + b"\x18\0",
        "a18.ppm": b"P6 60000 60000 255\n",
        "a18.im": b"Image type: RGB\r\nImage size (x*y): 60000*60000\r\n".ljust(512, b"\0"),
        "a18.icns": b"icns\0\0\1\0ic10\0\0\0\x80" + bytes(240),
        "a18.xbm": b"#define x_width 60000\n#define x_height 60000\nstatic char x_bits[] = {",
    }.items():
        yield refused(name, start)
    yield refused("a18-off.tiff", good()["plain.tiff"], tiff=False)
    yield refused("a18-off-big.tiff", b"II+\0\x08\0\0\0" + bytes(64), tiff=False)
