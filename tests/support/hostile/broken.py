"""Group B: pictures that are damaged, cut short, or say strange things beside their pixels."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from tests.support.hostile import raw
from tests.support.hostile.sample import Sample, broken, chance, fine, good, too_much, whatever
from tests.support.images.cmyk_jpeg import patches, without_adobe, ycck
from tests.support.images.image_files import (
    EXIF_ORIENTATION,
    chunk,
    exif_block,
    gray_png,
    ink_profile,
    photo,
    profile,
    saved,
)

FLIPS = 9
PARTS = range(10, 100, 10)
STARTS = {
    "jpg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
    "gif": b"GIF89a",
    "webp": b"RIFF\0\0\0\0WEBPVP8 ",
    "avif": b"\0\0\0\x14ftypavif\0\0\0\0",
    "tiff": b"II*\0",
    "bmp": b"BM" + bytes(12) + b"\x28\0\0\0",
    "ico": b"\0\0\1\0",
    "jp2": b"\0\0\0\x0cjP  \r\n\x87\n",
    "psd": b"8BPS",
}


def samples() -> Iterator[Sample]:
    """Return all of them; a case's id starts the name of what holds it."""
    yield from _cut()
    yield from _flipped()
    yield from _tiny()
    yield from _exif()
    yield from _profiles()
    yield from _modes()


