"""Pictures and image files for the tests of the codecs: written by Pillow where it can, else byte by byte."""

import struct
import zlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageStat

from handler import codecs
from handler.codecs import StoredPicture, probe
from handler.core.formats.catalogue import FORMATS
from handler.core.frames import Frames
from handler.core.geometry import Size
from handler.core.limits import Limits
from handler.core.output import FormatName, Output
from tests.support.images.further_files import dng, ico, psd

ALL = frozenset(FORMATS)
STORED = Path(__file__).parent / "stored"
EXIF_ORIENTATION, EXIF_ARTIST, EXIF_COPYRIGHT = 0x0112, 0x013B, 0x8298

BY_HAND: dict[str, Callable[..., bytes]] = {"psd": psd, "raw": dng}
"""The kinds that Pillow does not write."""

BLACK, WHITE, RED, GREEN = range(4)
"""The global table of the GIFs that are made here."""

CLEAR = (0, 0, 0, 0)
COLOURS = {BLACK: (0, 0, 0, 255), WHITE: (255, 255, 255, 255), RED: (255, 0, 0, 255), GREEN: (0, 255, 0, 255)}


def pillow_name(kind: str) -> str:
    """Return what Pillow calls one of our formats."""
    return {"jpg": "JPEG", "jp2": "JPEG2000"}.get(kind, kind.upper())


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return a picture as a file of one of our formats, written by Pillow's defaults where it writes that.

    Of a format that an extra brings, by our own writer; where there is none, `photo` alone, as it was stored once.
    """
    if kind in BY_HAND:
        return BY_HAND[kind](image, **options)
    row = FORMATS.get(kind)
    if row and row.extra:
        return encoded(image, kind) if row.writing else stored(f"photo.{row.extension}")
    if kind == "ico" and max(image.size) > FORMATS["ico"].side:
        return ico(((0, 0, 32), saved(image, "png")))
    file = BytesIO()
    # By itself it would write the usual sizes below, and not the picture's own.
    whole = {"sizes": [image.size]} if kind == "ico" else {}
    image.save(file, format=pillow_name(kind), **whole, **options)
    return file.getvalue()


def stored(name: str) -> bytes:
    """Return a file of `tests/support/images/stored`, whose README says how each was made."""
    return (STORED / name).read_bytes()


def opened(data: bytes, **options: Any) -> AbstractContextManager[StoredPicture]:
    """Probe a file with every format accepted."""
    return probe(BytesIO(data), **{"accepted": ALL, "bounds": Limits(), **options})


def decoded(data: bytes, *, moving: bool = False, **options: Any) -> Frames:
    """Return a file decoded at full scale."""
    with opened(data, **options) as picture:
        return picture.decode(picture.size, moving=moving)


def encoded(images: Image.Image | Sequence[Image.Image], name: FormatName, **asked: Any) -> bytes:
    """Return pictures written by the codec tested, of a quality where it has one; what is not Output's is Frames'."""
    pictures = (images,) if isinstance(images, Image.Image) else tuple(images)
    beside = {key: asked.pop(key) for key in ("durations", "loop", "rights", "exif", "xmp") if key in asked}
    if asked.get("lossless") or not FORMATS[name].quality:
        asked.pop("quality", None)
    frames = Frames(images=pictures, full=Size(*pictures[0].size), **{"durations": (100,) * len(pictures), **beside})
    return codecs.encode(frames, Output(formats=(name,), **asked), name)


def mean(image: Image.Image) -> list[float]:
    """Return the mean of every channel."""
    return ImageStat.Stat(image).mean


def mean_of_all(image: Image.Image) -> float:
    """Return the mean of all channels together."""
    means = mean(image)
    return sum(means) / len(means)


def apart(one: Image.Image, other: Image.Image) -> float:
    """Return the mean difference of two pictures of one mode and size, in levels of 255."""
    assert (one.mode, one.size) == (other.mode, other.size)
    return mean_of_all(ImageChops.difference(one, other))


def photo(size: tuple[int, int] = (96, 64)) -> Image.Image:
    """Return something with smooth colours, edges and texture."""
    width, height = size
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    image = Image.merge("RGB", (across, down, Image.radial_gradient("L").resize(size)))
    draw = ImageDraw.Draw(image)
    for at in range(0, width, 7):
        draw.line((at, 0, width - at, height), fill=(at * 3 % 256, 255 - at % 256, 90))
    return image


def corners(size: tuple[int, int] = (48, 32)) -> Image.Image:
    """Return a picture of which no turn or mirror image is the same: four corners of four colours."""
    width, height = size
    image = Image.new("RGB", size, (128, 128, 128))
    for place, colour in (
        ((0, 0), (255, 0, 0)),
        ((width // 2, 0), (0, 255, 0)),
        ((0, height // 2), (0, 0, 255)),
    ):
        image.paste(colour, (*place, place[0] + width // 2, place[1] + height // 2))
    return image


def film(number: int = 5, size: tuple[int, int] = (60, 40)) -> list[Image.Image]:
    """Return frames of which each differs from the one before: a square that moves over a still ground."""
    frames = []
    for at in range(number):
        image = Image.new("RGB", size, (30, 60, 120))
        image.paste((250, 40 * at, 10), (8 * at, 5, 8 * at + 12, 25))
        frames.append(image)
    return frames


def pierced_film(number: int = 5) -> list[Image.Image]:
    """Return frames that are transparent where the square of `film` is not."""
    frames = []
    for at in range(number):
        image = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
        image.paste((250, 40 * at, 10, 255), (8 * at, 5, 8 * at + 12, 25))
        frames.append(image)
    return frames


def exif_block(tags: dict[int, Any], **ifds: dict[int, Any]) -> bytes:
    """Return an EXIF block with JPEG's marker, as Pillow writes it; `gps` is another directory."""
    exif = Image.Exif()
    for tag, value in tags.items():
        exif[tag] = value
    if "gps" in ifds:
        exif.get_ifd(0x8825).update(ifds["gps"])
    return exif.tobytes()


