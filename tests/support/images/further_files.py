"""Files of the further formats that Pillow does not write: PSD, and camera raw files with a preview in them."""

import struct
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageChops

PSD_MODES = {"1": 0, "L": 1, "P": 2, "RGB": 3, "CMYK": 4, "LAB": 9}
INKS = "CMYK"


def psd(  # noqa: PLR0913 - what a header can say
    image: Image.Image,
    *,
    packed: bool = True,
    deep: bool = False,
    resources: Sequence[tuple[int, bytes]] = (),
    layers: int | None = None,
    version: int = 1,
) -> bytes:
    """Return a flattened picture as PSD.

    layers: the number of layers that is told, of which there are none; a negative one says that alpha is alpha.
    """
    mode = image.mode.removesuffix("A") if image.mode != "LA" else "L"
    bands = [band.tobytes() for band in (ImageChops.invert(image) if mode in {INKS, "1"} else image).split()]
    depth = 1 if mode == "1" else 16 if deep else 8
    if deep:
        bands = [bytes(part for value in band for part in (value, value)) for band in bands]
    palette = (image.getpalette() or [] if mode == "P" else []) and bytes(image.getpalette() or []).ljust(768, b"\0")
    colours = bytes(palette[at] for start in range(3) for at in range(start, 768, 3)) if palette else b""
    head = b"8BPS" + struct.pack(">H6xHIIHH", version, len(bands), *reversed(image.size), depth, PSD_MODES[mode])
    said = b"".join(_resource(number, data) for number, data in resources)
    told = b"" if layers is None else struct.pack(">Ih", 4, layers) + bytes(2)
    parts = [head, *(struct.pack(">I", len(part)) + part for part in (colours, said, told))]
    return b"".join(parts) + _rows(bands, image.height, packed=packed)


def _resource(number: int, data: bytes) -> bytes:
    return b"8BIM" + struct.pack(">HHI", number, 0, len(data)) + data + bytes(len(data) % 2)


def _rows(bands: Sequence[bytes], height: int, *, packed: bool) -> bytes:
    if not packed:
        return b"\0\0" + b"".join(bands)
    rows = []
    for band in bands:
        wide = len(band) // height
        rows += [_literal(band[at : at + wide]) for at in range(0, len(band), wide)]
    return b"\0\1" + b"".join(struct.pack(">H", len(row)) for row in rows) + b"".join(rows)


def _literal(row: bytes) -> bytes:
    """Return a row as PackBits stores what it cannot pack."""
    parts = [row[at : at + 128] for at in range(0, len(row), 128)]
    return b"".join(bytes([len(part) - 1]) + part for part in parts)