def _cut() -> Iterator[Sample]:
    for name, data in good().items():
        for part in PARTS:
            # Of an animation the frames before the end are shown, where any is whole.
            # In what is left of a raw file there may be a preview, or none.
            kind = whatever if name.startswith("moving") or name.endswith("raw") else broken
            yield kind(f"b01-{part}-{name}", data[: len(data) * part // 100])
    for part in (30, 60, 90):
        plain, progressive = (good()[name] for name in ("plain.jpg", "progressive.jpg"))
        yield broken(f"b02-{part}-plain.jpg", plain[: len(plain) * part // 100] + b"\xff\xd9")
        # A cut in the last scan of several cannot be seen.
        cut = progressive[: len(progressive) * part // 100] + b"\xff\xd9"
        yield whatever(f"b02-{part}-progressive.jpg", cut, 200, 422)


def _flipped() -> Iterator[Sample]:
    for name, data in good().items():
        luck = chance(name)
        for number in range(FLIPS):
            changed = bytearray(data)
            for _ in range(luck.choice((1, 1, 3, 10))):
                at = luck.randrange(min(len(data), luck.choice((64, 600, len(data)))))
                changed[at] ^= 1 << luck.randrange(8)
            yield whatever(f"b03-{number}-{name}", bytes(changed))
    for name in ("plain.avif", "clear.avif", "moving.avif"):
        data = good()[name]
        yield broken(f"b05-without-its-last-{name}", data[:-1])
        at = data.index(b"mdat") + 4
        yield whatever(f"b05-other-pixels-{name}", data[:at] + bytes(255 - byte for byte in data[at:]), 422)
        yield whatever(f"b05-zero-pixels-{name}", data[:at] + bytes(len(data) - at), 422)


def _tiny() -> Iterator[Sample]:
    yield whatever("b04-nothing", b"", 415)
    yield whatever("b04-one-byte", b"\xff", 415)
    yield whatever("b04-two-bytes", b"\xff\xd8", 415)
    for kind, start in STARTS.items():
        yield broken(f"b04-magic.{kind}", start)
        yield broken(f"b04-magic-and-zeros.{kind}", start + bytes(600))
        yield whatever(f"b04-magic-and-ones.{kind}", start + b"\xff" * 600, 413, 422)
        yield whatever(f"b04-magic-and-counting.{kind}", start + bytes(range(256)) * 3, 413, 422)
    yield broken("b04-no-pixels.png", raw.png(0, 0))
    yield broken("b04-no-pixels.jpg", raw.jpeg_header(0, 0))
    yield broken("b04-no-frame.gif", b"GIF89a\x09\0\x09\0\0\0\0;")
    for size in ((1, 1), (3000, 1), (1, 3000), (2, 3000)):
        for kind in STARTS:
            if kind != "ico" and (kind != "avif" or 1 not in size):
                yield fine(f"b11-{size[0]}x{size[1]}.{kind}", saved(photo(size), kind))


def _exif() -> Iterator[Sample]:
    luck = chance("exif")
    good_block = exif_block({EXIF_ORIENTATION: 6})
    blocks = {
        "random": b"Exif\0\0" + luck.randbytes(3000),
        "empty": b"Exif\0\0",
        "header": b"Exif\0\0II*\0",
        "far": b"Exif\0\0II*\0\xff\xff\xff\xff",
        "many": b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + bytes(600),
        "circle": b"Exif\0\0II*\0\x08\0\0\0\0\0\x08\0\0\0",
        "cut": good_block[: len(good_block) // 2],
        "twice": b"Exif\0\0" + good_block,
    }
    # Each entry says that its value is all of the block; read one by one, they are gigabytes.
    vast = b"".join(struct.pack("<HHII", tag, raw.UNDEFINED, 900_000, 8) for tag in range(60_000))
    blocks["vast"] = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 60_000) + vast + bytes(200_000)
    for value in (0, 9, 255, 65_535):
        blocks[f"orientation-{value}"] = _orientation(raw.SHORT, struct.pack("<HH", value, 0))
    blocks["orientation-text"] = _orientation(raw.ASCII, b"6\0\0\0")
    blocks["orientation-rational"] = _orientation(5, struct.pack("<I", 8))
    blocks["orientation-long"] = _orientation(raw.LONG, struct.pack("<I", 6))
    plain = photo((40, 30))
    for name, block in blocks.items():
        case = "b07" if "orientation" in name else "b06"
        if len(block) < 1 << 16:
            yield fine(f"{case}-{name}.jpg", raw.with_segments(saved(plain, "jpg"), raw.segment(0xE1, block)))
        yield fine(f"{case}-{name}.png", raw.with_chunks(saved(plain, "png"), chunk(b"eXIf", block[6:])))
        webp = saved(plain, "webp")[12:]
        yield fine(f"{case}-{name}.webp", raw.riff(raw.extended(40, 30, 8) + webp + raw.piece(b"EXIF", block)))
    yield fine("b06-vast.avif", _avif_with_exif(blocks["vast"][6:]))


def _orientation(kind: int, value: bytes) -> bytes:
    return b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<HHHI", 1, EXIF_ORIENTATION, kind, 1) + value + bytes(4)


def _avif_with_exif(block: bytes) -> bytes:
    """Return an AVIF with a block that Pillow itself would not write: a stand-in of its length is replaced."""
    marker = bytes(range(1, 256)) * (len(block) // 255 + 1)
    harmless = b"II*\0\x08\0\0\0\0\0\0\0\0\0" + marker[: len(block) - 14]
    return saved(photo((40, 30)), "avif", exif=harmless).replace(harmless, block)


def _profiles() -> Iterator[Sample]:
    luck = chance("profiles")
    wide = profile("Wide", primaries=((0.7, 0.3, 0.0), (0.1, 0.8, 0.1), (0.1, 0.0, 0.8)))
    inks = ink_profile({})
    for name, data in {
        "random": luck.randbytes(3000),
        "signed": luck.randbytes(36) + b"acsp" + luck.randbytes(3000),
        "head": wide[:128],
        "cut": wide[: len(wide) // 2],
        "flipped": bytes(byte ^ (luck.random() < 0.05) for byte in wide),
        "many": wide[:128] + b"\xff\xff\xff\xff" + wide[132:],
        "far": wide[:136] + b"\xff\xff\xff\xff" * 2 + wide[144:],
        "cmyk-on-rgb": inks,
        "lab-on-rgb": wide[:16] + b"Lab " + wide[20:],
        "gray-on-rgb": profile("Gray", space=b"GRAY"),
        "cut-inks": inks[:400],
    }.items():
        for kind in ("jpg", "png", "webp", "avif"):
            yield fine(f"b08-{name}.{kind}", saved(photo((40, 30)), kind, icc_profile=data))
        yield fine(f"b08-{name}-cmyk.jpg", saved(photo((40, 30)).convert("CMYK"), "jpg", icc_profile=data))
    vast = luck.randbytes(1 << 20) * 16
    yield too_much("b08-16-mb.jpg", saved(photo((40, 30)), "jpg", icc_profile=vast[:16_000_000]), "metadata")
    yield too_much("b08-16-mb.webp", saved(photo((40, 30)), "webp", icc_profile=vast), "metadata")
    yield too_much("b08-16-mb.avif", saved(photo((40, 30)), "avif", icc_profile=vast), "metadata")
    yield too_much(
        "b08-16-mb.png",
        raw.with_chunks(good()["plain.png"], chunk(b"iCCP", b"k\0\0" + zlib.compress(vast))),
        "metadata",
    )


def _modes() -> Iterator[Sample]:
    gray = photo((64, 48)).convert("L")
    deep = Image.frombytes("I;16", gray.size, b"".join(struct.pack("<H", 257 * byte) for byte in gray.tobytes()))
    yield fine("b09-16-bit.png", saved(deep, "png"))
    yield fine("b09-16-bit-keyed.png", gray_png([bytes(range(128))] * 9, 64, 16, key=1))
    yield fine("b09-16-bit.tiff", _tiff(deep))
    yield fine("b09-int32.tiff", _tiff(gray.convert("I").point(lambda value: value * 257)))
    yield fine("b09-float.tiff", _tiff(gray.convert("F").point(lambda value: value / 255 + 0)))
    yield fine("b09-float-infinite.tiff", _tiff(Image.new("F", (9, 9), float("inf"))))
    yield fine("b09-float-nan.tiff", _tiff(Image.new("F", (9, 9), float("nan"))))
    yield fine("b09-lab.tiff", _tiff(Image.new("LAB", (40, 30), (128, 128, 128))))
    for depth in (1, 2, 4):
        yield fine(f"b09-gray-{depth}.png", gray_png([b"\x1b" * depth] * 8, 8, depth))
    for name, data in {
        "cmyk": saved(patches(), "jpg", quality=95),
        "ycck": ycck(patches()),
        "cmyk-without-marker": without_adobe(saved(patches(), "jpg", quality=95)),
    }.items():
        yield fine(f"b10-{name}.jpg", data, "w=96&fm=png")
    yield fine("b10-cmyk.tiff", _tiff(patches()), "w=96&fm=png")


def _tiff(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "TIFF")
    return file.getvalue()