def gif(screen: tuple[int, int], frames: Sequence[bytes], *, loop: int | None = None, end: bytes = b";") -> bytes:
    """Return a GIF of frames that `gif_frame` made, with a global table of black, white, red and green."""
    table = bytes([0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 255, 0])
    head = b"GIF89a" + struct.pack("<HHBBB", *screen, 0x81, 0, 0) + table
    netscape = b"" if loop is None else b"!\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<H", loop) + b"\0"
    return head + netscape + b"".join(frames) + end


def gif_frame(
    box: tuple[int, int, int, int], index: int, *, delay: int = 10, disposal: int = 0, clear: int | None = None
) -> bytes:
    """Return a frame of one colour of the global table, `delay` in hundredths, `clear` the transparent index."""
    flags = disposal << 2 | (clear is not None)
    control = b"!\xf9\x04" + struct.pack("<BHB", flags, delay, clear or 0) + b"\0"
    left, top, width, height = box
    # Codes of three bits, the table cleared before it grows: 4 clears, 5 ends.
    codes = [code for _ in range(width * height) for code in (4, index)] + [5]
    bits = sum(code << (3 * at) for at, code in enumerate(codes)).to_bytes((3 * len(codes) + 7) // 8, "little")
    blocks = b"".join(bytes([len(bits[at : at + 255])]) + bits[at : at + 255] for at in range(0, len(bits), 255))
    return control + b"," + struct.pack("<HHHHB", left, top, width, height, 0) + b"\2" + blocks + b"\0"


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk of PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """Return the chunks of a PNG."""
    found, at = [], 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        found.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def png_of(found: Sequence[tuple[bytes, bytes]]) -> bytes:
    """Return a PNG of chunks."""
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, data) for name, data in found)


def gray_png(rows: Sequence[bytes], width: int, depth: int, key: int | None = None) -> bytes:
    """Return a gray PNG of packed rows, with a transparent gray where one is given."""
    header = struct.pack(">IIBBBBB", width, len(rows), depth, 0, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    transparent = [] if key is None else [(b"tRNS", struct.pack(">H", key))]
    return png_of([(b"IHDR", header), *transparent, (b"IDAT", data), (b"IEND", b"")])


def profile(
    description: str,
    *,
    space: bytes = b"RGB ",
    primaries: Sequence[tuple[float, float, float]] = (),
    gamma: float = 2.2,
) -> bytes:
    """Return an ICC profile, version 2: of three primaries in XYZ (D50) and a gamma, or of gray and a gamma."""
    text = description.encode("ascii") + b"\0"
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)
    tags = {b"desc": b"desc" + bytes(4) + struct.pack(">I", len(text)) + text + bytes(79), b"wtpt": _xyz(D50)}
    if space == b"GRAY":
        tags[b"kTRC"] = curve
    for name, colour in zip(b"rgb", primaries, strict=False):
        tags[bytes([name]) + b"XYZ"] = _xyz(colour)
        tags[bytes([name]) + b"TRC"] = curve
    return _profile(space, b"XYZ ", tags)


def ink_profile(corner: dict[tuple[int, int, int, int], tuple[int, int, int]]) -> bytes:
    """Return an ICC profile of CMYK: for each mix of full inks the Lab it gives (8 bit); all else is paper."""
    identity = bytes(range(256))
    table = bytearray()
    for mix in range(16):
        inks = (mix >> 3 & 1, mix >> 2 & 1, mix >> 1 & 1, mix & 1)
        table += bytes(corner.get(inks, (255, 128, 128)))
    matrix = b"".join(struct.pack(">i", 65536 * (at % 4 == 0)) for at in range(9))
    lut = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + matrix + identity * 4 + bytes(table) + identity * 3
    text = b"Test inks\0"
    tags = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", len(text)) + text + bytes(79),
        b"wtpt": _xyz(D50),
        **dict.fromkeys((b"A2B0", b"A2B1", b"A2B2"), lut),
    }
    return _profile(b"CMYK", b"Lab ", tags, device=b"prtr")


D50 = (0.9642, 1.0, 0.8249)
DISPLAY_P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
"""The primaries, adapted to D50."""


def _xyz(colour: Sequence[float]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(struct.pack(">i", round(part * 65536)) for part in colour)


def _profile(space: bytes, connection: bytes, tags: dict[bytes, bytes], device: bytes = b"mntr") -> bytes:
    start = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    for name, tag in tags.items():
        table += struct.pack(">4sII", name, start + len(data), len(tag))
        data += tag + bytes(-len(tag) % 4)
    head = struct.pack(">I4sI4s4s4s", start + len(data), b"none", 0x02400000, device, space, connection)
    illuminant = b"".join(struct.pack(">i", round(part * 65536)) for part in D50)
    head = head + bytes(12) + b"acsp" + bytes(28) + illuminant
    return head.ljust(128, b"\0") + table + data