def dng(image: Image.Image, *, orientation: int = 1, order: str = "<", mark: bytes = b"") -> bytes:
    """Return a raw file as DNG lays it out: a thumbnail in the first directory, the preview in one below it."""
    preview, thumbnail = _jpeg(image), _jpeg(image.resize((max(1, image.width // 8), max(1, image.height // 8))))
    start = 8 + 2 + 12 * 6 + 4
    small = start + len(preview)
    below = small + len(thumbnail)
    outer = [(254, 4, 1), (274, 3, orientation), (330, 4, below), (513, 4, small), (514, 4, len(thumbnail))]
    inner = [(254, 4, 1), (259, 3, 7), (273, 4, start), (279, 4, len(preview))]
    head = (mark or (b"II*\0" if order == "<" else b"MM\0*")) + struct.pack(order + "I", 8)
    return head + _directory([*outer, (50706, 4, 1)], order) + preview + thumbnail + _directory(inner, order)


def _jpeg(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "JPEG", quality=95, subsampling=0)
    return file.getvalue()


def _directory(entries: Sequence[tuple[int, int, int]], order: str) -> bytes:
    rows = b"".join(
        struct.pack(order + ("HHIHxx" if kind == 3 else "HHII"), tag, kind, 1, value)
        for tag, kind, value in sorted(entries)
    )
    return struct.pack(order + "H", len(entries)) + rows + bytes(4)


def rw2(image: Image.Image, *, tags: tuple[int, int] | None = None, at: int = 8) -> bytes:
    """Return a raw file as Panasonic lays it out: a tag holds the preview; or two tags say where it lies."""
    preview = _jpeg(image)
    pair = [(tags[0], 4, 0), (tags[1], 4, 0)] if tags else []
    start = at + 2 + 12 * (len(pair) or 1) + 4
    if tags:
        rows = _directory([(tags[0], 4, start), (tags[1], 4, len(preview))], "<")
    else:
        rows = struct.pack("<HHHII", 1, 46, 7, len(preview), start) + bytes(4)
    return b"IIU\0" + struct.pack("<I", at) + bytes(at - 8) + rows + preview


def orf(image: Image.Image) -> bytes:
    """Return a raw file as Olympus lays it out: the maker's note, below EXIF, says where in it the preview is."""
    preview = _jpeg(image)
    first = 8
    below = first + 2 + 12 + 4
    note = below + 2 + 12 + 4
    settings = 12 + 2 + 12 + 4
    start = settings + 2 + 24 + 4
    inner = _directory([(0x2020, 4, settings)], "<") + _directory([(0x101, 4, start), (0x102, 4, len(preview))], "<")
    body = b"OLYMPUS\0II\3\0" + inner + preview
    held = struct.pack("<HHHII", 1, 37500, 7, len(body), note) + bytes(4)
    return b"IIRO" + struct.pack("<I", first) + _directory([(34665, 4, below)], "<") + held + body


def raf(image: Image.Image) -> bytes:
    """Return a raw file as Fujifilm lays it out."""
    return raf_of(_jpeg(image))


def raf_of(preview: bytes) -> bytes:
    """Return a raw file as Fujifilm lays it out, around a preview."""
    return b"FUJIFILMCCD-RAW 0201".ljust(84, b"\0") + struct.pack(">II", 92, len(preview)) + preview


def cr3(image: Image.Image, *, orientation: int = 1, boxed: bool = False) -> bytes:
    """Return a raw file as Canon lays it out in boxes: metadata, and a preview at the place of a track's sample.

    boxed: whether it is in a box of its own instead.
    """
    box = jp2_box
    preview = _jpeg(image)
    block = b"II*\0" + struct.pack("<I", 8) + _directory([(274, 3, orientation)], "<")
    canon = box(b"uuid", bytes.fromhex("85c0b687820f11e08111f4ce462b6a48") + box(b"CMT1", block))
    kind = box(b"ftyp", b"crx \0\0\0\1crx isom")
    if boxed:
        inside = box(b"PRVW", bytes(16) + preview)
        name = bytes.fromhex("eaf42b5e1c984b88b9fbb7dc406e4d16")
        return kind + box(b"moov", canon) + box(b"uuid", name + bytes(8) + inside)

    def whole(place: int) -> bytes:
        sizes = box(b"stsz", struct.pack(">4xII", len(preview), 1))
        table = box(b"stbl", sizes + box(b"co64", struct.pack(">4xIQ", 1, place)))
        return kind + box(b"moov", canon + box(b"trak", box(b"mdia", box(b"minf", table))))

    return whole(len(whole(0)) + 8) + box(b"mdat", preview)


def bmp(  # noqa: PLR0913 - what a header can say
    size: tuple[int, int],
    bits: int,
    pixels: bytes,
    *,
    compression: int = 0,
    masks: Sequence[int] = (),
    palette: bytes = b"",
    length: int = 40,
    profile: bytes = b"",
    colours: int = 0,
) -> bytes:
    """Return a BMP of rows that are stored as they are given, the last one first; a negative height turns that round.

    palette: blue, green, red and nothing for each colour. length: of the header.
    """
    if length == 12:
        head = struct.pack("<IHHHH", 12, *size, 1, bits)
    else:
        count = colours or len(palette) // 4 * (bits <= 8)
        head = struct.pack("<IiiHHIIiiII", length, *size, 1, bits, compression, len(pixels), 0, 0, count, 0)[:length]
    kept = struct.pack(f"<{len(masks)}I", *masks)
    if length >= 56:
        kept = kept.ljust(16, b"\0")
        rest = bytearray(length - 56)
        if profile:
            rest[0:4] = b"DEBM"
            struct.pack_into("<II", rest, 56, length + len(palette) + len(pixels), len(profile))
        kept += rest
    start = 14 + len(head) + len(kept) + len(palette)
    return b"BM" + struct.pack("<IHHI", start + len(pixels), 0, 0, start) + head + kept + palette + pixels + profile


def ico(*pictures: tuple[tuple[int, int, int], bytes]) -> bytes:
    """Return an ICO of pictures, each with the width, height and bits that the directory is to say of it."""
    at = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for (width, height, bits), data in pictures:
        head += struct.pack("<BBBBHHII", width % 256, height % 256, 0, 0, 1, bits, len(data), at)
        at += len(data)
    return head + b"".join(data for _, data in pictures)


def icon_bitmap(size: tuple[int, int], bits: int, pixels: bytes, mask: bytes = b"", palette: bytes = b"") -> bytes:
    """Return a bitmap as an ICO has it: without a file header, its height counted twice."""
    return bmp((size[0], 2 * size[1]), bits, pixels + mask, palette=palette)[14:]


def jp2_box(name: bytes, data: bytes) -> bytes:
    """Return a box of a JP2."""
    return struct.pack(">I", len(data) + 8) + name + data


def jp2(stream: bytes, *boxes: bytes, size: tuple[int, int] = (9, 9), components: int = 3) -> bytes:
    """Return a JP2 around a codestream, with boxes in its header; without any it names sRGB."""
    head = jp2_box(b"ihdr", struct.pack(">IIHBBBB", size[1], size[0], components, 7, 7, 0, 0))
    named = boxes or (jp2_box(b"colr", struct.pack(">BBBI", 1, 0, 0, 16)),)
    start = b"\0\0\0\x0cjP  \r\n\x87\n" + jp2_box(b"ftyp", b"jp2 \0\0\0\0jp2 ")
    return start + jp2_box(b"jp2h", head + b"".join(named)) + jp2_box(b"jp2c", stream)


def stream(  # noqa: PLR0913 - what a header can say
    size: tuple[int, int],
    tile: tuple[int, int],
    *,
    components: int = 3,
    layers: int = 1,
    block: int = 4,
    precinct: int | None = None,
    comments: int = 0,
    planes: int = 10,
) -> bytes:
    """Return the headers of a JPEG 2000 codestream, and no pixel.

    block, precinct: powers of two, the first less 2. planes: of bits that coefficients have.
    """
    samples = b"\7\1\1" * components
    sizes = struct.pack(">HH8IH", 38 + len(samples), 0, *size, 0, 0, *tile, 0, 0, components) + samples
    levels = 5
    custom = b"" if precinct is None else bytes([precinct | precinct << 4]) * (levels + 1)
    style = struct.pack(">BBHB5B", bool(custom), 0, layers, 0, levels, block, block, 0, 1) + custom
    steps = b"\xff\x5c" + struct.pack(">HB", 3 + 1 + 3 * levels, 0x40) + bytes([(planes - 1) << 3]) * (1 + 3 * levels)
    tile_part = b"\xff\x90" + struct.pack(">HHIBB", 10, 0, 14, 0, 1) + b"\xff\x93\xff\xd9"
    main = sizes + b"\xff\x52" + struct.pack(">H", 2 + len(style)) + style + steps + b"\xff\x64\0\2" * comments
    return b"\xff\x4f\xff\x51" + main + tile_part
